import { accessSync, constants, statfsSync } from "node:fs";
import { dirname } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { LatheError } from "#shared/contract/errors.ts";
import { fileError } from "../file-errors.ts";

const words: [prefix: string, code: string, message: string][] = [
  ["SQLITE_FULL", "store.disk-full", "The disk is full. Nothing was lost; make room and try again."],
  [
    "SQLITE_READONLY_DIRECTORY",
    "store.read-only-folder",
    "The workspace cannot be written: its folder is read-only. Make the folder writable and try again.",
  ],
  [
    "SQLITE_READONLY",
    "store.read-only",
    "The workspace cannot be written: its file is read-only. Make it writable and try again.",
  ],
  [
    "SQLITE_IOERR",
    "store.disk-error",
    "The disk reported an error. Nothing was acknowledged; check the disk and try again.",
  ],
  [
    "SQLITE_CANTOPEN",
    "store.cannot-open",
    "The workspace file cannot be opened. Check that the folder exists and is yours.",
  ],
  [
    "SQLITE_NOTADB",
    "store.not-a-workspace",
    "The workspace file is not a database. It was left as it is; restore a backup, or choose another folder.",
  ],
  [
    "SQLITE_CORRUPT",
    "store.damaged",
    "The workspace file is damaged. It was left as it is; restore a backup.",
  ],
  ["SQLITE_BUSY", "store.busy", "Another program is writing to the workspace. Try again in a moment."],
];

/** For where SQLite does not say it itself. */
export const busy = (file: string): LatheError =>
  new LatheError({
    code: "store.busy",
    message: "Another program is writing to the workspace. Try again in a moment.",
    retryable: true,
    details: { file },
  });

/** Gives the faults of SQLite and of the file system their words; everything else passes through. */
export function storeError(error: unknown, file: string): unknown {
  const isSqlite = error instanceof BetterSqlite3.SqliteError;
  const isRefused = /^E(ACCES|PERM)$/.test(String((error as NodeJS.ErrnoException | null)?.code));
  // Whether a file may not be read or not be written, the system does not say.
  if (!isSqlite && !(isRefused && !may(file, constants.R_OK))) return fileError(error);
  const reason = isSqlite ? reasonFor(error.code, file) : "SQLITE_CANTOPEN";
  const known = words.find(([prefix]) => reason.startsWith(prefix));
  if (known === undefined) return error;
  const details = { file, ...(isSqlite ? { sqlite: error.code } : {}) };
  return new LatheError({ code: known[1], message: known[2], retryable: true, details }, { cause: error });
}

/** Less than this, in bytes, is no room for what SQLite needs beside a file that it opens. */
const leastRoom = 64 * 1024;

/** SQLite knows that it could not open or grow a file, not always why. */
function reasonFor(code: string, file: string): string {
  if (!/^SQLITE_(CANTOPEN|IOERR_(SHM|WRITE))/.test(code) || !may(file, constants.R_OK)) return code;
  const folder = dirname(file);
  if (!may(file, constants.W_OK)) return "SQLITE_READONLY";
  if (!may(folder, constants.W_OK)) return "SQLITE_READONLY_DIRECTORY";
  return freeBytes(folder) < leastRoom ? "SQLITE_FULL" : code;
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
