import type { Database } from "../store/database.ts";

export type Standing = 0 | 1 | 2;

/**
 * A reply as it is shown to somebody who is to prefer one: every answer of a scripted conversation, and the tools that it
 * calls behind its words.
 */
const shown = (reply: string) => `CASE WHEN json_array_length(${reply}.calls_json) > 1
    THEN (SELECT group_concat(value ->> '$.reply', char(10, 10) || '———' || char(10, 10)) FROM json_each(${reply}.calls_json))
    ELSE ${reply}.text END ||
  CASE WHEN ${reply}.tool_calls_json = '[]' THEN '' WHEN ${reply}.text = '' THEN ${reply}.tool_calls_json
    ELSE char(10, 10) || ${reply}.tool_calls_json END`;

/** An error of a check leaves the reply complete; an error of the call does not. */
const isComplete = (attempt: string, reply: string) =>
  `(${attempt}.error_code IS NULL AND ${reply}.error_json IS NULL AND ${reply}.partial = 0)`;

/** In the order of the pairs of attempts. */
export const listStandings = (db: Database, pairs: readonly [number, number][]): Standing[] =>
  db
    .all<{ standing: Standing }>(
      "standings of pairs",
      `SELECT CASE WHEN NOT (${isComplete("a", "p")} AND ${isComplete("b", "q")}) THEN 0
         WHEN ${shown("p")} = ${shown("q")} THEN 2 ELSE 1 END AS standing
       FROM json_each(@pairs) w
         JOIN test_attempts a ON a.sequence = w.value ->> 0 JOIN test_replies p ON p.id = a.reply
         JOIN test_attempts b ON b.sequence = w.value ->> 1 JOIN test_replies q ON q.id = b.reply
       ORDER BY w.key`,
      { pairs: JSON.stringify(pairs) },
    )
    .map(({ standing }) => standing);

/** The reply of an attempt, as a person or a judge sees it. */
export const readShown = (db: Database, attempt: number): string =>
  db.get<{ shown: string }>(
    "shown reply",
    `SELECT ${shown("p")} AS shown FROM test_attempts a JOIN test_replies p ON p.id = a.reply
     WHERE a.sequence = @attempt`,
    { attempt },
  )?.shown ?? "";
