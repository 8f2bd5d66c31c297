import type { Experiment as ExperimentRead } from "#shared/model/experiment.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import type { ExperimentContext } from "./context.ts";
import { runsOf } from "./experiment-state.ts";
import { type Experiment, experimentOf } from "./experiment-store.ts";
import { countCasesLeft } from "./extend-cases.ts";
import { costOfJudgements } from "./judge-store.ts";
import { capOf } from "./plan-cap.ts";
import { summaryOf } from "./summaries.ts";
import { keepSeen, verdictOf } from "./verdicts.ts";

export function readExperiment(context: ExperimentContext, id: ExperimentId): ExperimentRead {
  const experiment = experimentOf(context, id);
  keepSeen(context, experiment);
  return describeExperiment(context, experiment);
}

export function describeExperiment(context: ExperimentContext, experiment: Experiment): ExperimentRead {
  const { plan, appVersion, experimentId } = experiment;
  const runs = runsOf(experiment);
  const live = context.judging.get(experimentId);
  const pairwiseUsd = costOfJudgements(context.db, experiment.sequence);
  return {
    ...summaryOf(context, experiment),
    plan,
    rounds: experiment.rounds.map(({ round, runs }) => ({
      round,
      suiteVersionId: runs[0]?.suiteVersionId as ExperimentRead["rounds"][0]["suiteVersionId"],
      suiteVersion: runs[0]?.suiteVersion ?? 0,
      runs: runs.map(({ testRunId, state, planned, passed, failed, errored, unscored, error }) => ({
        testRunId,
        state,
        counts: { planned, passed, failed, errored, unscored },
        error,
      })),
    })),
    verdict: verdictOf(context, experiment),
    costUsd:
      pairwiseUsd === null || runs.some(({ unknownCosts }) => unknownCosts > 0)
        ? null
        : runs.reduce((sum, { costUsd, judgeCostUsd }) => sum + costUsd + judgeCostUsd, pairwiseUsd),
    // Runs that were there already have caps of their own, which are no parts of one.
    capUsd: experiment.origin === "runs" ? null : capOf(experiment),
    casesLeft: countCasesLeft(context, experiment),
    judging: live === undefined ? null : { done: live.done, planned: live.planned, error: live.error },
    appVersion,
  };
}
