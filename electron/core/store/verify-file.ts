import { once } from "node:events";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type BetterSqlite3 from "better-sqlite3";
import { quote, sealedTables } from "./seals.ts";
import { nameRow } from "./verify-names.ts";
import { mostTold, type Tell, tellRest } from "./verify-report.ts";

/** What SQLite's own checks answer: row by row what is wrong with the pages, and the rows that refer to none. */
export interface FileAnswers {
  pages: Record<string, string>[];
  astray: { table: string; rowid: number | null; parent: string }[];
}

const deepChecks = [`integrity_check(${mostTold})`, "foreign_key_check"] as const;
const quickChecks = [`quick_check(${mostTold})`, "foreign_key_check"] as const;

/** Throws where the file cannot be read. */
export function askFile(raw: BetterSqlite3.Database, deep: boolean): FileAnswers {
  const [pages, astray] = (deep ? deepChecks : quickChecks).map((check) => raw.pragma(check));
  return { pages, astray } as FileAnswers;
}

// Text, because a bundle is one file: there is no other one that a thread could start from.
const inThread = `
  const { parentPort, workerData } = require("node:worker_threads");
  const raw = new (require(workerData.binding))(workerData.file, { readonly: true, fileMustExist: true });
  try {
    parentPort.postMessage(workerData.checks.map((check) => raw.pragma(check)));
  } finally {
    raw.close();
  }`;

/**
 * The deep check from another thread, on a connection of its own: these are single statements, and would hold up
 * everything else for half a second in 200 MB. null where it comes to nothing there; then ask in this thread.
 */
export async function askFileElsewhere(
  raw: BetterSqlite3.Database,
  signal: AbortSignal,
): Promise<FileAnswers | null> {
  if (raw.memory) return null;
  const binding = createRequire(import.meta.url).resolve("better-sqlite3");
  const worker = new Worker(inThread, {
    eval: true,
    // A flag of this process may make its text a module, which knows no require.
    execArgv: [],
    workerData: { binding, file: raw.name, checks: deepChecks },
  });
  try {
    const [[pages, astray]] = await once(worker, "message", { signal });
    return { pages, astray };
  } catch {
    signal.throwIfAborted();
    return null;
  } finally {
    await worker.terminate();
  }
}

/** Tells in a person's words what SQLite answered. */
export function* checkFile(raw: BetterSqlite3.Database, answers: FileAnswers, tell: Tell) {
  for (const row of answers.pages) {
    const [found] = Object.values(row);
    if (found !== undefined && found !== "ok") tell("workspace.db", found.replaceAll("\n", " "));
  }
  const tables = new Map(sealedTables(raw).map((table) => [table.name, table]));
  for (const [name, rows] of Map.groupBy(answers.astray, ({ table }) => table)) {
    const table = tables.get(name);
    for (const { rowid, parent } of rows.slice(0, mostTold)) {
      const key =
        rowid !== null && table?.hasRowid
          ? raw
              .prepare<[number], string>(`SELECT ${table.key("r")} FROM ${quote(name)} r WHERE r._rowid_ = ?`)
              .pluck()
              .get(rowid)
          : undefined;
      tell(nameRow(raw, name, key ?? `[${rowid}]`), `refers to a row of ${parent} that is not there`);
    }
    tellRest(rows.length, name, tell);
    yield;
  }
}
