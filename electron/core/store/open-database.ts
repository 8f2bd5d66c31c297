import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { LatheError } from "#shared/contract/errors.ts";
import type { Log } from "../ports.ts";
import { backUp } from "./backups.ts";
import { copyForReading, type PrivateCopy } from "./copy-for-reading.ts";
import type { Database, Parameters } from "./database.ts";
import { backupFolderOf, lookAtFile } from "./look-at-file.ts";
import { migrate, schemaOf } from "./migrate.ts";
import { armSeals } from "./seals.ts";
import { storeError } from "./store-errors.ts";
import { textKey } from "./text-key.ts";
import { watchPlace } from "./watch-place.ts";

/** Statements that take longer than this hold up the page, and are named in the log. */
const slowMs = 20;

const pragmas: { name: string; value: string; reads: string | number }[] = [
  // The command line beside the window: wait for the other process instead of failing at once.
  { name: "busy_timeout", value: "5000", reads: 5000 },
  // Readers do not wait for a writer, and a crash leaves a log that is replayed.
  { name: "journal_mode", value: "WAL", reads: "wal" },
  // A version that was acknowledged must survive a power cut; NORMAL may lose the newest commits in WAL mode.
  { name: "synchronous", value: "FULL", reads: 2 },
  // A version of a prompt that does not exist must be impossible, not unlikely.
  { name: "foreign_keys", value: "ON", reads: 1 },
  // A hostile workspace file must not run functions through its own views and triggers' schema.
  { name: "trusted_schema", value: "OFF", reads: 0 },
  // A disk error while a mapped page is read would end the process instead of failing the call.
  { name: "mmap_size", value: "0", reads: 0 },
];

export interface OpenOptions {
  log: Log;
  /** Milliseconds since the epoch, for the name of a backup. */
  now?: () => number;
}

/**
 * Opens or makes the workspace file, brings it to the newest schema, and answers the one connection to it. A workspace
 * that can be read but not written (a read-only folder, a full disk, a newer schema) is opened as a private copy that
 * refuses every change. Throws `store.*` where it cannot be read, and then nothing was touched.
 */
export function openDatabase(file: string, options: OpenOptions): Database {
  refuseOldSqlite();
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const found = lookAtFile(file);
    if (found === "newer") return openCopy(file, newerFile(file), options);
    return openForWriting(file, options);
  } catch (error) {
    const fault = storeError(error, file);
    if (fault instanceof LatheError && isReadable(fault)) return openCopy(file, fault, options);
    throw fault;
  }
}

function openForWriting(file: string, options: OpenOptions): Database {
  const raw = new BetterSqlite3(file);
  try {
    setPragmas(raw, file);
    // A file that may not be written opens all the same, even for a transaction, and would refuse the first sentence
    // that a user saves.
    raw.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${schemaOf(raw)}; ROLLBACK`);
    const now = options.now ?? Date.now;
    migrate(raw, file, () => backUp(raw, backupFolderOf(file), { kind: "migration", now: now() }).file);
    return wrap(raw, options.log);
  } catch (error) {
    raw.close();
    throw error;
  }
}

/** A file that is nobody else's yet, such as a backup that is to be restored, brought to the newest schema. */
export function openPrepared(file: string, options: OpenOptions): Database {
  const raw = new BetterSqlite3(file);
  try {
    setPragmas(raw, file);
    migrate(raw, file, () => file);
    return wrap(raw, options.log);
  } catch (error) {
    raw.close();
    throw storeError(error, file);
  }
}

/** Everything can be read and copied from it; a change fails with the words of its fault. */
function openCopy(file: string, fault: LatheError, options: OpenOptions): Database {
  const copy = copyOr(fault, file);
  let raw: BetterSqlite3.Database | null = null;
  try {
    raw = new BetterSqlite3(copy.file);
    setPragmas(raw, copy.file);
    // Of an older schema the copy is brought up to date; of a newer one it is read as far as it can be.
    if (fault.code !== "store.newer-file") migrate(raw, copy.file, () => "");
    raw.pragma("query_only = ON");
    return wrap(raw, options.log, { fault, remove: copy.remove });
  } catch (error) {
    raw?.close();
    copy.remove();
    throw storeError(error, file);
  }
}

/** What cannot even be copied is closed, for the reason for which it could not be opened. */
function copyOr(fault: LatheError, file: string): PrivateCopy {
  try {
    return copyForReading(file);
  } catch (cause) {
    throw new LatheError(fault.toData(), { cause });
  }
}

const readable = new Set([
  "store.read-only",
  "store.read-only-folder",
  "store.cannot-open",
  "store.disk-full",
]);
const isReadable = (fault: LatheError): boolean =>
  readable.has(fault.code) ||
  /^SQLITE_IOERR_(SHM|WRITE|FSYNC|LOCK)/.test(String(fault.details?.sqlite ?? ""));

const newerFile = (file: string): LatheError =>
  new LatheError({
    code: "store.newer-file",
    message:
      "This workspace was written by a newer Lathe. It can be read and copied here, and was left as it is; update Lathe to change it.",
    details: { file },
  });

/** Earlier ones can damage a file in WAL mode when two programs write (https://sqlite.org/wal.html#walresetbug). */
const oldestSqlite = [3, 51, 3];

/** Of the engine that is linked in, such as 3.53.4. */
export function linkedSqliteVersion(): string {
  const memory = new BetterSqlite3(":memory:");
  try {
    return memory.prepare("SELECT sqlite_version()").pluck().get() as string;
  } finally {
    memory.close();
  }
}

function refuseOldSqlite(): void {
  const version = linkedSqliteVersion();
  const parts = version.split(".").map(Number);
  const at = oldestSqlite.findIndex((number, place) => number !== parts[place]);
  if (at < 0 || (parts[at] ?? 0) > (oldestSqlite[at] ?? 0)) return;
  throw new LatheError({
    code: "store.old-sqlite",
    message: `Lathe needs SQLite ${oldestSqlite.join(".")} or newer; this is ${version}. Install Lathe's own packages again.`,
    details: { version },
  });
}

