import type { testOperations } from "#shared/contract/tests.ts";
import type { HandlersOf } from "../router.ts";
import type { TestContext } from "./context.ts";
import { engineHandlers } from "./engine-handlers.ts";
import { asItStands } from "./engine-unstored.ts";
import { resultHandlers } from "./result-handlers.ts";
import { listTestRuns, readTestRun } from "./summary.ts";

export { type Budget, createBudget } from "./budget.ts";
export type { TestContext } from "./context.ts";
export { CellSet, plannedCells, shuffled } from "./engine-cells.ts";
export {
  cancelTest,
  pauseTest,
  settleTest,
  standingTest,
  takeUpAll,
} from "./engine-commands.ts";
export { isHopeless } from "./engine-halts.ts";
export { closeInterruptedTests, stopAllTests } from "./engine-handlers.ts";
export { launch, type PreparedTest, prepareTest } from "./engine-start.ts";
export { estimatePlan } from "./estimate.ts";
export { type NewestScore, newestScores } from "./newest-score.ts";
export { judgeHash, readChecks, readTested, type Tested } from "./plan.ts";
export { readReportAttempts } from "./report.ts";
export { type AskedCases, askedCases, calledCells } from "./results-asked.ts";
export { readAttempt, suiteChecks } from "./results-attempt.ts";
export { checkColumn, checksOfRun } from "./results-check.ts";
export type { ResultColumns } from "./results-columns.ts";
export {
  caseHeads,
  findCases,
  findReplies,
  groupsOf,
  resultColumns,
  type ShownAttempt,
  scoredHashes,
  shownAttempts,
} from "./results-side.ts";
export { verdictCodes, verdictOrder } from "./results-store.ts";
export { type RunFacts, runFactsNamed, runFactsOf } from "./run-facts.ts";
export { readTestRun } from "./summary.ts";
export { limitTestRun } from "./test-run-store.ts";

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
