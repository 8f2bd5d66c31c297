import type { Experiment } from "#shared/model/experiment.ts";
import type { TestCounts, TestRunState } from "#shared/model/test-run.ts";
import type { ExperimentProgress } from "../experiment-store.ts";

const endedOf = ({ passed, failed, errored, unscored }: TestCounts): number =>
  passed + failed + errored + unscored;

export interface Standing {
  state: TestRunState;
  /** Calls that came to an end, and those that are planned. */
  ended: number;
  planned: number;
  errored: number;
  costUsd: number | null;
  remainingMs: number | null;
}

/** How it stands: what is being answered now tells more than the last reading. */
export function standingOf(experiment: Experiment, progress: ExperimentProgress | null): Standing {
  const counts = progress?.counts ?? experiment.rounds.flatMap(({ runs }) => runs.map((run) => run.counts));
  return {
    state: progress?.state ?? experiment.state,
    ended: progress === null ? experiment.ended : sum(counts.map(endedOf)),
    planned: progress === null ? experiment.planned : sum(counts.map(({ planned }) => planned)),
    errored: sum(counts.map(({ errored }) => errored)),
    costUsd: progress?.costUsd ?? experiment.costUsd,
    remainingMs: progress?.remainingMs ?? null,
  };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

export type NoExtension = "notPlanned" | "noneLeft" | "fromRuns" | "typed";

/** Why no cases can be added; null: they can. */
export function refuseExtension({ origin, isTyped, plan, casesLeft }: Experiment): NoExtension | null {
  if (origin === "runs") return "fromRuns";
  if (isTyped) return "typed";
  if (!plan.mayExtend) return "notPlanned";
  return casesLeft === 0 ? "noneLeft" : null;
}

/** How many more cases would tell, as far as any of its comparisons says so. */
export function neededCases({ verdicts }: Pick<Experiment, "verdicts">): number | null {
  const needs = verdicts.flatMap(({ neededCases }) => (neededCases === null ? [] : [neededCases]));
  return needs.length === 0 ? null : Math.max(...needs);
}
