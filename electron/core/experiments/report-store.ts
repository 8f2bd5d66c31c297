import type { ErrorData } from "#shared/contract/errors.ts";
import type { ReportJudgement, ReportVote } from "#shared/reports/experiment-report-data.ts";
import type { Database } from "../store/database.ts";

/** Every vote that was ever given, oldest first; of a rater for a pair the newest counts. */
export const listAllVotes = (db: Database, experiment: number): ReportVote[] =>
  db.all<ReportVote & Record<string, string | number>>(
    "votes of experiment",
    `SELECT round, case_index AS caseIndex, repeat, arm_a AS a, arm_b AS b, left_arm AS leftArm, choice, rater, at
     FROM experiment_votes WHERE experiment = @experiment ORDER BY sequence`,
    { experiment },
  );

/** Every answer of a judge, oldest first; of a judge for a pair the newest counts. */
export const listAllJudgements = (db: Database, experiment: number): ReportJudgement[] =>
  db
    .all<Omit<ReportJudgement, "error"> & { errorJson: string | null }>(
      "judgements of experiment",
      `SELECT round, case_index AS caseIndex, repeat, arm_a AS a, arm_b AS b, judge_hash AS judgeHash, model,
         a_first AS aFirst, b_first AS bFirst, outcome, reason, cost_usd AS costUsd, error_json AS errorJson, at
       FROM experiment_judgements WHERE experiment = @experiment ORDER BY sequence`,
      { experiment },
    )
    .map(({ errorJson, ...row }) => ({
      ...row,
      error: errorJson === null ? null : (JSON.parse(errorJson) as ErrorData),
    }));
