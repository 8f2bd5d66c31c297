import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { Arm, ExperimentPlan } from "#shared/model/experiment.ts";
import { experimentId, type TestRunId } from "#shared/model/ids.ts";
import { type RunFacts, runFactsNamed } from "../tests/index.ts";
import { type ExperimentContext, timeOf } from "./context.ts";
import { stateOf } from "./experiment-state.ts";
import { experimentOf, findExperimentOfRuns, insertExperiment, isTypedSuite } from "./experiment-store.ts";
import { endedOf } from "./run-counts.ts";
import { storeVerdict } from "./verdicts.ts";

/**
 * Compares what was found already: nothing is called. Runs of unlike suites or judges are taken as well; their verdict
 * says that they cannot be compared, and why. Asked again for the same, the comparison that is there is answered.
 */
export function compareRuns(
  context: ExperimentContext,
  wish: ParsedInput<"experiments.from-runs">,
): Output<"experiments.from-runs"> {
  const { db, ports } = context;
  const runs = readRuns(context, wish.runs);
  const numbers = runs.map(({ sequence }) => sequence);
  const plan = planOf(runs, wish);
  const known = findExperimentOfRuns(db, numbers, plan);
  if (known !== undefined) return { experimentId: known };
  const first = runs[0] as RunFacts;
  const id = experimentId.parse(ports.ids.next("exp"));
  db.transaction(() =>
    insertExperiment(db, {
      experimentId: id,
      origin: "runs",
      suiteId: first.suiteId,
      suiteName: first.suiteName,
      isTyped: isTypedSuite(db, first.suiteId),
      plan,
      appVersion: context.appVersion,
      createdAt: timeOf(context),
      arms: runs.map(armOf),
      runs: numbers,
    }),
  );
  context.publish({ type: "experiment.started", experimentId: id });
  const experiment = experimentOf(context, id);
  const state = stateOf(experiment);
  if (state !== "running") {
    storeVerdict(context, experiment);
    context.publish({ type: "experiment.ended", experimentId: id, state });
  }
  return { experimentId: id };
}

function readRuns(context: ExperimentContext, ids: TestRunId[]): RunFacts[] {
  if (new Set(ids).size < ids.length) {
    throw new LatheError({
      code: "experiments.run-twice",
      message: "A test run cannot be compared with itself. Choose each run once.",
    });
  }
  const runs = runFactsNamed(context.tests, ids);
  for (const run of runs) {
    const name = `${run.promptName} (${run.testRunId})`;
    if (run.plan.models.length > 1) {
      throw new LatheError({
        code: "experiments.run-has-models",
        message: `The test run of ${name} asked ${run.plan.models.length} models, so it is not one arm. Its models are compared in its own results; to compare it here, test each model in a run of its own.`,
        details: { prompt: run.promptName, models: run.plan.models.length },
      });
    }
    if (endedOf(run) === 0) {
      throw new LatheError({
        code: "experiments.run-empty",
        message: `The test run of ${name} has no replies yet, so there is nothing to compare.`,
        details: { prompt: run.promptName },
      });
    }
  }
  return runs;
}

/** As the runs were made; nothing will be called by it. */
function planOf(
  runs: RunFacts[],
  { metric, delta, seed }: ParsedInput<"experiments.from-runs">,
): ExperimentPlan {
  const plans = runs.map(({ plan }) => plan);
  return {
    metric,
    delta,
    // The arms of an experiment with random assignment have no case in common.
    assign: plans.every(({ share }) => share !== undefined) ? "random" : "paired",
    repeats: Math.max(...plans.map(({ repeats }) => repeats)),
    samples: null,
    seed,
    cases: null,
    mayExtend: false,
    stopEarly: false,
    mode: plans[0]?.mode ?? "live",
    concurrency: null,
    maxCostUsd: null,
    judgeModel: plans[0]?.judgeModel ?? null,
  };
}

const armOf = ({ promptId, promptName, versionId, version, contentHash, plan }: RunFacts): Arm => ({
  promptId,
  promptName,
  versionId,
  version,
  model: plan.models[0] ?? "",
  settings: {},
  contentHash,
});
