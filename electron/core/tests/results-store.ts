import type { CheckState, Verdict } from "#shared/model/check.ts";
import type { ModelRef } from "#shared/model/content.ts";
import type { CaseId } from "#shared/model/ids.ts";
import type { Database, Parameters } from "../store/database.ts";
import type { AttemptSpan } from "./summary-store.ts";

/** What results are sorted and filtered by, of one attempt. */
export interface ResultFigures {
  sequence: number;
  /** (cell × 4 + verdict) × 2 + recorded, the verdict as a place in `verdictOrder`: one number is read sooner than three. */
  place: number;
  score: number | null;
  latencyMs: number | null;
  costUsd: number | null;
}

/** In the order in which somebody should look at them. */
export const verdictOrder: readonly Verdict[] = ["error", "fail", "unscored", "pass"];
/** The place of each in that order, which is how the columns have it. */
export const verdictCodes = { error: 0, fail: 1, unscored: 2, pass: 3 } as const satisfies Record<
  Verdict,
  number
>;
const verdictPlace = "CASE verdict WHEN 'error' THEN 0 WHEN 'fail' THEN 1 WHEN 'unscored' THEN 2 ELSE 3 END";

const figureColumns = `sequence, (cell * 4 + ${verdictPlace}) * 2 + recorded AS place, score, latency_ms AS latencyMs,
  cost_usd AS costUsd`;

export const listFigures = (db: Database, run: number): ResultFigures[] =>
  db.all(
    "list figures",
    `SELECT ${figureColumns} FROM test_attempts INDEXED BY test_attempts_by_result
     WHERE run = @run AND is_current = 1`,
    { run },
  );

/** Of the attempts that have come since. */
export const listNewFigures = (db: Database, run: number, after: number): ResultFigures[] =>
  db.all(
    "list new figures",
    `SELECT ${figureColumns} FROM test_attempts NOT INDEXED
     WHERE sequence > @after AND run = @run AND is_current = 1`,
    { run, after },
  );

/** Of each attempt cell × 4 + verdict: all that a baseline is asked for. */
export const listVerdicts = (db: Database, run: number): { place: number }[] =>
  db.all(
    "list verdicts",
    `SELECT cell * 4 + ${verdictPlace} AS place FROM test_attempts INDEXED BY test_attempts_by_result
     WHERE run = @run AND is_current = 1`,
    { run },
  );

/** The weights of the attempts that have another than 1. */
export const listWeights = (db: Database, run: number): { cell: number; weight: number }[] =>
  db.all(
    "list weights",
    `SELECT cell, weight FROM test_attempts INDEXED BY test_attempts_by_result
     WHERE run = @run AND is_current = 1 AND weight <> 1`,
    { run },
  );

/** The number of the newest attempt of all runs, and of the newest mark. */
export function newestNumbers(db: Database): { attempt: number; mark: number } {
  const row = db.get<{ attempt: number | null; mark: number | null }>(
    "newest numbers",
    "SELECT (SELECT max(sequence) FROM test_attempts) AS attempt, (SELECT max(sequence) FROM marks) AS mark",
  );
  return { attempt: row?.attempt ?? 0, mark: row?.mark ?? 0 };
}

/**
 * The attempts `a` of a run that count. In the order in which they came, where few others lie between: their rows, and
 * those of their replies, then lie beside each other on the disk, while the plan's order leaps between them.
 */
const counted = ({
  run,
  first,
  last,
  isDense,
}: AttemptSpan): { from: string; where: string; parameters: Parameters } => ({
  from: isDense ? "test_attempts a NOT INDEXED" : "test_attempts a INDEXED BY test_attempts_by_cell",
  where: `${isDense ? "a.sequence BETWEEN @first AND @last AND " : ""}a.run = @run AND a.is_current = 1`,
  parameters: isDense ? { run, first, last } : { run },
});

/** Which case stands where, with the hash of its content. */
export function listCases(
  db: Database,
  span: AttemptSpan,
): { caseIndex: number; caseId: CaseId; hash: string }[] {
  const { from, where, parameters } = counted(span);
  return db.all(
    "list cases of run",
    `SELECT a.case_index AS caseIndex, a.case_id AS caseId, a.case_hash AS hash FROM ${from} WHERE ${where}`,
    parameters,
  );
}

export const hashesWithTag = (db: Database, tag: string): string[] =>
  db
    .all<{ hash: string }>("hashes with tag", "SELECT case_hash AS hash FROM case_tags WHERE tag = @tag", {
      tag,
    })
    .map(({ hash }) => hash);

/** The tags of these cases; of more than a few thousand it is quicker to read all there are. */
export function listTags(db: Database, hashes: readonly string[]): { hash: string; tag: string }[] {
  const isFew = hashes.length <= 5_000;
  return db.all(
    isFew ? "list tags" : "list all tags",
    isFew
      ? `SELECT t.case_hash AS hash, t.tag FROM json_each(@hashes) h JOIN case_tags t ON t.case_hash = h.value
         ORDER BY t.case_hash, t.position`
      : "SELECT case_hash AS hash, tag FROM case_tags",
    isFew ? { hashes: JSON.stringify(hashes) } : {},
  );
}

