import type { Database } from "./database.ts";
import { findAlteredSteps } from "./migrate.ts";
import { openTestDatabase } from "./open-database.ts";
import { quote } from "./seals.ts";
import type { Tell } from "./verify-report.ts";

interface SchemaObject {
  type: string;
  name: string;
  tbl_name: string;
  sql: string | null;
}

const schemaObjects = (db: Database): SchemaObject[] =>
  db.raw.prepare<[], SchemaObject>("SELECT type, name, tbl_name, sql FROM main.sqlite_schema").all();

let knownSchema: SchemaObject[] | undefined;

function readKnownSchema(): SchemaObject[] {
  const model = openTestDatabase();
  try {
    return schemaObjects(model);
  } finally {
    model.close();
  }
}

/** Without its triggers a workspace would let a version be changed, and would not show it. */
export function* checkSchema(db: Database, tell: Tell) {
  knownSchema ??= readKnownSchema();
  const isSame = (one: SchemaObject, other: SchemaObject) =>
    one.type === other.type &&
    one.name === other.name &&
    one.tbl_name === other.tbl_name &&
    one.sql === other.sql;
  const found = schemaObjects(db);
  for (const object of knownSchema) {
    if (!found.some((candidate) => isSame(candidate, object)))
      tell(`${object.type} ${object.name}`, "is missing or was changed in the schema");
  }
  for (const object of found) {
    // SQLite's own statistics of a table.
    if (object.name.startsWith("sqlite_stat")) continue;
    if (!knownSchema.some(({ type, name }) => type === object.type && name === object.name))
      tell(`${object.type} ${object.name}`, "is not of Lathe: another program added it");
  }
  yield;
  for (const step of findAlteredSteps(db.raw)) {
    tell(`schema step ${step}`, "is not recorded in the workspace as this Lathe knows it");
  }
  yield;
}

/** SQLite counts the rows of some tables, so that no number is given twice; nothing else looks after its counts. */
export function* checkCounters({ raw }: Database, tell: Tell) {
  const tables = raw
    .prepare<[], { name: string; isKept: number }>(
      `SELECT name, EXISTS (SELECT 1 FROM main.sqlite_schema t WHERE t.type = 'trigger' AND t.tbl_name = s.name
         AND t.sql LIKE '%BEFORE DELETE%') AS isKept
       FROM main.sqlite_schema s WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'`,
    )
    .all();
  if (tables.length === 0) return;
  const counters = raw
    .prepare<[], { name: string; seq: number }>("SELECT name, seq FROM sqlite_sequence")
    .all();
  for (const { name, isKept } of tables) {
    const highest = raw
      .prepare(`SELECT coalesce(max(rowid), 0) FROM ${quote(name)}`)
      .pluck()
      .get() as number;
    const counts = counters.filter((counter) => counter.name === name).map(({ seq }) => seq);
    // A table of which nothing can be deleted has had exactly as many rows as its counter says.
    const isRight = (seq: number) => (isKept ? seq === highest : seq >= highest);
    if (counts.length > 1 || !isRight(counts[0] ?? 0))
      tell(`counter of ${name}`, `stands at ${counts.join(", ") || "nothing"}, the newest row at ${highest}`);
  }
  for (const { name } of counters) {
    if (!tables.some((table) => table.name === name)) tell(`counter of ${name}`, "counts no table");
  }
  yield;
}
