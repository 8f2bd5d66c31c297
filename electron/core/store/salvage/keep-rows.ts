import type { Database, Parameters } from "../database.ts";
import { literal, quote } from "../seals.ts";
import type { Gathered } from "./gather-rows.ts";
import type { Schema, TableShape } from "./table-shapes.ts";

/** The target, with the rows that were found attached to it as `found`. */
export interface Keeping {
  db: Database;
  schema: Schema;
  gathered: Gathered;
  /** ISO-8601 UTC */
  at: string;
  /** Rows that were not found but made, by table. */
  made: Map<string, number>;
  notes: string[];
}

export const tableOf = ({ schema }: Keeping, name: string): TableShape => {
  const table = schema.tables.get(name);
  if (table === undefined) throw new Error(`the schema has no table ${name}`);
  return table;
};

export const countMade = ({ made }: Keeping, table: string): void =>
  void made.set(table, (made.get(table) ?? 0) + 1);

const isSealed = (table: TableShape, more = ""): string =>
  `EXISTS (SELECT 1 FROM found.seals s WHERE s.name = ${literal(table.name)} AND s.key = t.found_key ${more})`;

/** Which of the found rows `t` count. Where a tree is whole, what lies elsewhere is an old copy or was deleted. */
export function countsAsRow({ gathered }: Keeping, table: TableShape): string {
  if (gathered.whole.has(table.name)) return "t.found_in = 0";
  if (table.isKept) return "1";
  const isThere = gathered.whole.has("seals") ? isSealed(table) : "1";
  const isLive = neverDeleted.has(table.name) ? "1" : "t.found_in < 2";
  return `${isLive} AND ${isThere}`;
}

/** Although they are changed, and so no trigger keeps them. */
const neverDeleted = new Set(["prompts", "drafts", "suites", "test_run_states", "snippets", "templates"]);

/** Of several rows with one key, the one with the right seal comes first, then the one that is newest. */
export function bestFirst(table: TableShape): string {
  const newest: Record<string, string> = {
    prompts: "t.updated_at DESC,",
    drafts: "t.revision DESC,",
    runs: "t.state = 'running',",
    attempts: "t.state = 'running', length(t.text) DESC,",
    suites: "t.revision DESC,",
    suite_cases: "t.revision DESC,",
    test_run_states: "t.owned_since DESC, t.passed + t.failed + t.errored + t.unscored DESC,",
    // An error that was tried again.
    test_attempts: "t.is_current,",
    baselines: "t.set_at DESC,",
    snippets: "t.revision DESC,",
    templates: "t.updated_at DESC,",
  };
  return `ORDER BY ${isSealed(table, "AND s.seal = t.found_seal")} DESC, t.found_in, ${newest[table.name] ?? ""} t.found_row`;
}

/** How many of what is lost are named one by one. */
export const mostNamed = 100;

/** Few enough that other calls do not wait for them. */
const rowsAtOnce = 100;

/**
 * Keeps the found rows `t` of a table whose references hold; a reference that may be empty is emptied instead. `instead`
 * has expressions for columns that are not kept as they were found. Yields after each few.
 */
export function* keepTable(
  keeping: Keeping,
  name: string,
  condition = "1",
  instead: Record<string, string> = {},
): Generator<void> {
  const { db } = keeping;
  const table = tableOf(keeping, name);
  const holds = table.references.map(({ column, table: target, to }) => ({
    column,
    mayBeNull: !(
      table.keyColumns.includes(column) ||
      table.columns.find((candidate) => candidate.name === column)?.notNull
    ),
    sql: `EXISTS (SELECT 1 FROM main.${quote(target)} r WHERE r.${quote(to)} = t.${quote(column)})`,
  }));
  const values = table.columns.map(({ name: column }) => {
    const reference = holds.find((candidate) => candidate.column === column && candidate.mayBeNull);
    const value = instead[column] ?? `t.${quote(column)}`;
    return reference === undefined ? value : `CASE WHEN ${reference.sql} THEN ${value} END`;
  });
  const conditions = [
    `(${countsAsRow(keeping, table)})`,
    `(${condition})`,
    ...holds.filter(({ mayBeNull }) => !mayBeNull).map(({ sql }) => sql),
  ];
  const rows = db.all<{ row: number }>(
    `choose of ${name}`,
    `SELECT t.rowid AS row FROM found.${quote(name)} t WHERE ${conditions.join(" AND ")} ${bestFirst(table)}`,
  );
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const chosen = rows.slice(start, start + rowsAtOnce).map(({ row }) => row);
    db.run(
      `keep ${name}`,
      // CROSS: in the order of the list, since the first of two rows stays.
      `INSERT OR IGNORE INTO main.${quote(name)} (${columnList(table)}) SELECT ${values.join(", ")}
       FROM json_each(@rows) j CROSS JOIN found.${quote(name)} t ON t.rowid = j.value`,
      { rows: JSON.stringify(chosen) },
    );
    yield;
  }
}

/** Keeps one row; false where another one stands in its place. */
export function keepRow(keeping: Keeping, name: string, row: Parameters): boolean {
  const table = tableOf(keeping, name);
  const values = table.columns.map((_, place) => `@c${place}`);
  const { changes } = keeping.db.run(
    `keep one of ${name}`,
    `INSERT OR IGNORE INTO main.${quote(name)} (${columnList(table)}) VALUES (${values.join(", ")})`,
    Object.fromEntries(table.columns.map((column, place) => [`c${place}`, row[column.name] ?? null])),
  );
  return changes > 0;
}

const columnList = (table: TableShape): string => table.columns.map(({ name }) => quote(name)).join(", ");

interface Holder {
  table: TableShape;
  /** Where the hash stands. */
  column: string;
}

const holdersOf = ({ schema }: Keeping, texts: string): Holder[] =>
  [...schema.tables.values()].flatMap((table) =>
    table.references
      .filter((reference) => reference.table === texts)
      .map(({ column }) => ({ table, column })),
  );

/** Tables that name a content. */
export const holdersOfContent = (keeping: Keeping): Holder[] => holdersOf(keeping, "contents");

/** A text whose own hash was damaged is known by the rows that name the right one. */
export function keepTexts(keeping: Keeping, texts: "contents" | "case_contents"): Generator<void> {
  const isNamed = holdersOf(keeping, texts).map(
    ({ table, column }) => `t.hash IN (SELECT ${quote(column)} FROM found.${quote(table.name)})`,
  );
  return keepTable(keeping, texts, ["t.found_fits", ...isNamed].join(" OR "));
}
