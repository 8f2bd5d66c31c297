import { existsSync, mkdirSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { LatheError } from "#shared/contract/errors.ts";
import type { VerifyReport, WorkspaceCounts } from "#shared/model/workspace.ts";
import type { Log } from "../ports.ts";
import { countsOf } from "./backups.ts";
import type { Database } from "./database.ts";
import { damagedFolderOf, lookAtFile } from "./look-at-file.ts";
import { openPrepared } from "./open-database.ts";
import { busy, storeError } from "./store-errors.ts";
import { copyUnfinished, flush, removeDatabase } from "./unfinished-files.ts";
import { sweepWorkspace } from "./verify.ts";

/** A copy of a backup beside the workspace, of the newest schema, opened and checked to the last hash. */
export interface PreparedBackup {
  report: VerifyReport;
  counts: WorkspaceCounts;
  /**
   * Writes its pages over those of the workspace file, in one transaction: other programs on it see the change. Throws
   * `store.busy` where another one does not stop writing, and then has changed nothing.
   */
  writeInto(file: string, steps: WritingSteps): Promise<void>;
  /** Gives it the name of the workspace file, which must not be there. */
  moveTo(file: string): void;
  /** To be called in any case. */
  remove(): void;
}

export interface WritingSteps {
  /** Changes the backup's copy before it is written. */
  before(restored: Database): void;
  /** From here on no other program can write into the file. Throwing leaves it as it is. */
  whenLocked(): void;
}

/**
 * Copies a backup to a file beside the workspace and checks everything in it; the backup itself is only read. Throws
 * `store.backup-damaged` where it cannot be opened, and what the disk says where it cannot be copied.
 */
export async function prepareBackup(
  source: string,
  workspaceFile: string,
  options: { log: Log; signal: AbortSignal },
): Promise<PreparedBackup> {
  const copy = copyUnfinished(source, dirname(workspaceFile));
  let db: Database | null = null;
  try {
    db = openCopied(copy, source, options.log);
    const report = await sweepWorkspace(db, options.signal);
    return finishPreparing(db, copy, report);
  } catch (error) {
    db?.close();
    removeDatabase(copy);
    throw error;
  }
}

function openCopied(copy: string, source: string, log: Log): Database {
  try {
    const found = lookAtFile(copy);
    if (found === "workspace") return openPrepared(copy, { log });
    throw new LatheError({
      code: found === "newer" ? "store.newer-file" : "store.backup-damaged",
      message:
        found === "newer"
          ? `${source} was written by a newer Lathe. Update Lathe, then restore it.`
          : `${source} is empty: it is no backup. Nothing was changed; choose another one.`,
    });
  } catch (error) {
    const fault = storeError(error, source);
    const said = fault instanceof LatheError ? fault : null;
    const isDamage = said !== null && /^store\.(damaged|lost|not-a-workspace|foreign-file)$/.test(said.code);
    if (!isDamage) throw fault;
    throw new LatheError(
      {
        code: "store.backup-damaged",
        message: `${source} cannot be restored: it is damaged, or not a workspace of Lathe. Nothing was changed; choose another backup.`,
        details: { file: source, found: said.code },
      },
      { cause: error },
    );
  }
}

function finishPreparing(db: Database, copy: string, report: VerifyReport): PreparedBackup {
  const counts = countsOf(db.raw);
  return {
    report,
    counts,
    async writeInto(file, { before, whenLocked }) {
      before(db);
      try {
        await writePages(db, file, whenLocked);
      } catch (error) {
        throw storeError(error, file);
      }
    },
    moveTo: (file) => moveDatabase(db, copy, file),
    remove() {
      db.close();
      removeDatabase(copy);
    },
  };
}

const maxAttempts = 100;
const nextAttemptMs = 50;

async function writePages(db: Database, file: string, whenLocked: () => void): Promise<void> {
  // The first step copies nothing, but locks the file; then all pages in one: a step in between would leave it locked
  // while other calls are answered.
  const progress = () => {
    whenLocked();
    return 0x7fff_ffff;
  };
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    // Where another program is writing, better-sqlite3 says that it is done, after no page at all.
    const { totalPages } = await db.raw.backup(file, { progress });
    if (totalPages > 0) return;
    await wait(nextAttemptMs);
  }
  throw busy(file);
}

/** Closes a database and gives its file another name, under which it is whole from the first moment. */
export function moveDatabase(db: Database, from: string, to: string): void {
  try {
    db.raw.pragma("wal_checkpoint(TRUNCATE)");
    db.close();
    flush(from);
    renameSync(from, to);
    flush(dirname(to));
  } catch (error) {
    throw storeError(error, from);
  }
}

/** The refusal to put back what is not whole, with the first of what is wrong. */
export function refuseUnsound(report: VerifyReport, source: string): void {
  if (report.ok) return;
  const [first] = report.problems;
  throw new LatheError({
    code: "store.backup-damaged",
    message: `${source} is damaged in ${report.problems.length} places, such as ${first?.object}: ${first?.problem}. Nothing was changed; choose another backup.`,
    details: { file: source, problems: report.problems.length },
  });
}

/** Moves a damaged workspace file and its log, as they are, into a folder of their own; answers that folder. */
export function setAside(file: string, now: number): string {
  const stamp = new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, "");
  const base = join(damagedFolderOf(file), stamp);
  let folder = base;
  for (let count = 2; existsSync(folder); count += 1) folder = `${base}-${count}`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    // The file first: what is left after a kill is a log without one, which nobody takes for a new workspace.
    for (const part of parts) moveIfThere(`${file}${part}`, join(folder, basename(`${file}${part}`)));
    flush(folder);
  } catch (error) {
    putBack(folder, file);
    throw error;
  }
  return folder;
}

/** Undoes `setAside`, where nothing has come in the file's place. */
export function putBack(folder: string, file: string): void {
  if (existsSync(file)) return;
  for (const part of parts.toReversed())
    moveIfThere(join(folder, basename(`${file}${part}`)), `${file}${part}`);
  flush(dirname(file));
}

const parts = ["", "-wal", "-shm"];

function moveIfThere(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to);
}
