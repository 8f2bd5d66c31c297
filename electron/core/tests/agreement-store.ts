import { checkState } from "#shared/model/check.ts";
import type { Database } from "../store/database.ts";
import { type AttemptSpan, scoreNames } from "./summary-store.ts";

/** The names of those of a run's checks that ask a model, by one score of each state: the check behind a name is the same. */
export const judgedNames = (db: Database, { run, first, last }: AttemptSpan): string[] =>
  scoreNames(db).filter((name) =>
    checkState.options.some(
      (state) =>
        db.get<{ isJudge: number }>(
          "is judged",
          `SELECT s.is_judge AS isJudge FROM test_scores s CROSS JOIN test_attempts a ON a.sequence = s.attempt
           WHERE s.name = @name AND s.state = @state AND s.attempt BETWEEN @first AND @last AND a.run = @run LIMIT 1`,
          { name, state, run, first, last },
        )?.isJudge === 1,
    ),
  );

/** What the judges of these attempts said, where they said pass or fail; of two under one name both have to pass. */
export const listJudged = (
  db: Database,
  attempts: readonly number[],
): { attempt: number; name: string; passes: number }[] =>
  db.all(
    "list judged",
    `SELECT s.attempt, s.name, min(s.state = 'pass') AS passes
     FROM json_each(@attempts) w JOIN test_scores s ON s.attempt = w.value
     WHERE s.is_judge = 1 AND s.state IN ('pass', 'fail') GROUP BY s.attempt, s.name`,
    { attempts: JSON.stringify(attempts) },
  );