/** Cases that have a text somewhere; `key` is the text's key. */
export const hashesWithText = (db: Database, key: string): string[] =>
  db
    .all<{ hash: string }>(
      "hashes with text",
      "SELECT hash FROM case_contents WHERE instr(search_text, @key) > 0",
      { key },
    )
    .map(({ hash }) => hash);

/**
 * Replies that have a text somewhere. SQLite's own `lower` knows ASCII only, and is many times as fast as ours: it will do
 * where nothing else in the text looked for has a case or another way to be written.
 */
export function cellsWithReply(db: Database, span: AttemptSpan, key: string): number[] {
  const { from, where, parameters } = counted(span);
  const other = key.replace(/[ -~]/g, "");
  const isPlain = other === other.toUpperCase() && other === other.normalize("NFD");
  return db
    .all<{ cell: number }>(
      isPlain ? "cells with plain reply" : "cells with reply",
      `SELECT a.cell FROM ${from} CROSS JOIN test_replies p ON p.id = a.reply
       WHERE ${where} AND instr(${isPlain ? "lower" : "text_key"}(p.text), @key) > 0`,
      { ...parameters, key },
    )
    .map(({ cell }) => cell);
}

export const cellsWithCheck = (
  db: Database,
  { run, first, last }: AttemptSpan,
  check: { name: string; state: CheckState },
): number[] =>
  db
    .all<{ cell: number }>(
      "cells with check",
      `SELECT DISTINCT a.cell FROM test_scores s CROSS JOIN test_attempts a ON a.sequence = s.attempt
       WHERE s.name = @name AND s.state = @state AND s.attempt BETWEEN @first AND @last
         AND a.run = @run AND a.is_current = 1`,
      { run, first, last, ...check },
    )
    .map(({ cell }) => cell);

export const cellsOfCase = (db: Database, run: number, caseId: CaseId): number[] =>
  db
    .all<{ cell: number }>(
      "cells of case",
      "SELECT cell FROM test_attempts WHERE case_id = @caseId AND run = @run AND is_current = 1",
      { run, caseId },
    )
    .map(({ cell }) => cell);

/** Cells on which somebody's newest mark stands; one that was taken back does not. */
export const markedCells = (db: Database, { run, first, last }: AttemptSpan): number[] =>
  db
    .all<{ cell: number }>(
      "marked cells",
      `SELECT DISTINCT a.cell FROM marks m CROSS JOIN test_attempts a ON a.sequence = m.attempt
       WHERE m.attempt BETWEEN @first AND @last AND a.run = @run AND a.is_current = 1 AND m.value <> ''
         AND NOT EXISTS (SELECT 1 FROM marks n WHERE n.attempt = m.attempt AND n.rater = m.rater
           AND n.metric IS m.metric AND n.sequence > m.sequence)`,
      { run, first, last },
    )
    .map(({ cell }) => cell);

export interface AttemptRow {
  sequence: number;
  run: number;
  cell: number;
  caseIndex: number;
  caseId: CaseId;
  caseHash: string;
  caseName: string;
  inputExcerpt: string;
  expectedExcerpt: string;
  replyExcerpt: string;
  model: ModelRef;
  repeat: number;
  verdict: Verdict;
  score: number | null;
  errorCode: string | null;
  errorMessage: string | null;
  latencyMs: number | null;
  costUsd: number | null;
  recorded: number;
  retries: number;
}

/** More than is shown, because blanks are taken together. */
const excerptLength = 240;

/** In any order. */
export const listAttemptRows = (db: Database, sequences: readonly number[]): AttemptRow[] =>
  db.all(
    "list attempt rows",
    `SELECT a.sequence, a.run, a.cell, a.case_index AS caseIndex, a.case_id AS caseId, a.case_hash AS caseHash,
       c.name AS caseName, c.input_excerpt AS inputExcerpt, c.expected_excerpt AS expectedExcerpt,
       substr(p.text, 1, ${excerptLength}) AS replyExcerpt, p.error_json ->> '$.message' AS errorMessage, a.model,
       a.repeat, a.verdict, a.score, a.error_code AS errorCode, a.latency_ms AS latencyMs, a.cost_usd AS costUsd,
       a.recorded, a.retries
     FROM json_each(@sequences) w JOIN test_attempts a ON a.sequence = w.value
       JOIN case_contents c ON c.hash = a.case_hash JOIN test_replies p ON p.id = a.reply`,
    { sequences: JSON.stringify(sequences) },
  );

/** Checks that did not pass, in their order. */
export const listFailing = (
  db: Database,
  sequences: readonly number[],
): { attempt: number; name: string; reasonJson: string }[] =>
  db.all(
    "list failing checks",
    `SELECT s.attempt, s.name, s.reason_json AS reasonJson
     FROM json_each(@sequences) w JOIN test_scores s ON s.attempt = w.value
     WHERE s.state IN ('fail', 'error') ORDER BY s.attempt, s.position`,
    { sequences: JSON.stringify(sequences) },
  );
