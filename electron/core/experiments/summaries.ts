import type { ExperimentSummary, ExperimentVerdict } from "#shared/model/experiment.ts";
import type { ExperimentContext } from "./context.ts";
import { countsKey } from "./evidence.ts";
import { runsOf, stateOf } from "./experiment-state.ts";
import type { Experiment } from "./experiment-store.ts";
import { verdictOf } from "./verdicts.ts";
import { findVerdictOfCounts } from "./verdicts-store.ts";

/** A list has many rows: of more attempts than this a verdict is read only when its comparison is opened. */
const mostRead = 5_000;

export function summaryOf(context: ExperimentContext, experiment: Experiment): ExperimentSummary {
  const runs = runsOf(experiment);
  const state = stateOf(experiment);
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
    ended: endedOf(experiment),
    verdicts: verdictsOf(context, experiment),
    createdAt,
    endedAt: state === "running" ? null : lastEnd(runs),
  };
}

const endedOf = (experiment: Experiment): number =>
  runsOf(experiment).reduce(
    (sum, { passed, failed, errored, unscored }) => sum + passed + failed + errored + unscored,
    0,
  );

const lastEnd = (runs: { endedAt: string | null }[]): string | null =>
  runs.reduce<string | null>(
    (last, { endedAt }) => (endedAt !== null && (last === null || endedAt > last) ? endedAt : last),
    null,
  );

/** Before the end there is none: whoever reads one early, and often, finds what is not there. */
function verdictsOf(context: ExperimentContext, experiment: Experiment): ExperimentSummary["verdicts"] {
  if (stateOf(experiment) === "running") return [];
  const stored = findVerdictOfCounts(context.db, experiment.sequence, countsKey(experiment));
  if (stored !== undefined) return short(stored.verdict);
  return endedOf(experiment) <= mostRead ? short(verdictOf(context, experiment)) : [];
}

export const short = ({ primary }: ExperimentVerdict): ExperimentSummary["verdicts"] =>
  primary.map(({ b, verdict, neededCases, directional }) => ({ b, verdict, neededCases, directional }));