/** A pragma that is not understood fails silently, so each is read back. */
function setPragmas(raw: BetterSqlite3.Database, file: string): void {
  for (const { name, value, reads } of pragmas) {
    raw.pragma(`${name} = ${value}`);
    const set = raw.pragma(name, { simple: true });
    if (set === reads) continue;
    throw new LatheError({
      code: name === "journal_mode" ? "store.no-wal" : "store.no-pragma",
      message:
        name === "journal_mode"
          ? `The folder of ${file} does not support SQLite's write-ahead log. Choose a folder on a local disk.`
          : `SQLite does not keep ${name} = ${value} here (it answers ${String(set)}). Install Lathe's own packages again.`,
      details: { file, pragma: name },
    });
  }
}

/** An empty in-memory database with the real schema. */
export function openTestDatabase(): Database {
  const raw = new BetterSqlite3(":memory:");
  for (const { name, value } of pragmas) if (name !== "journal_mode") raw.pragma(`${name} = ${value}`);
  migrate(raw, ":memory:", () => "");
  return wrap(raw, () => {});
}

function wrap(
  raw: BetterSqlite3.Database,
  log: Log,
  copy: { fault: LatheError; remove: () => void } | null = null,
): Database {
  raw.function("text_key", { deterministic: true, directOnly: true }, (text) => textKey(String(text)));
  if (copy === null) armSeals(raw);
  const faultOf = (error: unknown) =>
    copy !== null && isRefusedChange(error) ? copy.fault : storeError(error, raw.name);
  const refuseLost = copy === null && !raw.memory ? watchPlace(raw.name) : () => {};
  const statements = new Map<string, BetterSqlite3.Statement<[Parameters]>>();
  const timed = <T>(
    name: string,
    sql: string,
    use: (statement: BetterSqlite3.Statement<[Parameters]>) => T,
  ): T => {
    const started = performance.now();
    try {
      const statement = statements.get(sql) ?? raw.prepare<[Parameters]>(sql);
      statements.set(sql, statement);
      return use(statement);
    } catch (error) {
      throw faultOf(error);
    } finally {
      const tookMs = performance.now() - started;
      if (tookMs > slowMs) log("warn", `slow statement: ${name} took ${tookMs.toFixed(0)} ms`);
    }
  };

  return {
    raw,
    get: (name, sql, parameters = {}) => timed(name, sql, (statement) => statement.get(parameters)) as never,
    all: (name, sql, parameters = {}) => timed(name, sql, (statement) => statement.all(parameters)) as never,
    run: (name, sql, parameters = {}) => {
      const isAlone = !raw.inTransaction;
      if (isAlone) refuseLost();
      const { changes } = timed(name, sql, (statement) => statement.run(parameters));
      if (isAlone) refuseLost();
      return { changes };
    },
    transaction: (work) => {
      if (raw.inTransaction) return work();
      refuseLost();
      try {
        const answer = raw.transaction(work).immediate();
        refuseLost();
        return answer;
      } catch (error) {
        throw faultOf(error);
      }
    },
    readOnly: copy?.fault.toData() ?? null,
    dataVersion: () => raw.pragma("data_version", { simple: true }) as number,
    close() {
      raw.close();
      copy?.remove();
    },
  };
}

const isRefusedChange = (error: unknown): boolean =>
  error instanceof BetterSqlite3.SqliteError && error.code.startsWith("SQLITE_READONLY");
