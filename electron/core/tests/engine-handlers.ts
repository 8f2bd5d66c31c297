import type { testOperations } from "#shared/contract/tests.ts";
import type { HandlersOf } from "../router.ts";
import type { TestContext } from "./context.ts";
import { cancelTest, pauseTest, resumeTest, retryErrors } from "./engine-commands.ts";
import { followTest } from "./engine-follow.ts";
import { startTest } from "./engine-start.ts";
import { estimateTest } from "./estimate.ts";
import { rescoreTest } from "./rescore.ts";

export { closeInterruptedTests, stopAllTests } from "./engine-commands.ts";

type EngineOperations = Pick<
  typeof testOperations,
  | "tests.estimate"
  | "tests.start"
  | "tests.pause"
  | "tests.resume"
  | "tests.cancel"
  | "tests.retry-errors"
  | "tests.rescore"
  | "tests.follow"
>;

export function engineHandlers(context: TestContext): HandlersOf<EngineOperations> {
  return {
    "tests.estimate": (wish, { signal }) => estimateTest(context, wish, signal),
    "tests.start": (wish) => startTest(context, wish),
    "tests.pause": ({ testRunId }) => {
      pauseTest(context, testRunId);
      return null;
    },
    "tests.resume": async (input) => {
      await resumeTest(context, input);
      return null;
    },
    "tests.cancel": ({ testRunId }) => {
      cancelTest(context, testRunId);
      return null;
    },
    "tests.retry-errors": ({ testRunId }) => retryErrors(context, testRunId),
    "tests.rescore": (input) => rescoreTest(context, input),
    "tests.follow": ({ testRunId }, { signal }) => followTest(context, testRunId, signal),
  };
}
