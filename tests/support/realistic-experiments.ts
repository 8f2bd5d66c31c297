import type { Database } from "#core/store/database.ts";
import { experimentVerdict } from "#shared/model/experiment.ts";
import { type ExperimentId, experimentId } from "#shared/model/ids.ts";
import { fixturePlan } from "./fixture-plan.ts";
import { nextId } from "./suite-fixture.ts";

/**
 * A comparison of test runs that are there, written straight into the tables, with all that may come to it: a verdict,
 * blind votes of two people of which one thought better of it, and a judge's answers, among them an error.
 */
export function addFixtureExperiment(
  db: Database,
  runs: number[],
): { experimentId: ExperimentId; experiment: number } {
  const id = experimentId.parse(nextId("exp"));
  const at = "2026-11-26T09:00:00.000Z";
  return db.transaction(() => {
    const experiment =
      db.get<{ sequence: number }>(
        "fixture experiment",
        `INSERT INTO experiments (id, origin, suite_id, suite_name, is_typed, plan_json, app_version, created_at)
         SELECT @id, 'runs', suite_id, suite_name, 0, @plan, '0.1.0', @at FROM test_runs WHERE sequence = @run
         RETURNING sequence`,
        { id, plan: JSON.stringify(fixturePlan), at, run: runs[0] ?? 0 },
      )?.sequence ?? 0;
    for (const [position, run] of runs.entries()) {
      db.run(
        "fixture arm",
        `INSERT INTO experiment_arms (experiment, position, prompt_id, prompt_name, version_id, version, model,
           settings_json, content_hash)
         SELECT @experiment, @position, prompt_id, prompt_name, version_id, version, plan_json ->> '$.models[0]', '{}',
           content_hash FROM test_runs WHERE sequence = @run`,
        { experiment, position, run },
      );
      db.run(
        "fixture run of an arm",
        "INSERT INTO experiment_runs (experiment, round, position, run) VALUES (@experiment, 0, @position, @run)",
        { experiment, position, run },
      );
    }
    addRead(db, experiment, runs, at);
    return { experimentId: id, experiment };
  });
}

/** What was read from it, by Lathe, by people and by a judge. */
function addRead(db: Database, experiment: number, runs: number[], at: string): void {
  const verdict = experimentVerdict.parse({
    primary: [],
    others: [],
    arms: runs.map(() => ({
      counts: { planned: 20, passed: 12, failed: 8, errored: 0, unscored: 0 },
      passRate: 0.6,
      passInterval: [0.387, 0.781],
      averageScore: 0.6,
      costUsd: 0.004,
      costPerCall: 0.0002,
      latency: { p50: 300, p95: 800 },
      isDominated: false,
    })),
    appVersion: "0.1.0",
    at,
  });
  db.run(
    "fixture verdict",
    `INSERT INTO experiment_verdicts (experiment, evidence, state, verdict_json, app_version, made_at)
     VALUES (@experiment, @evidence, 'done', @verdict, '0.1.0', @at)`,
    { experiment, evidence: `fixture ${runs.join(" ")}`, verdict: JSON.stringify(verdict), at },
  );
  const votes = [
    { caseIndex: 0, leftArm: 1, choice: "left", rater: "" },
    { caseIndex: 1, leftArm: 0, choice: "tie", rater: "" },
    { caseIndex: 1, leftArm: 0, choice: "right", rater: "" },
    { caseIndex: 0, leftArm: 0, choice: "right", rater: "李雷" },
  ];
  for (const vote of votes) {
    db.run(
      "fixture vote",
      `INSERT INTO experiment_votes (experiment, round, case_index, repeat, arm_a, arm_b, left_arm, choice, rater, at)
       VALUES (@experiment, 0, @caseIndex, 0, 0, 1, @leftArm, @choice, @rater, @at)`,
      { experiment, at, ...vote },
    );
  }
  const judgements = [
    {
      aFirst: "b",
      bFirst: "b",
      outcome: "b",
      reason: "B answers what was asked.",
      error: null,
      costUsd: 0.001,
    },
    { aFirst: "a", bFirst: "b", outcome: "tie", reason: "两个回复同样好。", error: null, costUsd: 0.001 },
    {
      aFirst: null,
      bFirst: "b",
      outcome: "error",
      reason: "The judge's answer is no JSON.",
      error: JSON.stringify({ code: "experiments.judge-failed", message: "…", retryable: true }),
      costUsd: null,
    },
  ];
  for (const [caseIndex, judgement] of judgements.entries()) {
    db.run(
      "fixture judgement",
      `INSERT INTO experiment_judgements (experiment, round, case_index, repeat, arm_a, arm_b, judge_hash, model, a_first,
         b_first, outcome, reason, cost_usd, error_json, at)
       VALUES (@experiment, 0, @caseIndex, 0, 0, 1, @judgeHash, 'simulator/default', @aFirst, @bFirst, @outcome, @reason,
         @costUsd, @error, @at)`,
      { experiment, at, caseIndex, judgeHash: "a".repeat(64), ...judgement },
    );
  }
}
