import { useEffect } from "react";
import { create } from "zustand";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { Output } from "#shared/contract/operations.ts";
import type { PromptId, RunId, TestRunId } from "#shared/model/ids.ts";
import type { TestCounts } from "#shared/model/test-run.ts";
import { host } from "../host/host.ts";
import { onWorkspaceEvent } from "../host/workspace-events.ts";
import { paced } from "../ui/paced.ts";

/** A test under way: how far it is, and what it has spent; null: some of that is unknown. */
export interface RunningTest {
  testRunId: TestRunId;
  promptId: PromptId;
  promptName: string;
  counts: TestCounts;
  costUsd: number | null;
}

interface Activity {
  /** Runs under way in the whole workspace, whichever window started them. */
  running: { runId: RunId; promptId: PromptId }[];
  /** Tests under way, likewise. */
  tests: RunningTest[];
  /** Of runs, tests and judges of pairs; null: not read yet, or it could not be read. */
  spend: Output<"runs.spend"> | null;
}

export const useActivity = create<Activity>(() => ({ running: [], tests: [], spend: null }));

const mostRuns = 100;
const spendEveryMs = 2_000;

async function readRunning(): Promise<void> {
  try {
    const { runs } = await host.call("runs.list", { state: "running", limit: mostRuns });
    useActivity.setState({ running: runs.map(({ runId, promptId }) => ({ runId, promptId })) });
  } catch {
    // What is shown stays; the status bar says when Lathe does not answer.
  }
}

let testReadings = 0;

async function readTests(): Promise<void> {
  testReadings += 1;
  const mine = testReadings;
  try {
    const { runs } = await host.call("tests.list", { state: "running", limit: mostRuns });
    // Several tests that begin at once have it read as often; an older answer may hold one that has ended since.
    if (mine !== testReadings) return;
    useActivity.setState({
      tests: runs.map(({ testRunId, promptId, promptName, counts, costUsd }) => ({
        testRunId,
        promptId,
        promptName,
        counts,
        costUsd,
      })),
    });
  } catch {
    // As above.
  }
}

async function readSpend(): Promise<void> {
  const since = lastMidnight(new Date()).toISOString();
  try {
    const [runs, tests, judges] = await Promise.all([
      host.call("runs.spend", { since }),
      host.call("tests.spend", { since }),
      host.call("experiments.spend", { since }),
    ]);
    useActivity.setState({
      spend: {
        costUsd: runs.costUsd + tests.costUsd + judges.costUsd,
        runs: runs.runs + tests.runs,
        unknownCost: runs.unknownCost + tests.unknownCost + judges.unknownCost,
      },
    });
  } catch {
    useActivity.setState({ spend: null });
  }
}

/** The beginning of the day in the user's time zone. */
export const lastMidnight = (now: Date): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate());

export const nextMidnight = (now: Date): Date =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);

/** Keeps the running work and the spend of today up to date. */
export function useLiveActivity(): void {
  useEffect(() => {
    void readRunning();
    void readTests();
    void readSpend();
    let timer: ReturnType<typeof setTimeout>;
    const atMidnight = () => {
      timer = setTimeout(
        () => {
          void readSpend();
          atMidnight();
        },
        nextMidnight(new Date()).getTime() - Date.now() + 1_000,
      );
    };
    atMidnight();
    const pacedSpend = paced(spendEveryMs, () => void readSpend());
    const forget = onWorkspaceEvent((event) => {
      meetTest(event);
      if (event.type === "run.started") {
        const { runId, promptId } = event;
        useActivity.setState(({ running }) =>
          running.some((run) => run.runId === runId) ? {} : { running: [...running, { runId, promptId }] },
        );
      } else if (event.type === "run.ended") {
        useActivity.setState(({ running }) => ({
          running: running.filter(({ runId }) => runId !== event.runId),
        }));
        void readSpend();
      } else if (event.type === "experiment.changed") {
        // A judge of pairs has spent something, perhaps.
        pacedSpend.request();
      } else if (event.type === "workspace.changed") {
        void readRunning();
        void readTests();
        void readSpend();
      }
    });
    return () => {
      clearTimeout(timer);
      pacedSpend.finish();
      forget();
    };
  }, []);
}

function meetTest(event: LatheEvent): void {
  if (event.type === "test.started") void readTests();
  else if (event.type === "test.progress") {
    const { testRunId, state, counts, costUsd, unknownCosts } = event.progress;
    const known = useActivity.getState().tests.some((test) => test.testRunId === testRunId);
    if (!known && state === "running") void readTests();
    useActivity.setState(({ tests }) => ({
      tests: tests.map((test) =>
        test.testRunId === testRunId ? { ...test, counts, costUsd: unknownCosts > 0 ? null : costUsd } : test,
      ),
    }));
  } else if (event.type === "test.ended") {
    useActivity.setState(({ tests }) => ({
      tests: tests.filter(({ testRunId }) => testRunId !== event.testRunId),
    }));
    void readTests();
    void readSpend();
  }
}
