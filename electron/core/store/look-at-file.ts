import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { LatheError } from "#shared/contract/errors.ts";
import { copyForReading } from "./copy-for-reading.ts";
import { applicationId, newestSchema } from "./migrate.ts";
import { peekSchema } from "./peek-schema.ts";

/** What stands under the workspace's name. `newer`: a workspace whose schema this program does not know yet. */
export type FoundFile = "nothing" | "workspace" | "newer";

/**
 * Looks before anything is touched: opening a stranger's database, or a newer workspace, would already write to it.
 * Throws `store.lost`, `store.damaged`, `store.not-a-workspace` or `store.foreign-file`, and SQLite's own faults.
 */
export function lookAtFile(file: string): FoundFile {
  const size = sizeOf(file);
  if (size === 0) {
    refuseLostFile(file);
    return "nothing";
  }
  checkHeader(file);
  if (peekSchema(file) <= newestSchema()) return lookInside(file, file);
  // Even a reader leaves its marks beside the file.
  const copy = copyForReading(file);
  try {
    return lookInside(copy.file, file);
  } finally {
    copy.remove();
  }
}

/** Reads from `path`, and names `file` where something is wrong. */
function lookInside(path: string, file: string): FoundFile {
  const look = new BetterSqlite3(path, { readonly: true, fileMustExist: true });
  try {
    // A second program may be making the workspace at this moment.
    look.pragma("busy_timeout = 5000");
    look.pragma("trusted_schema = OFF");
    const { isEmpty, id, schema } = look.transaction(() => ({
      isEmpty: look.prepare("SELECT count(*) FROM sqlite_schema").pluck().get() === 0,
      id: look.pragma("application_id", { simple: true }) as number,
      schema: look.pragma("user_version", { simple: true }) as number,
    }))();
    if (isEmpty) return "nothing";
    if (id !== applicationId) {
      throw new LatheError({
        code: "store.foreign-file",
        message: `${file} is a database of another program. It was left as it is; choose another folder.`,
        details: { file },
      });
    }
    const [fault] = look.pragma("quick_check(1)") as { quick_check: string }[];
    if (fault?.quick_check !== "ok") throw damaged(file, fault?.quick_check ?? "");
    return schema > newestSchema() ? "newer" : "workspace";
  } finally {
    look.close();
  }
}

const magic = Buffer.from("SQLite format 3\0", "latin1");

/** A file that was ours has a sign of it beside: a log, or backups. Then it is damaged, and not a stranger's. */
function checkHeader(file: string): void {
  const start = Buffer.alloc(magic.length);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, start, 0, start.length, 0);
  } finally {
    closeSync(descriptor);
  }
  if (start.equals(magic)) return;
  if (start.every((byte) => byte === 0) || hasBackups(file) || existsSync(`${file}-wal`))
    throw damaged(file, "its first page is not that of a database");
  throw new LatheError({
    code: "store.not-a-workspace",
    message: `${file} is not a database. It was left as it is; move it aside or choose another folder.`,
    details: { file },
  });
}

/** A workspace that is gone must never look like a new one. */
function refuseLostFile(file: string): void {
  // The log first: of a workspace that is being made the file is there before it.
  const hasLog = sizeOf(`${file}-wal`) > 0;
  const sign = hasLog
    ? "its log"
    : hasBackups(file)
      ? "its backups folder"
      : "a damaged one that was set aside";
  if (!(hasLog || hasBackups(file) || existsSync(damagedFolderOf(file))) || sizeOf(file) > 0) return;
  throw new LatheError({
    code: "store.lost",
    message: `${file} is empty or gone, but ${sign} is there: it was taken away or cut off from outside. Nothing was touched; put the file back, or restore a backup.`,
    details: { file },
  });
}

export const damaged = (file: string, found: string): LatheError =>
  new LatheError({
    code: "store.damaged",
    message: `The workspace file ${file} is damaged (${found.replaceAll("\n", " ").slice(0, 200)}). It was left as it is; restore a backup.`,
    details: { file, found: found.slice(0, 1_000) },
  });

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** Where the copies of a workspace file are. */
export const backupFolderOf = (file: string): string => join(dirname(file), "backups");

/** Where damaged workspace files are kept. */
export const damagedFolderOf = (file: string): string => join(dirname(file), "damaged");

function hasBackups(file: string): boolean {
  try {
    return readdirSync(backupFolderOf(file)).some((name) => name.endsWith(".db"));
  } catch {
    return false;
  }
}
