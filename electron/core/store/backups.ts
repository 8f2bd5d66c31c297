import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { LatheError } from "#shared/contract/errors.ts";
import type { Backup, BackupKind, WorkspaceCounts } from "#shared/model/workspace.ts";
import { storeError } from "./store-errors.ts";
import { flush, nameUnfinished, removeDatabase } from "./unfinished-files.ts";

/** How many of a kind are kept; the user's own stay until the user deletes them. */
const kept: Record<BackupKind, number> = {
  daily: 7,
  migration: 3,
  restore: 5,
  manual: Number.POSITIVE_INFINITY,
};

/** `000012-daily-20261124T173246Z.db`: the number orders them, since a clock may be set back. */
const namePattern = /^(\d{6,})-(daily|manual|migration|restore)-(\d{8}T\d{6})Z\.db$/;

export interface NewBackup {
  backupId: string;
  file: string;
}

/**
 * Writes a compact, consistent copy of the database into `folder`, and takes the oldest of its kind away. The copy is on
 * the disk before it gets its name. Throws `store.disk-full` and the like, and then leaves nothing behind.
 */
export function backUp(
  raw: BetterSqlite3.Database,
  folder: string,
  { kind, now }: { kind: BackupKind; now: number },
): NewBackup {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stamp = `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  const partial = nameUnfinished(folder);
  try {
    raw.prepare("VACUUM INTO ?").run(partial);
    flush(partial);
    const backupId = `${String(nextNumber(folder)).padStart(6, "0")}-${kind}-${stamp}.db`;
    const file = join(folder, backupId);
    renameSync(partial, file);
    flush(folder);
    rotate(folder, kind);
    return { backupId, file };
  } catch (error) {
    removeDatabase(partial);
    throw storeError(error, partial);
  }
}

/** Newest first. A file that cannot be read is listed all the same, without counts. */
export const listBackups = (folder: string): Backup[] =>
  backupNames(folder).map((named) => describe(folder, named));

/** A backup by its file, which has a backup's name. */
export function describeBackup(file: string): Backup {
  const named = parseName(basename(file));
  if (named === null) throw new Error(`${file} does not have the name of a backup`);
  return describe(dirname(file), named);
}

const describe = (folder: string, { name, kind, createdAt }: BackupName): Backup => ({
  backupId: name,
  kind,
  createdAt,
  sizeBytes: statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0,
  counts: countIn(join(folder, name)),
});

/** When the newest of a kind was made, or null. */
export function newestOf(folder: string, kind: BackupKind): string | null {
  return backupNames(folder).find((backup) => backup.kind === kind)?.createdAt ?? null;
}

/** The file of a backup, or of a path that the user named. Throws `store.no-such-backup`. */
export function backupFile(folder: string, source: { backupId: string } | { path: string }): string {
  const name = "path" in source ? source.path : source.backupId;
  const file = "path" in source ? source.path : join(folder, source.backupId);
  const isNamed = "path" in source ? isAbsolute(file) : namePattern.test(source.backupId);
  if (isNamed && statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  throw new LatheError({
    code: "store.no-such-backup",
    message: `There is no backup ${name}. “lathe backup --list” names those there are.`,
    details: { backup: name },
  });
}

export function countsOf(raw: BetterSqlite3.Database): WorkspaceCounts {
  const count = (sql: string) => raw.prepare(sql).pluck().get() as number;
  return {
    prompts: count("SELECT count(*) FROM prompts WHERE removed_at IS NULL"),
    versions: count("SELECT count(*) FROM versions"),
    runs: count("SELECT count(*) FROM runs"),
  };
}

function countIn(file: string): WorkspaceCounts | null {
  try {
    const raw = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
    try {
      return countsOf(raw);
    } finally {
      raw.close();
    }
  } catch {
    return null;
  }
}

interface BackupName {
  name: string;
  number: number;
  kind: BackupKind;
  createdAt: string;
}

function backupNames(folder: string): BackupName[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => parseName(name) ?? [])
    .sort((one, other) => other.number - one.number);
}

function parseName(name: string): BackupName | null {
  const [, number, kind, stamp] = namePattern.exec(name) ?? [];
  if (number === undefined || stamp === undefined) return null;
  return { name, number: Number(number), kind: kind as BackupKind, createdAt: isoOf(stamp) };
}

const isoOf = (stamp: string): string =>
  stamp.replace(/^(....)(..)(..)T(..)(..)(..)$/, "$1-$2-$3T$4:$5:$6.000Z");

const nextNumber = (folder: string): number => (backupNames(folder)[0]?.number ?? 0) + 1;

function rotate(folder: string, kind: BackupKind): void {
  const ofKind = backupNames(folder).filter((backup) => backup.kind === kind);
  for (const { name } of ofKind.slice(kept[kind])) rmSync(join(folder, name), { force: true });
}
