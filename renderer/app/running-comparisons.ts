import { useEffect } from "react";
import { create } from "zustand";
import type { Arm } from "#shared/model/experiment.ts";
import type { ExperimentId, TestRunId } from "#shared/model/ids.ts";
import { host } from "../host/host.ts";
import { onWorkspaceEvent } from "../host/workspace-events.ts";
import { paced } from "../ui/paced.ts";

/** A comparison under way, and the test runs that are its arms. */
export interface RunningComparison {
  experimentId: ExperimentId;
  arms: Arm[];
  ended: number;
  planned: number;
  runs: ReadonlySet<TestRunId>;
}

export const useRunningComparisons = create<{ comparisons: RunningComparison[] }>(() => ({
  comparisons: [],
}));

/** Those that run are among the newest. */
const mostLookedAt = 20;
const readEveryMs = 2_000;

/** Which runs an extension adds is known from the start of it on. */
const runsOf = new Map<ExperimentId, ReadonlySet<TestRunId>>();

async function read(): Promise<void> {
  try {
    const { experiments } = await host.call("experiments.list", { limit: mostLookedAt });
    const running = experiments.filter(({ state }) => state === "running");
    const comparisons = await Promise.all(
      running.map(async ({ experimentId, arms, ended, planned }) => ({
        experimentId,
        arms,
        ended,
        planned,
        runs: runsOf.get(experimentId) ?? (await readRuns(experimentId)),
      })),
    );
    useRunningComparisons.setState({ comparisons });
  } catch {
    // What is shown stays; the status bar says when Lathe does not answer.
  }
}

async function readRuns(experimentId: ExperimentId): Promise<ReadonlySet<TestRunId>> {
  const { rounds } = await host.call("experiments.read", { experimentId });
  const runs = new Set(rounds.flatMap((round) => round.runs.map(({ testRunId }) => testRunId)));
  runsOf.set(experimentId, runs);
  return runs;
}

/** Keeps the comparisons under way up to date. */
export function useLiveComparisons(): void {
  useEffect(() => {
    const reading = paced(readEveryMs, () => void read());
    void read();
    const forget = onWorkspaceEvent((event) => {
      switch (event.type) {
        case "experiment.started":
          runsOf.delete(event.experimentId);
          void read();
          break;
        case "experiment.ended":
          runsOf.delete(event.experimentId);
          useRunningComparisons.setState(({ comparisons }) => ({
            comparisons: comparisons.filter(({ experimentId }) => experimentId !== event.experimentId),
          }));
          void read();
          break;
        case "experiment.changed":
        case "workspace.changed":
          reading.request();
          break;
      }
    });
    return () => {
      forget();
      reading.finish();
    };
  }, []);
}
