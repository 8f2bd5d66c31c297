import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { LatheError } from "#shared/contract/errors.ts";
import type { Log } from "../ports.ts";
import type { Database, Parameters } from "./database.ts";
import { migrate } from "./migrate.ts";
import { textKey } from "./text-key.ts";

/** Statements that take longer than this hold up the page, and are named in the log. */
const slowMs = 20;

const pragmas = [
  // Readers do not wait for a writer, and a crash leaves a log that is replayed.
  "journal_mode = WAL",
  // A version that was acknowledged must survive a power cut; NORMAL may lose the newest commits in WAL mode.
  "synchronous = FULL",
  // A version of a prompt that does not exist must be impossible, not unlikely.
  "foreign_keys = ON",
  // The command line beside the window: wait for the other process instead of failing at once.
  "busy_timeout = 5000",
  // A hostile workspace file must not run functions through its own views and triggers' schema.
  "trusted_schema = OFF",
];

/** Opens or makes the workspace file, brings it to the newest schema, and answers the one connection to it. */
export function openDatabase(file: string, options: { log: Log }): Database {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  refuseLostFile(file);
  let raw: BetterSqlite3.Database;
  try {
    raw = new BetterSqlite3(file);
  } catch (error) {
    throw storeError(error, file);
  }
  try {
    for (const pragma of pragmas) raw.pragma(pragma);
    if (raw.pragma("journal_mode", { simple: true }) !== "wal" && file !== ":memory:") {
      throw new LatheError({
        code: "store.no-wal",
        message: `The folder of ${file} does not support SQLite's write-ahead log. Choose a folder on a local disk.`,
      });
    }
    migrate(raw, file);
  } catch (error) {
    raw.close();
    throw storeError(error, file);
  }
  return wrap(raw, options.log);
}

/**
 * A log without its file: SQLite would throw the log away and begin anew, and show the loss as a new workspace. The log
 * is looked at first, because of a workspace that is being made the file is there before it.
 */
function refuseLostFile(file: string): void {
  const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (sizeOf(`${file}-wal`) === 0 || sizeOf(file) > 0) return;
  throw new LatheError({
    code: "store.damaged",
    message: `${file} is empty or gone, but its log ${file}-wal is there: the workspace was damaged from outside. Nothing was touched; put the file back from a backup.`,
    details: { file },
  });
}

/** An empty in-memory database with the real schema. */
export function openTestDatabase(): Database {
  const raw = new BetterSqlite3(":memory:");
  for (const pragma of pragmas.slice(1)) raw.pragma(pragma);
  migrate(raw, ":memory:");
  return wrap(raw, () => {});
}

function wrap(raw: BetterSqlite3.Database, log: Log): Database {
  raw.function("text_key", { deterministic: true, directOnly: true }, (text) => textKey(String(text)));
  const statements = new Map<string, BetterSqlite3.Statement<[Parameters]>>();
  const timed = <T>(
    name: string,
    sql: string,
    use: (statement: BetterSqlite3.Statement<[Parameters]>) => T,
  ): T => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = raw.prepare<[Parameters]>(sql);
      statements.set(sql, statement);
    }
    const started = performance.now();
    try {
      return use(statement);
    } catch (error) {
      throw storeError(error, raw.name);
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
      const { changes } = timed(name, sql, (statement) => statement.run(parameters));
      return { changes };
    },
    transaction: (work) => {
      if (raw.inTransaction) return work();
      try {
        return raw.transaction(work).immediate();
      } catch (error) {
        throw storeError(error, raw.name);
      }
    },
    dataVersion: () => raw.pragma("data_version", { simple: true }) as number,
    sqliteVersion: () => raw.prepare("SELECT sqlite_version()").pluck().get() as string,
    close: () => raw.close(),
  };
}

const words: [prefix: string, code: string, message: string][] = [
  ["SQLITE_FULL", "store.disk-full", "The disk is full. Nothing was lost; make room and try again."],
  ["SQLITE_READONLY", "store.read-only", "The workspace cannot be written: its file or folder is read-only."],
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
    "The workspace file is not a database. It was left as it is; move it aside or choose another folder.",
  ],
  [
    "SQLITE_CORRUPT",
    "store.damaged",
    "The workspace file is damaged. It was left as it is; restore a backup.",
  ],
  ["SQLITE_BUSY", "store.busy", "Another program is writing to the workspace. Try again in a moment."],
];

/** Gives SQLite's own faults their words; everything else passes through. */
function storeError(error: unknown, file: string): unknown {
  if (!(error instanceof BetterSqlite3.SqliteError)) return error;
  const known = words.find(([prefix]) => error.code.startsWith(prefix));
  if (known === undefined) return error;
  return new LatheError(
    { code: known[1], message: known[2], retryable: true, details: { file, sqlite: error.code } },
    { cause: error },
  );
}
