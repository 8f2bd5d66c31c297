import { sha256 } from "./content-store.ts";
import type { Database } from "./database.ts";

export interface VerifyReport {
  ok: boolean;
  checked: { contents: number; versions: number; drafts: number; runs: number; recordings: number };
  problems: { object: string; problem: string }[];
}

const tables = ["contents", "versions", "drafts", "runs", "recordings"] as const;

/** Checks the file with SQLite's own means, every content against its hash, and that every version's parent is its own. */
export function verifyWorkspace(db: Database): VerifyReport {
  const problems: VerifyReport["problems"] = [];
  const report = (object: string, problem: string) => problems.push({ object, problem });

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
  for (const row of db.raw
    .prepare<[], { hash: string; json: string }>("SELECT hash, json FROM contents")
    .iterate()) {
    const actual = sha256(row.json);
    if (actual !== row.hash)
      report(`content ${row.hash}`, `its text has the hash ${actual}: it was changed or damaged`);
  }
  for (const row of db.all<{ id: string; name: string; version: string }>(
    "versions with a foreign parent",
    `SELECT v.id, p.name, v.version FROM versions v JOIN prompts p ON p.id = v.prompt_id
     JOIN versions parent ON parent.id = v.parent_id
     WHERE parent.prompt_id <> v.prompt_id OR parent.sequence >= v.sequence`,
  )) {
    report(`version ${row.name}@${row.version}`, "its parent is not an earlier version of the same prompt");
  }
  const counts = Object.fromEntries(
    tables.map((table) => [table, db.raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number]),
  ) as VerifyReport["checked"];
  return { ok: problems.length === 0, checked: counts, problems };
}
