import { hash } from "node:crypto";
import type BetterSqlite3 from "better-sqlite3";

/**
 * Every row has a seal: 16 bytes of sha256 over its column values, kept in the table `seals` under the row's table and
 * primary key. Triggers of this connection write it with the row, so that a row without its seal, a seal without its row
 * and a row that differs from its seal were all made by something else: another program, or the disk. That is no
 * protection against somebody who means it: whoever knows the rule can write seals too.
 */
export interface SealedTable {
  name: string;
  /** SQL over the columns of `row`, which is OLD, NEW or an alias of the table: a column may have the name of one of `seals`. */
  key(row: string): string;
  seal(row: string): string;
  /** The primary key's columns, in its order. */
  keyColumns: string[];
  /** Only what is WITHOUT ROWID has none. */
  hasRowid: boolean;
}

type Value = string | bigint | number | Buffer | null;

/** Each value with its type and its length: no two rows may read the same, and text is not a number. */
function spell(value: Value): string {
  if (value === null) return "n;";
  if (typeof value === "string") return `t${value.length}:${value}`;
  if (typeof value === "bigint") return `i${value};`;
  // Of zero SQLite does not keep the sign, and neither does this.
  if (typeof value === "number") return `r${value};`;
  return `b${value.length}:${value.toString("hex")};`;
}

export function sealOf(table: string, values: Value[]): Buffer {
  let row = spell(table);
  for (const value of values) row += spell(value);
  return hash("sha256", row, "buffer").subarray(0, 16);
}

const taught = new WeakSet<BetterSqlite3.Database>();

/** Makes `seal(table, value…)` and `text_hash(text)`, 64 hex digits of sha256, known to this connection's SQL. */
export function teachSeal(raw: BetterSqlite3.Database): void {
  if (taught.has(raw)) return;
  raw.function(
    "seal",
    // Big integers, so that 1 and 1.0 differ, as do integers beyond 2^53.
    { varargs: true, deterministic: true, safeIntegers: true },
    (table, ...values) => sealOf(String(table), values as Value[]),
  );
  raw.function("text_hash", { deterministic: true }, (text) => hash("sha256", String(text)));
  taught.add(raw);
}

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const notSealed = new Set(["seals", "migrations"]);

export const hasSeals = (raw: BetterSqlite3.Database): boolean =>
  raw.prepare("SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = 'seals'").get() !== undefined;

/** All tables but those that are checked by other means; whatever a migration adds is among them. */
export function sealedTables(raw: BetterSqlite3.Database): SealedTable[] {
  const tables = raw.pragma("main.table_list") as {
    schema: string;
    name: string;
    type: string;
    wr: number;
  }[];
  return tables
    .filter(({ schema, name, type }) => schema === "main" && type === "table" && !name.startsWith("sqlite_"))
    .filter(({ name }) => !notSealed.has(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap(({ name, wr }) => describe(raw, name, wr === 0) ?? []);
}

/** null: a table that no migration made, without a key that a row could be found by again. */
function describe(raw: BetterSqlite3.Database, name: string, hasRowid: boolean): SealedTable | null {
  const columns = raw.pragma(`main.table_info(${quote(name)})`) as {
    name: string;
    type: string;
    pk: number;
  }[];
  const keys = columns.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);
  // JSON, which the key is written in, has no bytes.
  if (keys.length === 0 || keys.some(({ type }) => type === "BLOB")) return null;
  const list = (of: { name: string }[], row: string) =>
    of.map((column) => `${row}.${quote(column.name)}`).join(", ");
  return {
    name,
    key: (row) => `json_array(${list(keys, row)})`,
    seal: (row) => `seal(${literal(name)}, ${list(columns, row)})`,
    keyColumns: keys.map((column) => column.name),
    hasRowid,
  };
}

/**
 * From here on this connection seals what it writes. To be called after migrating; again after the schema has changed.
 * An update renews a seal only where the row was as it had been sealed: damage is never sealed in.
 */
export function armSeals(raw: BetterSqlite3.Database): void {
  if (!hasSeals(raw)) return;
  teachSeal(raw);
  // Without it, INSERT OR REPLACE would take rows away past every trigger: also past those that keep versions.
  raw.pragma("recursive_triggers = ON");
  for (const table of sealedTables(raw)) {
    for (const [event, work] of Object.entries(triggersOf(table))) {
      const trigger = `temp.${quote(`seal_${event}_${table.name}`)}`;
      raw.exec(`DROP TRIGGER IF EXISTS ${trigger};
        CREATE TRIGGER ${trigger} AFTER ${event} ON main.${quote(table.name)} BEGIN ${work}; END`);
    }
  }
}

function triggersOf(table: SealedTable): Record<"insert" | "update" | "delete", string> {
  const name = literal(table.name);
  const old = `name = ${name} AND key = ${table.key("OLD")}`;
  return {
    // A seal that is there already is that of a row which something else took away.
    insert: `INSERT OR REPLACE INTO seals (name, key, seal) VALUES (${name}, ${table.key("NEW")}, ${table.seal("NEW")})`,
    update: `UPDATE seals SET key = ${table.key("NEW")}, seal = ${table.seal("NEW")} WHERE ${old} AND seal = ${table.seal("OLD")}`,
    delete: `DELETE FROM seals WHERE ${old}`,
  };
}

/** In place of a seal that did not fit: it fits nothing, and so the row stays told. */
const broken = Buffer.alloc(16);

export interface BrokenSeal {
  name: string;
  key: string;
}

/** Seals every row anew, but for those in `known`, which stay broken. Called within the transaction of a migration. */
export function resealAll(raw: BetterSqlite3.Database, known: Iterable<BrokenSeal> = []): void {
  if (!hasSeals(raw)) return;
  teachSeal(raw);
  raw.exec("DELETE FROM seals");
  for (const table of sealedTables(raw)) {
    raw.exec(
      `INSERT INTO seals (name, key, seal) SELECT ${literal(table.name)}, ${table.key("r")}, ${table.seal("r")} FROM main.${quote(table.name)} r`,
    );
  }
  const breakSeal = raw.prepare("INSERT OR REPLACE INTO seals (name, key, seal) VALUES (?, ?, ?)");
  for (const { name, key } of known) breakSeal.run(name, key, broken);
}
