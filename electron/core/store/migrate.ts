import { createHash } from "node:crypto";
import type BetterSqlite3 from "better-sqlite3";
import { LatheError } from "#shared/contract/errors.ts";
import { sql as workspace } from "./migrations/0001-workspace.ts";
import { sql as seals } from "./migrations/0002-seals.ts";
import { sql as tests } from "./migrations/0003-tests.ts";
import { sql as experiments } from "./migrations/0004-experiments.ts";
import { sql as design } from "./migrations/0005-design.ts";
import { resealAll } from "./seals.ts";
import { storeError } from "./store-errors.ts";
import { findBrokenRows } from "./verify-seals.ts";

export interface Migration {
  number: number;
  name: string;
  sql: string;
}

/** The life of the schema. A migration that was ever released is never edited: a new one is added. */
export const migrations: Migration[] = [
  { number: 1, name: "workspace", sql: workspace },
  { number: 2, name: "seals", sql: seals },
  { number: 3, name: "tests", sql: tests },
  { number: 4, name: "experiments", sql: experiments },
  { number: 5, name: "design", sql: design },
];

/** "Lath", so that a stranger's database is recognised before it is touched. */
export const applicationId = 0x4c617468;

/** The highest schema that this program knows. */
export const newestSchema = (): number => migrations.at(-1)?.number ?? 0;

const checksum = (migration: Migration) => createHash("sha256").update(migration.sql).digest("hex");

/**
 * Brings a database to the newest schema, each step in its own transaction with its checksum. A failed or altered step
 * stops the start. Before a workspace that holds anything is changed, `beforeMigration` makes a copy and answers where.
 */
export function migrate(
  raw: BetterSqlite3.Database,
  file: string,
  beforeMigration: () => string,
  steps: Migration[] = migrations,
): void {
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
  if (!isEmpty) checkApplied(raw, steps);
  const pending = steps.filter((step) => step.number > current);
  if (pending.length === 0) return;
  const backup = isEmpty ? "" : beforeMigration();

  for (const step of pending) {
    try {
      raw
        .transaction(() => {
          // A second program that starts at the same moment may have taken this step while this one waited.
          if (schemaOf(raw) >= step.number) return;
          raw.exec(
            "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT",
          );
          // Before the step: what was damaged by then must not get a sound seal by it.
          const broken = [...findBrokenRows(raw)].flat();
          raw.exec(step.sql);
          raw.prepare("INSERT INTO migrations VALUES (?, ?, ?)").run(step.number, step.name, checksum(step));
          resealAll(raw, broken);
          const astray = raw.pragma("foreign_key_check") as unknown[];
          if (astray.length > 0) throw new Error(`${astray.length} rows refer to rows that are not there`);
          raw.pragma(`user_version = ${step.number}`);
          raw.pragma(`application_id = ${applicationId}`);
        })
        .immediate();
    } catch (error) {
      const fault = storeError(error, file);
      // A full disk or a busy file is no fault of the step, and has its own words.
      if (fault instanceof LatheError && fault.retryable) throw fault;
      const kept = backup === "" ? "" : ` A copy from before is ${backup}.`;
      throw new LatheError(
        {
          code: "store.migration-failed",
          message: `The workspace could not be brought to schema ${step.number} (${step.name}): ${error instanceof Error ? error.message : String(error)}. What this step had done is taken back.${kept}`,
        },
        { cause: error },
      );
    }
  }
  checkApplied(raw, steps);
}

export const schemaOf = (raw: BetterSqlite3.Database): number =>
  raw.pragma("user_version", { simple: true }) as number;

/** In one transaction: another program may be making the workspace at this moment. */
const readState = (raw: BetterSqlite3.Database) =>
  raw.transaction(() => ({
    isEmpty: raw.prepare("SELECT count(*) FROM sqlite_schema").pluck().get() === 0,
    id: raw.pragma("application_id", { simple: true }) as number,
    current: schemaOf(raw),
  }))();

function checkApplied(raw: BetterSqlite3.Database, steps: Migration[]): void {
  const [altered] = findAlteredSteps(raw, steps);
  if (altered === undefined) return;
  throw new LatheError({
    code: "store.migration-altered",
    message: `Schema step ${altered} of this workspace is not the one this Lathe knows. The file was left as it is; use the Lathe that wrote it, or restore a backup.`,
  });
}

interface AppliedStep {
  number: number;
  name: string;
  checksum: string;
}

/** The steps that a workspace's schema has and its list of steps names otherwise, or the other way round. */
export function findAlteredSteps(raw: BetterSqlite3.Database, steps: Migration[] = migrations): string[] {
  // In one transaction: another program may be taking a step at this moment.
  const { applied, current } = raw.transaction(() => ({
    applied: raw
      .prepare("SELECT number, name, checksum FROM migrations ORDER BY number")
      .all() as AppliedStep[],
    current: schemaOf(raw),
  }))();
  const expected = steps
    .filter((step) => step.number <= current)
    .map((step): AppliedStep => ({ number: step.number, name: step.name, checksum: checksum(step) }));
  const isSame = (one: AppliedStep, other: AppliedStep) =>
    one.number === other.number && one.name === other.name && one.checksum === other.checksum;
  const differing = [
    ...expected.filter((step) => !applied.some((row) => isSame(row, step))),
    ...applied.filter((row) => !expected.some(({ number }) => number === row.number)),
  ];
  return differing.map(({ number, name }) => `${number} (${name})`);
}
