import type { Database } from "../store/database.ts";
import { type AttemptSpan, scoreNames } from "./summary-store.ts";

/** The score of one check by the attempt's number; −1: it could not be made. What was skipped is not among them. */
export interface NamedScore {
  attempt: number;
  score: number | null;
}

const score = "CASE s.state WHEN 'error' THEN -1 ELSE s.score END AS score";
const spoken = "s.name = @name AND s.state IN ('pass', 'fail', 'error')";

/**
 * What the checks of this name said, in any order. Where few other attempts lie between those of the run, theirs come
 * too: to read all from the index is quicker than to look each up.
 */
export function listNamedScores(
  db: Database,
  { run, first, last, isDense }: AttemptSpan,
  name: string,
): NamedScore[] {
  return isDense
    ? db.all(
        "scores of check",
        `SELECT s.attempt, ${score} FROM test_scores s INDEXED BY test_scores_by_name
         WHERE ${spoken} AND s.attempt BETWEEN @first AND @last`,
        { name, first, last },
      )
    : db.all(
        "scores of check in run",
        `SELECT s.attempt, ${score} FROM test_attempts a INDEXED BY test_attempts_by_cell
           CROSS JOIN test_scores s INDEXED BY test_scores_by_name ON s.attempt = a.sequence
         WHERE a.run = @run AND a.is_current = 1 AND ${spoken}`,
        { name, run },
      );
}

/** The names of the checks that said anything in a run, and whether a model was asked. */
export function listCheckNames(
  db: Database,
  { run, first, last }: AttemptSpan,
): { name: string; isJudge: boolean }[] {
  return scoreNames(db).flatMap((name) => {
    const found = db.get<{ isJudge: number }>(
      "check of run",
      `SELECT j.is_judge AS isJudge FROM (
         SELECT s.attempt FROM test_scores s INDEXED BY test_scores_by_name
           CROSS JOIN test_attempts a ON a.sequence = s.attempt
         WHERE ${spoken} AND s.attempt BETWEEN @first AND @last AND a.run = @run AND a.is_current = 1 LIMIT 1) f
       JOIN test_scores j ON j.attempt = f.attempt AND j.name = @name LIMIT 1`,
      { name, run, first, last },
    );
    return found === undefined ? [] : [{ name, isJudge: found.isJudge === 1 }];
  });
}
