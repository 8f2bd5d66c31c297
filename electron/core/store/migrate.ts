import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import type BetterSqlite3 from "better-sqlite3";
import { LatheError } from "#shared/contract/errors.ts";
import { sql as workspace } from "./migrations/0001-workspace.ts";

export interface Migration {
  number: number;
  name: string;
  sql: string;
}

/** The life of the schema. A migration that was ever released is never edited: a new one is added. */
export const migrations: Migration[] = [{ number: 1, name: "workspace", sql: workspace }];

/** "Lath", so that a stranger's database is recognised before it is touched. */
const applicationId = 0x4c617468;

const checksum = (migration: Migration) => createHash("sha256").update(migration.sql).digest("hex");

/**
 * Brings a database to the newest schema, each step in its own transaction with its checksum. A failed or altered step
 * stops the start. A workspace that holds anything is copied beside itself first.
 */
export function migrate(raw: BetterSqlite3.Database, file: string, steps: Migration[] = migrations): void {
  const { id, isEmpty, current } = readState(raw);
  if (!isEmpty && id !== applicationId) {
    throw new LatheError({
      code: "store.foreign-file",
      message: `${file} is a database of another program. It was left as it is; choose another folder.`,
    });
  }
  const newest = steps.at(-1)?.number ?? 0;
  if (current > newest) {
    throw new LatheError({
      code: "store.newer-file",
      message: `This workspace was written by a newer Lathe (schema ${current}, this one knows ${newest}). Update Lathe; the file was left as it is.`,
    });
  }
  if (!isEmpty) checkApplied(raw, steps, current);
  const pending = steps.filter((step) => step.number > current);
  if (pending.length === 0) return;
  const backup = isEmpty ? null : copyAside(raw, file, current, newest);

  for (const step of pending) {
    try {
      raw
        .transaction(() => {
          // A second program that starts at the same moment may have taken this step while this one waited.
          if (schemaOf(raw) >= step.number) return;
          raw.exec(
            "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT",
          );
          raw.exec(step.sql);
          raw.prepare("INSERT INTO migrations VALUES (?, ?, ?)").run(step.number, step.name, checksum(step));
          const broken = raw.pragma("foreign_key_check") as unknown[];
          if (broken.length > 0) throw new Error(`${broken.length} rows refer to rows that are not there`);
          raw.pragma(`user_version = ${step.number}`);
          raw.pragma(`application_id = ${applicationId}`);
        })
        .immediate();
    } catch (error) {
      const kept = backup === null ? "" : ` A copy from before is ${backup}.`;
      throw new LatheError(
        {
          code: "store.migration-failed",
          message: `The workspace could not be brought to schema ${step.number} (${step.name}): ${error instanceof Error ? error.message : String(error)}. It was left as it was.${kept}`,
        },
        { cause: error },
      );
    }
  }
  checkApplied(raw, steps, newest);
}

const schemaOf = (raw: BetterSqlite3.Database): number =>
  raw.pragma("user_version", { simple: true }) as number;

/** In one transaction: another program may be making the workspace at this moment. */
const readState = (raw: BetterSqlite3.Database) =>
  raw.transaction(() => ({
    isEmpty: raw.prepare("SELECT count(*) FROM sqlite_schema").pluck().get() === 0,
    id: raw.pragma("application_id", { simple: true }) as number,
    current: schemaOf(raw),
  }))();

function checkApplied(raw: BetterSqlite3.Database, steps: Migration[], current: number): void {
  const applied = raw.prepare("SELECT number, checksum FROM migrations ORDER BY number").all() as {
    number: number;
    checksum: string;
  }[];
  for (const step of steps.filter((known) => known.number <= current)) {
    const row = applied.find((candidate) => candidate.number === step.number);
    if (row?.checksum !== checksum(step)) {
      throw new LatheError({
        code: "store.migration-altered",
        message: `Schema step ${step.number} (${step.name}) of this workspace is not the one this Lathe knows. The file was left as it is; use the Lathe that wrote it.`,
      });
    }
  }
}

function copyAside(raw: BetterSqlite3.Database, file: string, from: number, to: number): string {
  const base = `${file}.before-schema-${to}-from-${from}`;
  let backup = base;
  for (let count = 2; existsSync(backup); count += 1) backup = `${base}-${count}`;
  raw.prepare("VACUUM INTO ?").run(backup);
  return backup;
}
