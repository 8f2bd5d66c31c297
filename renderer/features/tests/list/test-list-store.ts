import type { Client } from "#shared/contract/client.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { PromptId, SuiteId, TestRunId } from "#shared/model/ids.ts";
import type { TestProgress, TestRunSummary } from "#shared/model/test-run.ts";
import { createPagedList } from "../../../host/paged-list.ts";

export interface TestFilter {
  promptId: PromptId | null;
  suiteId: SuiteId | null;
}

export const noTestFilter: TestFilter = { promptId: null, suiteId: null };

/** The test runs of the workspace, of one prompt or suite where that is wished. */
export function createTestList(client: Client<AbortSignal>) {
  const list = createPagedList<TestRunSummary, TestFilter>(
    noTestFilter,
    async ({ filter: { promptId, suiteId }, page }, signal) => {
      const filter = {
        ...(promptId === null ? {} : { promptId }),
        ...(suiteId === null ? {} : { suiteId }),
      };
      const { runs, next } = await client.call("tests.list", { ...filter, ...page }, signal);
      return { rows: runs, next };
    },
  );

  function change(testRunId: TestRunId, patch: (run: TestRunSummary) => TestRunSummary): void {
    list.useList.setState(({ rows }) => {
      const at = rows.findIndex((run) => run.testRunId === testRunId);
      const run = rows[at];
      return run === undefined ? {} : { rows: rows.with(at, patch(run)) };
    });
  }

  function meet(event: LatheEvent): void {
    if (event.type === "test.progress") {
      change(event.progress.testRunId, (run) => withProgress(run, event.progress));
    } else if (
      event.type === "test.started" ||
      event.type === "test.ended" ||
      event.type === "baseline.changed" ||
      event.type === "prompt.changed" ||
      event.type === "workspace.changed"
    ) {
      void list.read();
    }
  }

  return { ...list, meet };
}

export type TestList = ReturnType<typeof createTestList>;

/** What is known of a run between two readings of it. */
export function withProgress<Run extends TestRunSummary>(run: Run, progress: TestProgress): Run {
  const { passed, failed } = progress.counts;
  const judged = passed + failed;
  return {
    ...run,
    state: progress.state,
    counts: progress.counts,
    // What some attempts cost is not known: the sum is no more than a part of it.
    costUsd: progress.unknownCosts > 0 ? null : progress.costUsd,
    passRate: judged === 0 ? null : passed / judged,
    // An interval belongs to one rate; the next reading brings that of this one.
    passInterval:
      run.passRate !== null && judged > 0 && run.passRate === passed / judged ? run.passInterval : null,
  };
}
