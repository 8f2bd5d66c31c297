import type { ErrorData } from "#shared/contract/errors.ts";
import type { ModelRef } from "#shared/model/content.ts";
import type { PairJudgement } from "../checks/index.ts";
import type { Database } from "../store/database.ts";
import type { ArmPair, PairPlace } from "./preferences-pairs.ts";

export interface NewJudgement extends PairPlace, PairJudgement {
  judgeHash: string;
  model: ModelRef;
  costUsd: number | null;
  at: string;
}

export function insertJudgement(
  db: Database,
  experiment: number,
  { a, b }: ArmPair,
  { error, ...judgement }: NewJudgement,
): void {
  db.run(
    "insert judgement",
    `INSERT INTO experiment_judgements (experiment, round, case_index, repeat, arm_a, arm_b, judge_hash, model, a_first,
       b_first, outcome, reason, cost_usd, error_json, at)
     VALUES (@experiment, @round, @caseIndex, 0, @a, @b, @judgeHash, @model, @aFirst, @bFirst, @outcome, @reason, @costUsd,
       @error, @at)`,
    { experiment, a, b, ...judgement, error: error === null ? null : JSON.stringify(error) },
  );
}

export interface Judgement extends PairPlace, Pick<PairJudgement, "aFirst" | "bFirst" | "outcome"> {
  costUsd: number | null;
  errorCode: ErrorData["code"] | null;
}

/** Oldest first. */
export const listJudgements = (
  db: Database,
  experiment: number,
  { a, b }: ArmPair,
  judgeHash: string,
): Judgement[] =>
  db.all<Judgement & Record<string, string | number | null>>(
    "judgements of two arms",
    `SELECT round, case_index AS caseIndex, a_first AS aFirst, b_first AS bFirst, outcome, cost_usd AS costUsd,
       error_json ->> '$.code' AS errorCode
     FROM experiment_judgements WHERE experiment = @experiment AND arm_a = @a AND arm_b = @b AND judge_hash = @judgeHash
     ORDER BY sequence`,
    { experiment, a, b, judgeHash },
  );

/** Of the judge that was asked last; undefined: none was. */
export const latestJudge = (db: Database, experiment: number, { a, b }: ArmPair): string | undefined =>
  db.get<{ judgeHash: string }>(
    "latest judge of two arms",
    `SELECT judge_hash AS judgeHash FROM experiment_judgements
     WHERE experiment = @experiment AND arm_a = @a AND arm_b = @b ORDER BY sequence DESC LIMIT 1`,
    { experiment, a, b },
  )?.judgeHash;

/** Of all experiments; judgements of unknown cost are counted, and what is known summed. */
export const sumJudgementSpend = (
  db: Database,
  since: string,
): { costUsd: number; judgements: number; unknownCost: number } =>
  db.get<{ costUsd: number; judgements: number; unknownCost: number }>(
    "sum judgement spend",
    `SELECT total(cost_usd) AS costUsd, count(*) AS judgements, count(*) - count(cost_usd) AS unknownCost
     FROM experiment_judgements WHERE at >= @since`,
    // In the one form in which times are stored.
    { since: new Date(since).toISOString() },
  ) ?? { costUsd: 0, judgements: 0, unknownCost: 0 };

/** What all judges of an experiment have cost; null: some of it is unknown. */
export const costOfJudgements = (db: Database, experiment: number): number | null => {
  const row = db.get<{ known: number; unknown: number }>(
    "cost of judgements",
    `SELECT total(cost_usd) AS known, count(*) - count(cost_usd) AS unknown FROM experiment_judgements
     WHERE experiment = @experiment`,
    { experiment },
  );
  return row === undefined || row.unknown > 0 ? null : row.known;
};
