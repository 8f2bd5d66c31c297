import BetterSqlite3 from "better-sqlite3";
import { migrate, migrations } from "../migrate.ts";
import { isSoundLength, isSoundValue } from "./column-rules.ts";
import { bytesOf, isBlob, isInteger, isReal, isText, type PartialRecord, type Value } from "./record.ts";

export interface Column {
  name: string;
  type: string;
  notNull: boolean;
  /** The row's number in its table; in the record it is NULL. */
  isRowid: boolean;
  default: Value;
}

export interface Reference {
  column: string;
  table: string;
  to: string;
}

/** A table as the newest schema has it. */
export interface TableShape {
  name: string;
  columns: Column[];
  keyColumns: string[];
  references: Reference[];
  /** Indexes that have an entry for each row. */
  indexes: string[];
  /** Nothing is ever taken out of it: a trigger forbids that. */
  isKept: boolean;
}

export interface Schema {
  tables: Map<string, TableShape>;
  /** The columns that a row of a table may have: those of the newest schema, and of each before it. */
  layouts: { table: string; columns: Column[]; isNewest: boolean }[];
}

/** Not read as rows: the first two are written by whoever opens the target, the others by SQLite. */
const notSalvaged = (name: string) => name === "migrations" || name === "seals" || name.startsWith("sqlite_");

/** What the migrations make, step by step. */
export function readSchema(): Schema {
  const raw = new BetterSqlite3(":memory:");
  try {
    let tables = new Map<string, TableShape>();
    const layouts: Schema["layouts"] = [];
    for (const number of migrations.keys()) {
      migrate(raw, ":memory:", () => "", migrations.slice(0, number + 1));
      tables = readTables(raw);
      for (const { name, columns } of tables.values()) {
        const known = layouts.find(({ table, columns: of }) => table === name && isSame(of, columns));
        if (known === undefined) layouts.push({ table: name, columns, isNewest: false });
      }
    }
    for (const layout of layouts)
      layout.isNewest = isSame(layout.columns, tables.get(layout.table)?.columns ?? []);
    return { tables, layouts: layouts.filter(({ table }) => tables.has(table)) };
  } finally {
    raw.close();
  }
}

const isSame = (one: Column[], other: Column[]): boolean => JSON.stringify(one) === JSON.stringify(other);

function readTables(raw: BetterSqlite3.Database): Map<string, TableShape> {
  const list = raw.pragma("main.table_list") as { name: string; type: string; schema: string; wr: number }[];
  const names = list
    .filter(
      ({ schema, type, wr, name }) => schema === "main" && type === "table" && wr === 0 && !notSalvaged(name),
    )
    .map(({ name }) => name);
  return new Map(inOrder(names.map((name) => describe(raw, name))).map((table) => [table.name, table]));
}

function describe(raw: BetterSqlite3.Database, name: string): TableShape {
  const info = raw.pragma(`table_info("${name}")`) as {
    name: string;
    type: string;
    notnull: number;
    dflt_value: string | null;
    pk: number;
  }[];
  const keys = info.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);
  const [key] = keys;
  const indexes = raw.pragma(`index_list("${name}")`) as { name: string; partial: number }[];
  const references = raw.pragma(`foreign_key_list("${name}")`) as {
    from: string;
    table: string;
    to: string;
  }[];
  return {
    name,
    columns: info.map((column) => ({
      name: column.name,
      type: column.type,
      notNull: column.notnull === 1,
      isRowid: keys.length === 1 && column === key && column.type === "INTEGER",
      default:
        column.dflt_value === null
          ? null
          : (raw.prepare(`SELECT ${column.dflt_value}`).pluck().get() as Value),
    })),
    keyColumns: keys.map((column) => column.name),
    references: references.map(({ from, table, to }) => ({ column: from, table, to })),
    indexes: indexes.filter(({ partial }) => partial === 0).map((index) => index.name),
    isKept: hasTrigger(raw, name),
  };
}

const hasTrigger = (raw: BetterSqlite3.Database, table: string): boolean =>
  raw
    .prepare(
      "SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ? AND sql LIKE '%BEFORE DELETE%'",
    )
    .get(table) !== undefined;

/** A table after those that it refers to. */
function inOrder(tables: TableShape[]): TableShape[] {
  const ordered: TableShape[] = [];
  const place = (table: TableShape, under: TableShape[]) => {
    if (ordered.includes(table) || under.includes(table)) return;
    for (const { table: name } of table.references) {
      const target = tables.find((candidate) => candidate.name === name);
      if (target !== undefined) place(target, [...under, table]);
    }
    ordered.push(table);
  };
  for (const table of tables) place(table, []);
  return ordered;
}

/**
 * The table that a row must be of, by its types and by what stands in it; of several, the one whose tree it was found
 * in. Values that are not at hand count as fitting.
 */
export function recognise(
  schema: Schema,
  types: number[],
  values: PartialRecord,
  expected: string | null,
): Schema["layouts"][number] | null {
  const fitting = schema.layouts.filter(
    ({ table, columns }) =>
      columns.length === types.length &&
      columns.every((column, place) => mayHold(table, column, types[place] ?? 0)) &&
      columns.every((column, place) => isSoundValue(table, column.name, values[place])),
  );
  const [only] = fitting;
  const isOnly = new Set(fitting.map(({ table }) => table)).size === 1;
  return (isOnly ? only : fitting.find(({ table }) => table === expected)) ?? null;
}

function mayHold(table: string, column: Column, type: number): boolean {
  if (column.isRowid || type === 0) return type === 0 && (column.isRowid || !column.notNull);
  if (column.type === "INTEGER") return isInteger(type);
  // SQLite stores 2.0 as 2.
  if (column.type === "REAL") return isReal(type) || isInteger(type);
  if (column.type === "BLOB") return isBlob(type);
  return isText(type) && isSoundLength(table, column.name, bytesOf(type));
}
