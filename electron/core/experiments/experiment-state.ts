import type { TestRunState } from "#shared/model/test-run.ts";
import type { RunFacts } from "../tests/index.ts";
import type { Experiment } from "./experiment-store.ts";

/** What is told of a run that was stopped because the comparison was certain already: its row says so for good. */
export const stoppedEarly = "experiments.stopped-early";

/** In the order in which they matter: what needs somebody first. */
const standstills = ["halted", "capped", "interrupted", "cancelled", "paused"] as const;

const isDecided = ({ state, error }: Pick<RunFacts, "state" | "error">): boolean =>
  state === "cancelled" && error?.code === stoppedEarly;

/** Nothing will be called of it any more. */
export const isSettled = (run: Pick<RunFacts, "state" | "error">): boolean =>
  run.state === "done" || isDecided(run);

export const runsOf = ({ rounds }: Pick<Experiment, "rounds">): RunFacts[] =>
  rounds.flatMap(({ runs }) => runs);

/** Stopped before all was called, because it was certain already; what is missing will not be called. */
export const isStoppedEarly = (experiment: Pick<Experiment, "rounds">): boolean =>
  runsOf(experiment).some(isDecided);

/**
 * Running while one of its runs is; else the first of what holds any of them up; else done. A run that was stopped early
 * holds nothing up.
 */
export function stateOf(experiment: Pick<Experiment, "rounds">): TestRunState {
  const states = new Set(runsOf(experiment).map((run) => (isSettled(run) ? "done" : run.state)));
  if (states.has("running")) return "running";
  return standstills.find((state) => states.has(state)) ?? "done";
}
