import { create } from "zustand";
import type { Client } from "#shared/contract/client.ts";
import { isCancelled } from "#shared/contract/errors.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { TestRunId } from "#shared/model/ids.ts";
import type { Agreement, TestProgress, TestRun } from "#shared/model/test-run.ts";
import { paced } from "../../../ui/paced.ts";
import { withProgress } from "../list/test-list-store.ts";

export interface OpenTestRun {
  run: TestRun | null;
  /** Of the run under way; null: it stands still, or nothing was heard of it yet. */
  progress: TestProgress | null;
  agreements: Agreement[];
  failure: unknown;
  /** A press that was not answered yet. */
  asking: "pause" | "resume" | "cancel" | "retry" | "rescore" | "baseline" | null;
}

/** A run under way is read again this often; its counts come with every event. */
const readEveryMs = 2_000;

/**
 * One test run on the screen, kept in step by the events of the workspace. `onResults` is called when its results are
 * other than they were, at most as often as events come: whoever shows them reads again at its own pace.
 */
export function createTestRun(client: Client<AbortSignal>, testRunId: TestRunId, onResults: () => void) {
  const useTestRun = create<OpenTestRun>(() => ({
    run: null,
    progress: null,
    agreements: [],
    failure: null,
    asking: null,
  }));
  let closing = new AbortController();
  const reading = paced(readEveryMs, () => void read());

  async function read(): Promise<void> {
    try {
      const run = await client.call("tests.read", { testRunId }, closing.signal);
      const { progress } = useTestRun.getState();
      // Events that came meanwhile know more than the reading.
      const isOlder = progress !== null && run.state === "running" && countedOf(run) < countedOf(progress);
      useTestRun.setState({
        run: isOlder ? withProgress(run, progress) : run,
        progress: run.state === "running" ? progress : null,
        failure: null,
      });
    } catch (failure) {
      if (!isCancelled(failure)) useTestRun.setState({ failure });
    }
  }

  async function readAgreements(): Promise<void> {
    try {
      const agreements = await client.call("tests.agreement", { testRunId }, closing.signal);
      useTestRun.setState({ agreements });
    } catch {
      // They are a remark beside the scores; the scores stand without them.
    }
  }

  function meet(event: LatheEvent): void {
    if (event.type === "test.progress" && event.progress.testRunId === testRunId) {
      const { progress } = event;
      useTestRun.setState(({ run }) => ({
        progress: progress.state === "running" ? progress : null,
        run: run === null ? null : withProgress(run, progress),
      }));
      reading.request();
      onResults();
    } else if (event.type === "test.ended" && event.testRunId === testRunId) {
      useTestRun.setState({ progress: null });
      void read();
      void readAgreements();
      onResults();
    } else if (event.type === "test.started" && event.testRunId === testRunId) {
      void read();
    } else if (event.type === "test.marked" && event.testRunId === testRunId) {
      void readAgreements();
      onResults();
    } else if (event.type === "baseline.changed") {
      void read();
      onResults();
    } else if (event.type === "workspace.changed") {
      reading.request();
      onResults();
    }
  }

  /** Performs what a button asks for; answers what came back, or null where it failed and `onError` was told. */
  async function ask<T>(
    asking: NonNullable<OpenTestRun["asking"]>,
    perform: () => Promise<T>,
    onError: (error: unknown) => void,
  ): Promise<T | null> {
    if (useTestRun.getState().asking !== null) return null;
    useTestRun.setState({ asking });
    try {
      const answer = await perform();
      await read();
      return answer;
    } catch (error) {
      onError(error);
      return null;
    } finally {
      useTestRun.setState({ asking: null });
    }
  }

  return {
    testRunId,
    useTestRun,
    meet,
    open(): void {
      void read();
      void readAgreements();
    },
    close(): void {
      reading.finish();
      closing.abort();
      // React mounts a view twice while it is developed: it may be opened again.
      closing = new AbortController();
    },
    pause: (onError: (error: unknown) => void) =>
      ask("pause", () => client.call("tests.pause", { testRunId }), onError),
    /** `maxCostUsd` absent: the cap stays as it is. */
    resume: (onError: (error: unknown) => void, maxCostUsd?: number | null) =>
      ask(
        "resume",
        () => client.call("tests.resume", { testRunId, ...(maxCostUsd === undefined ? {} : { maxCostUsd }) }),
        onError,
      ),
    cancel: (onError: (error: unknown) => void) =>
      ask("cancel", () => client.call("tests.cancel", { testRunId }), onError),
    retryErrors: (onError: (error: unknown) => void) =>
      ask("retry", () => client.call("tests.retry-errors", { testRunId }), onError),
    rescore: (onError: (error: unknown) => void, withoutJudges: boolean) =>
      ask("rescore", () => client.call("tests.rescore", { testRunId, withoutJudges }), onError),
    setBaseline(onError: (error: unknown) => void, isBaseline: boolean) {
      const { run } = useTestRun.getState();
      if (run === null) return Promise.resolve(null);
      const { promptId } = run;
      return ask(
        "baseline",
        () => client.call("tests.set-baseline", { promptId, testRunId: isBaseline ? testRunId : null }),
        onError,
      );
    },
  };
}

export type TestRunOnPage = ReturnType<typeof createTestRun>;

const countedOf = ({ counts }: Pick<TestProgress, "counts">): number =>
  counts.passed + counts.failed + counts.errored + counts.unscored;
