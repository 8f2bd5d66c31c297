import type { ArmRow, CaseInArm, Experiment } from "#shared/model/experiment.ts";
import { caseId, experimentId, promptId, suiteId, suiteVersionId, testRunId } from "#shared/model/ids.ts";
import type { TestCounts } from "#shared/model/test-run.ts";

/** For tests: a comparison and its rows as a page meets them. */
export const experiment1 = experimentId.parse("exp_0001");
const at = "2026-11-24T10:00:00.000Z";

const counts: TestCounts = { planned: 50, passed: 41, failed: 9, errored: 0, unscored: 0 };

const armOf = (model: string, version: string | null): Experiment["arms"][number] => ({
  promptId: promptId.parse("prm_aaaa"),
  promptName: "Customer reply",
  versionId: null,
  version,
  model,
  settings: {},
  contentHash: `hash-${model}-${version}`,
});

export const experimentWith = (change: Partial<Experiment> = {}): Experiment => {
  const arms = change.arms ?? [armOf("simulator/default", "1.0.2"), armOf("simulator/default", null)];
  return {
    experimentId: experiment1,
    origin: "calls",
    arms,
    suiteId: suiteId.parse("sui_aaaa"),
    suiteName: "Mails",
    isTyped: false,
    metric: { kind: "pass" },
    delta: 0.05,
    assign: "paired",
    simulated: true,
    state: "done",
    planned: 100,
    ended: 100,
    verdicts: [],
    createdAt: at,
    endedAt: at,
    plan: {
      metric: { kind: "pass" },
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
        runs: arms.map((_, arm) => ({
          testRunId: testRunId.parse(`tst_000${arm}`),
          state: "done" as const,
          counts,
          error: null,
        })),
      },
    ],
    verdict: {
      primary: [],
      others: [],
      arms: arms.map(() => ({
        counts,
        passRate: 0.82,
        passInterval: null,
        averageScore: null,
        costUsd: 0,
        costPerCall: 0,
        latency: null,
        isDominated: null,
      })),
      appVersion: "0.1.0",
      at,
    },
    costUsd: 0,
    capUsd: null,
    casesLeft: 0,
    judging: null,
    appVersion: "0.1.0",
    ...change,
  };
};

export const inArm = (change: Partial<CaseInArm> = {}): CaseInArm => ({
  attempt: 1,
  verdict: "pass",
  value: 1,
  score: 1,
  reply: "On its way.",
  isCut: false,
  latencyMs: 120,
  costUsd: 0,
  recorded: false,
  reason: "",
  passed: 1,
  failed: 0,
  errored: 0,
  made: 1,
  planned: 1,
  ...change,
});

/** A row with its place over all rounds. */
export const armRowOf = (row: number, change: Partial<ArmRow> = {}): ArmRow => ({
  row,
  round: 0,
  caseIndex: row,
  caseId: caseId.parse("cas_aaaa"),
  caseName: "",
  tags: [],
  inputs: "Where is my parcel?",
  expected: "",
  arms: [inArm(), inArm()],
  change: "same",
  ...change,
});
