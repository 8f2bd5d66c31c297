import { sha256 } from "./content-store.ts";
import type { Database } from "./database.ts";
import { openTestDatabase } from "./open-database.ts";

export interface VerifyReport {
  ok: boolean;
  checked: { contents: number; versions: number; drafts: number; runs: number; recordings: number };
  problems: { object: string; problem: string }[];
}

const tables = ["contents", "versions", "drafts", "runs", "recordings"] as const;

/**
 * Checks the file with SQLite's own means, the rules that the schema must have, every content and every recorded request
 * against its hash, that every prompt has its draft, and that every version's parent is an earlier one of its own. Does
 * not throw for what is damaged: that is what it tells.
 */
export function verifyWorkspace(db: Database): VerifyReport {
  const problems: VerifyReport["problems"] = [];
  const report = (object: string, problem: string) => problems.push({ object, problem });
  const checks = [checkFile, checkSchema, checkHashes, checkPrompts];
  for (const check of checks) tellDamage(() => check(db, report), report);

  const counts = Object.fromEntries(tables.map((table) => [table, 0])) as VerifyReport["checked"];
  for (const table of tables) {
    tellDamage(() => {
      counts[table] = db.raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    }, report);
  }
  return { ok: problems.length === 0, checked: counts, problems };
}

type Report = (object: string, problem: string) => void;

function tellDamage(check: () => void, report: Report): void {
  try {
    check();
  } catch (error) {
    report("file", `cannot be read to the end: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function checkFile(db: Database, report: Report): void {
  for (const row of db.raw.pragma("integrity_check(20)") as { integrity_check: string }[]) {
    if (row.integrity_check !== "ok") report("file", row.integrity_check);
  }
  for (const row of db.raw.pragma("foreign_key_check") as {
    table: string;
    rowid: number;
    parent: string;
  }[]) {
    report(`${row.table} row ${row.rowid}`, `refers to a row of ${row.parent} that is not there`);
  }
}

/** Without its triggers a workspace would let a version be changed, and would not show it. */
function checkSchema(db: Database, report: Report): void {
  const isThere = db.raw
    .prepare("SELECT 1 FROM sqlite_schema WHERE type = ? AND name = ? AND sql = ?")
    .pluck();
  const expected = openTestDatabase();
  try {
    for (const { type, name, sql } of expected.all<{ type: string; name: string; sql: string }>(
      "schema",
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL",
    )) {
      if (isThere.get(type, name, sql) === undefined)
        report(`${type} ${name}`, "is missing or was changed in the schema");
    }
  } finally {
    expected.close();
  }
}

function checkHashes(db: Database, report: Report): void {
  const read = (sql: string) => db.raw.prepare<[], { hash: string; json: string }>(sql).iterate();
  for (const { hash, json } of read("SELECT hash, json FROM contents")) {
    const actual = sha256(json);
    if (actual !== hash)
      report(`content ${hash}`, `its text has the hash ${actual}: it was changed or damaged`);
  }
  for (const { hash, json } of read("SELECT request_hash AS hash, request_json AS json FROM recordings")) {
    if (sha256(json) !== hash)
      report(`recording ${hash}`, "its request has another hash: it was changed or damaged");
  }
}

function checkPrompts(db: Database, report: Report): void {
  for (const row of db.all<{ name: string }>(
    "prompts without a draft",
    "SELECT name FROM prompts WHERE id NOT IN (SELECT prompt_id FROM drafts)",
  )) {
    report(`prompt ${row.name}`, "has no draft, and so is in no list");
  }
  for (const row of db.all<{ id: string; name: string; version: string }>(
    "versions with a foreign parent",
    `SELECT v.id, p.name, v.version FROM versions v JOIN prompts p ON p.id = v.prompt_id
     JOIN versions parent ON parent.id = v.parent_id
     WHERE parent.prompt_id <> v.prompt_id OR parent.sequence >= v.sequence`,
  )) {
    report(`version ${row.name}@${row.version}`, "its parent is not an earlier version of the same prompt");
  }
}
