import type { TestRunId } from "#shared/model/ids.ts";
import type { Mark, MarkKind } from "#shared/model/test-run.ts";
import type { Database } from "../store/database.ts";

const columns = "sequence AS markId, attempt, rater, kind, value, metric, note, at";

export function insertMark(db: Database, mark: Omit<Mark, "markId">): Mark {
  const row = db.get<{ markId: number }>(
    "insert mark",
    `INSERT INTO marks (attempt, rater, kind, value, metric, note, at)
     VALUES (@attempt, @rater, @kind, @value, @metric, @note, @at) RETURNING sequence AS markId`,
    { ...mark },
  );
  return { ...mark, markId: row?.markId ?? 0 };
}

/** All that was ever said, oldest first; the newest of a rater for a metric counts. */
export const listMarks = (db: Database, attempts: readonly number[]): Mark[] =>
  db.all<Mark>(
    "list marks",
    `SELECT ${columns} FROM marks WHERE attempt IN (SELECT value FROM json_each(@attempts)) ORDER BY sequence`,
    { attempts: JSON.stringify(attempts) },
  );

/** Those that count now: the newest of each rater for each metric, unless it was taken back. */
export function standing<M extends Pick<Mark, "attempt" | "rater" | "metric" | "value">>(marks: M[]): M[] {
  const newest = new Map(
    marks.map((mark) => [JSON.stringify([mark.attempt, mark.rater, mark.metric]), mark]),
  );
  return [...newest.values()].filter(({ value }) => value !== "");
}

/** The newest that counts of each attempt, in short: `up`, `down`, `★4` or the label. */
export function shortMarks(db: Database, attempts: readonly number[]): Map<number, string> {
  const shown = standing(listMarks(db, attempts)).sort((one, other) => one.markId - other.markId);
  return new Map(shown.map((mark) => [mark.attempt, shortMark(mark)]));
}

export const shortMark = ({ kind, value }: { kind: MarkKind; value: string }): string =>
  kind === "stars" ? `★${value}` : value;

export const findAttemptRun = (db: Database, attempt: number): TestRunId | undefined =>
  db.get<{ id: TestRunId }>(
    "find attempt's run",
    "SELECT r.id FROM test_attempts a JOIN test_runs r ON r.sequence = a.run WHERE a.sequence = @attempt",
    { attempt },
  )?.id;
