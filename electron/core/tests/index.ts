import type { testOperations } from "#shared/contract/tests.ts";
import type { HandlersOf } from "../router.ts";
import type { TestContext } from "./context.ts";
import { engineHandlers } from "./engine-handlers.ts";
import { asItStands } from "./engine-unstored.ts";
import { resultHandlers } from "./result-handlers.ts";
import { listTestRuns, readTestRun } from "./summary.ts";

export type { TestContext } from "./context.ts";
export { closeInterruptedTests, stopAllTests } from "./engine-handlers.ts";

export function testHandlers(context: TestContext): HandlersOf<typeof testOperations> {
  return {
    ...engineHandlers(context),
    ...resultHandlers(context),
    "tests.read": ({ testRunId }) => asItStands(context, readTestRun(context, testRunId)),
    "tests.list": (input) => {
      const { runs, next } = listTestRuns(context, input);
      return { runs: runs.map((run) => asItStands(context, run)), next };
    },
  };
}
