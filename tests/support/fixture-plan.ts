import { type ExperimentPlan, experimentPlan } from "#shared/model/experiment.ts";

/** What most comparisons of fixtures are to do: to compare pass rates, every case through every arm once. */
export const fixturePlan: ExperimentPlan = experimentPlan.parse({
  metric: { kind: "pass" },
  delta: 0.05,
  assign: "paired",
  repeats: 1,
  samples: null,
  seed: 7,
  cases: null,
  mayExtend: false,
  stopEarly: false,
  mode: "live",
  concurrency: null,
  maxCostUsd: null,
  judgeModel: null,
});
