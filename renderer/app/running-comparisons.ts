import { useEffect } from "react";
import { create } from "zustand";
import type { Client } from "#shared/contract/client.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
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

/** Those that run are among the newest. */
const mostLookedAt = 20;
const readEveryMs = 2_000;

/** The comparisons under way in the whole workspace, whichever window started them. */
export function createRunningComparisons(client: Client<AbortSignal>) {
  const useComparisons = create<{ comparisons: RunningComparison[] }>(() => ({ comparisons: [] }));
  const runsOf = new Map<ExperimentId, ReadonlySet<TestRunId>>();
  const reading = paced(readEveryMs, () => void read());
  let readings = 0;

  async function read(): Promise<void> {
    readings += 1;
    const mine = readings;
    try {
      const { experiments } = await client.call("experiments.list", { limit: mostLookedAt });
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
      // An older answer may hold one that has ended since.
      if (mine === readings) useComparisons.setState({ comparisons });
    } catch {
      // What is shown stays; the status bar says when Lathe does not answer.
    }
  }

  async function readRuns(experimentId: ExperimentId): Promise<ReadonlySet<TestRunId>> {
    const { rounds } = await client.call("experiments.read", { experimentId });
    const runs = new Set(rounds.flatMap((round) => round.runs.map(({ testRunId }) => testRunId)));
    runsOf.set(experimentId, runs);
    return runs;
  }

  function meet(event: LatheEvent): void {
    switch (event.type) {
      case "experiment.started":
        // Also when cases are added: then it has new runs.
        runsOf.delete(event.experimentId);
        void read();
        break;
      case "experiment.ended":
        runsOf.delete(event.experimentId);
        useComparisons.setState(({ comparisons }) => ({
          comparisons: comparisons.filter(({ experimentId }) => experimentId !== event.experimentId),
        }));
        void read();
        break;
      case "experiment.changed":
      case "workspace.changed":
        reading.request();
        break;
    }
  }

  return { useComparisons, read, meet, close: reading.finish };
}

const running = createRunningComparisons(host);
export const useRunningComparisons = running.useComparisons;

/** Keeps them up to date. */
export function useLiveComparisons(): void {
  useEffect(() => {
    void running.read();
    const forget = onWorkspaceEvent(running.meet);
    return () => {
      forget();
      running.close();
    };
  }, []);
}
