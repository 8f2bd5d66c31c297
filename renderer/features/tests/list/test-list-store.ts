import { create } from "zustand";
import type { Client } from "#shared/contract/client.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { PromptId, SuiteId, TestRunId } from "#shared/model/ids.ts";
import type { TestProgress, TestRunSummary } from "#shared/model/test-run.ts";

export interface TestListState {
  promptId: PromptId | null;
  suiteId: SuiteId | null;
  runs: TestRunSummary[];
  /** Where the next page begins; null at the end. */
  next: number | null;
  reading: "first" | "older" | null;
  /** Whether anything was read with this filter. */
  isKnown: boolean;
  failure: unknown;
}

const pageSize = 50;
const largestPage = 500;

/** The test runs of the workspace, newest first, as far as they were asked for. */
export function createTestList(client: Client<AbortSignal>) {
  const useTestList = create<TestListState>(() => ({
    promptId: null,
    suiteId: null,
    runs: [],
    next: null,
    reading: null,
    isKnown: false,
    failure: null,
  }));
  let newest: AbortController | null = null;

  const filterOf = ({ promptId, suiteId }: TestListState) => ({
    ...(promptId === null ? {} : { promptId }),
    ...(suiteId === null ? {} : { suiteId }),
  });

  /** Reads from the beginning, as many as are shown. */
  async function read(): Promise<void> {
    newest?.abort();
    const controller = new AbortController();
    newest = controller;
    const state = useTestList.getState();
    const limit = Math.min(largestPage, Math.max(pageSize, state.runs.length));
    useTestList.setState({ reading: "first" });
    try {
      const page = await client.call("tests.list", { ...filterOf(state), limit }, controller.signal);
      if (newest !== controller) return;
      useTestList.setState({ ...page, reading: null, isKnown: true, failure: null });
    } catch (failure) {
      if (newest === controller) useTestList.setState({ reading: null, failure });
    }
  }

  async function readOlder(): Promise<void> {
    const state = useTestList.getState();
    if (state.next === null || state.reading !== null) return;
    const controller = new AbortController();
    newest = controller;
    useTestList.setState({ reading: "older" });
    try {
      const page = await client.call(
        "tests.list",
        { ...filterOf(state), before: state.next, limit: pageSize },
        controller.signal,
      );
      if (newest !== controller) return;
      useTestList.setState(({ runs }) => ({
        runs: [...runs, ...page.runs],
        next: page.next,
        reading: null,
        failure: null,
      }));
    } catch (failure) {
      if (newest === controller) useTestList.setState({ reading: null, failure });
    }
  }

  function filter(wish: Partial<Pick<TestListState, "promptId" | "suiteId">>): void {
    useTestList.setState({ ...wish, runs: [], next: null, isKnown: false, failure: null });
    void read();
  }

  function change(testRunId: TestRunId, patch: (run: TestRunSummary) => TestRunSummary): void {
    useTestList.setState(({ runs }) => {
      const at = runs.findIndex((run) => run.testRunId === testRunId);
      const run = runs[at];
      return run === undefined ? {} : { runs: runs.with(at, patch(run)) };
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
      void read();
    }
  }

  return { useTestList, read, readOlder, filter, meet };
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
