import type { ExperimentSummary, ExperimentVerdict } from "#shared/model/experiment.ts";
import type { ExperimentContext } from "./context.ts";
import { countsKey } from "./evidence.ts";
import { runsOf, stateOf } from "./experiment-state.ts";
import type { Experiment } from "./experiment-store.ts";
import { countsOf, endedOf } from "./run-counts.ts";
import { verdictOf } from "./verdicts.ts";
import { findVerdictOfCounts } from "./verdicts-store.ts";

/** A list has many rows: of more attempts than this a verdict is read only when its comparison is opened. */
const mostRead = 5_000;

export function summaryOf(context: ExperimentContext, experiment: Experiment): ExperimentSummary {
  const runs = runsOf(experiment);
  const state = stateOf(experiment);
  const ended = endedOf(countsOf(runs));
  const { experimentId, origin, arms, suiteId, suiteName, isTyped, plan, createdAt } = experiment;
  return {
    experimentId,
    origin,
    arms,
    suiteId,
    suiteName,
    isTyped,
    metric: plan.metric,
    delta: plan.delta,
    assign: plan.assign,
    simulated: runs.every(({ simulated }) => simulated),
    state,
    planned: runs.reduce((sum, { planned }) => sum + planned, 0),
    ended,
    verdicts: verdictsOf(context, experiment, ended),
    createdAt,
    endedAt: state === "running" ? null : lastEnd(runs),
  };
}

const lastEnd = (runs: { endedAt: string | null }[]): string | null =>
  runs.reduce<string | null>(
    (last, { endedAt }) => (endedAt !== null && (last === null || endedAt > last) ? endedAt : last),
    null,
  );

/** Before the end there is none, nor in a pause: whoever reads one early, and often, finds what is not there. */
function verdictsOf(
  context: ExperimentContext,
  experiment: Experiment,
  ended: number,
): ExperimentSummary["verdicts"] {
  const state = stateOf(experiment);
  if (state === "running" || state === "paused") return [];
  const stored = findVerdictOfCounts(context.db, experiment.sequence, countsKey(experiment));
  if (stored !== undefined) return short(stored.verdict);
  return ended <= mostRead ? short(verdictOf(context, experiment)) : [];
}

const short = ({ primary }: ExperimentVerdict): ExperimentSummary["verdicts"] =>
  primary.map(({ b, verdict, neededCases, directional }) => ({ b, verdict, neededCases, directional }));
