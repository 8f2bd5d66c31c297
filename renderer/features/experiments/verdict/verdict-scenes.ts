import type { Arm, ArmFigures, Comparison, Experiment, PreferenceTally } from "#shared/model/experiment.ts";
import { experimentId, promptId, suiteId, suiteVersionId, testRunId, versionId } from "#shared/model/ids.ts";

/** For tests: comparisons as the host tells them. */
const at = "2026-11-24T10:00:00.000Z";
const noneLeftOut = { errors: 0, unscored: 0, missing: 0, unpriced: 0, recorded: 0 };

export const armOf = (change: Partial<Arm> = {}): Arm => ({
  promptId: promptId.parse("prm_aaaa"),
  promptName: "Customer reply",
  versionId: versionId.parse("ver_aaaa"),
  version: "1.0.0",
  model: "simulator/default",
  settings: {},
  contentHash: "a",
  ...change,
});

export const comparisonOf = (change: Partial<Comparison> = {}): Comparison => ({
  a: 0,
  b: 1,
  metric: { kind: "pass" },
  scale: "difference",
  verdict: "b_better",
  reasons: [],
  n: 120,
  valueA: 0.7,
  valueB: 0.842,
  medianA: null,
  medianB: null,
  difference: 0.142,
  interval: [0.052, 0.228],
  confidence: 0.95,
  p: 0.00213,
  method: "newcombe-mcnemar",
  fixed: 22,
  broken: 5,
  neededCases: null,
  leftOut: noneLeftOut,
  errorRate: 0,
  directional: false,
  leaning: "b",
  eValue: 41.3,
  clusters: null,
  notes: [],
  ...change,
});

/** The five sentences and what belongs to them, as the verdict of one comparison. */
export const verdictScenes = {
  bBetter: comparisonOf(),
  aBetter: comparisonOf({
    verdict: "a_better",
    valueB: 0.6,
    difference: -0.1,
    interval: [-0.182, -0.013],
    fixed: 4,
    broken: 16,
    leaning: "a",
    eValue: 8.4,
    p: 0.0118,
  }),
  noDifference: comparisonOf({
    verdict: "no_difference",
    n: 800,
    valueB: 0.705,
    difference: 0.005,
    interval: [-0.014, 0.024],
    fixed: 30,
    broken: 26,
    p: 0.597,
    eValue: 0.19,
  }),
  cannotTell: comparisonOf({
    verdict: "cannot_tell",
    n: 60,
    valueB: 0.742,
    difference: 0.042,
    interval: [-0.01, 0.095],
    fixed: 9,
    broken: 6,
    neededCases: 566,
    p: 0.455,
    eValue: 0.4,
  }),
  directional: comparisonOf({
    verdict: "cannot_tell",
    n: 12,
    valueA: 0.583,
    valueB: 0.75,
    difference: 0.167,
    interval: [-0.15, 0.44],
    fixed: 3,
    broken: 1,
    neededCases: 614,
    directional: true,
    p: null,
    eValue: 1.6,
    notes: ["few-differ"],
  }),
  costRatio: comparisonOf({
    metric: { kind: "cost" },
    scale: "ratio",
    valueA: 0.0021,
    valueB: 0.00172,
    medianA: 0.002,
    medianB: 0.00164,
    difference: -0.18,
    interval: [-0.25, -0.1],
    method: "log-ratio",
    fixed: 88,
    broken: 32,
  }),
} satisfies Record<string, Comparison>;

export const notComparable = (reasons: Comparison["reasons"], change: Partial<Comparison> = {}): Comparison =>
  comparisonOf({
    verdict: "not_comparable",
    reasons,
    n: 0,
    valueA: null,
    valueB: null,
    difference: null,
    interval: null,
    p: null,
    method: "none",
    fixed: null,
    broken: null,
    leaning: null,
    eValue: null,
    ...change,
  });

export const armFiguresOf = (change: Partial<ArmFigures> = {}): ArmFigures => ({
  counts: { planned: 120, passed: 84, failed: 36, errored: 0, unscored: 0 },
  passRate: 0.7,
  passInterval: [0.613, 0.775],
  averageScore: 0.81,
  costUsd: 0.252,
  costPerCall: 0.0021,
  latency: { p50: 820, p95: 2_140 },
  isDominated: false,
  ...change,
});

export const experimentOf = (primary: Comparison[], change: Partial<Experiment> = {}): Experiment => {
  const arms = change.arms ?? [armOf(), armOf({ version: null, versionId: null, contentHash: "b" })];
  return {
    experimentId: experimentId.parse("exp_aaaa"),
    origin: "calls",
    arms,
    suiteId: suiteId.parse("sui_aaaa"),
    suiteName: "Mails",
    isTyped: false,
    metric: { kind: "pass" },
    delta: 0.05,
    assign: "paired",
    simulated: false,
    state: "done",
    planned: 240,
    ended: 240,
    verdicts: [],
    createdAt: at,
    endedAt: at,
    plan: {
      metric: primary[0]?.metric ?? { kind: "pass" },
      delta: 0.05,
      assign: "paired",
      repeats: 1,
      samples: null,
      seed: 1,
      cases: null,
      mayExtend: false,
      stopEarly: false,
      mode: "live",
      concurrency: null,
      maxCostUsd: null,
      judgeModel: null,
    },
    rounds: [
      {
        round: 0,
        suiteVersionId: suiteVersionId.parse("suv_aaaa"),
        suiteVersion: 1,
        runs: arms.map((_, place) => ({
          testRunId: testRunId.parse(`tst_000${place}`),
          state: "done" as const,
          counts: armFiguresOf().counts,
          error: null,
        })),
      },
    ],
    verdict: {
      primary,
      others: [],
      arms: arms.map((_, place) =>
        place === 0
          ? armFiguresOf()
          : armFiguresOf({
              counts: { planned: 120, passed: 101, failed: 19, errored: 0, unscored: 0 },
              passRate: 0.842,
              passInterval: [0.766, 0.896],
              averageScore: 0.9,
              costUsd: 0.206,
              costPerCall: 0.00172,
            }),
      ),
      appVersion: "0.1.0",
      at,
    },
    costUsd: 0.458,
    capUsd: null,
    casesLeft: 0,
    judging: null,
    appVersion: "0.1.0",
    ...change,
  };
};

export const tallyOf = (change: Partial<PreferenceTally> = {}): PreferenceTally => ({
  a: 0,
  b: 1,
  winsA: 8,
  winsB: 16,
  ties: 4,
  errors: 0,
  identical: 0,
  rate: 0.643,
  interval: [0.467, 0.82],
  p: 0.108,
  flipRate: null,
  costUsd: null,
  ...change,
});
