import type { testOperations } from "#shared/contract/tests.ts";
import type { HandlersOf } from "../router.ts";
import { readAgreement } from "./agreement.ts";
import { setBaseline } from "./baseline.ts";
import { compareRuns } from "./compare.ts";
import type { TestContext } from "./context.ts";
import { markAttempt } from "./marks.ts";
import { writeReport } from "./report.ts";
import { readResults } from "./results.ts";
import { readAttempt } from "./results-attempt.ts";
import { readFlakiness } from "./results-flakiness.ts";
import { sumTestSpend } from "./spend-store.ts";
import { listTestRuns, readTestRun } from "./summary.ts";

type ResultOperations = Pick<
  typeof testOperations,
  | "tests.read"
  | "tests.list"
  | "tests.results"
  | "tests.attempt"
  | "tests.flakiness"
  | "tests.compare"
  | "tests.mark"
  | "tests.agreement"
  | "tests.set-baseline"
  | "tests.report"
  | "tests.spend"
>;

export function resultHandlers(context: TestContext): HandlersOf<ResultOperations> {
  return {
    "tests.read": ({ testRunId }) => readTestRun(context, testRunId),
    "tests.list": (input) => listTestRuns(context, input),
    "tests.results": (input) => readResults(context, input),
    "tests.attempt": ({ attempt }) => readAttempt(context, attempt),
    "tests.flakiness": (input) => readFlakiness(context, input),
    "tests.compare": (input) => compareRuns(context, input),
    "tests.mark": (input) => markAttempt(context, input),
    "tests.agreement": ({ testRunId }) => readAgreement(context, testRunId),
    "tests.set-baseline": (input) => {
      setBaseline(context, input);
      return null;
    },
    "tests.report": (input, { signal }) => writeReport(context, input, signal),
    "tests.spend": ({ since }) => sumTestSpend(context.db, since),
  };
}
