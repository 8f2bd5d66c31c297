import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openDatabase } from "#core/store/open-database.ts";
import { verifyWorkspace } from "#core/store/verify.ts";
import type { SaverOptions } from "./saver.ts";

export const saver: string = join(import.meta.dirname, "saver.ts");

/**
 * What one life of the saver had said before it was killed, one line each. It is killed `ms` milliseconds after it said
 * a line at which `isTime`, given all lines so far, is true.
 */
export async function saveUntilKilled(
  options: SaverOptions,
  kill: { isTime: (said: string[]) => boolean; ms: number },
): Promise<string[]> {
  const child = spawn(process.execPath, [saver, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let complaints = "";
  child.stderr.on("data", (piece) => {
    complaints += piece;
  });
  const said: string[] = [];
  const lines = createInterface(child.stdout);
  let isAimed = false;
  lines.on("line", (line) => {
    said.push(line);
    if (isAimed || !kill.isTime(said)) return;
    isAimed = true;
    setTimeout(() => child.kill("SIGKILL"), kill.ms);
  });
  const [[, signal]] = await Promise.all([once(child, "exit"), once(lines, "close")]);
  if (signal !== "SIGKILL") throw new Error(`The saver ended by itself:\n${complaints}`);
  return said;
}

/** Runs the saver to its end, where `command` is how to start it (under strace, say), and answers what it said. */
export async function saveToEnd(command: string[], options: SaverOptions): Promise<string[]> {
  const [program = "", ...args] = [...command, process.execPath, saver, JSON.stringify(options)];
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (piece) => {
    stdout += piece;
  });
  child.stderr.on("data", (piece) => {
    stderr += piece;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`The saver ended with ${code}:\n${stderr}`);
  return stdout.trimEnd().split("\n");
}

export const isAcknowledgement = (line: string): boolean => /^(draft|version|backup) /.test(line);

/** What a workspace file holds of the drafts and versions that a saver names, and what is wrong with it. */
export function readSaved(file: string): { lines: Set<string>; revision: number; problems: unknown[] } {
  const db = openDatabase(file, { log: () => {} });
  try {
    const linesOf = (sql: string) => db.all<{ line: string }>("saved", sql).map(({ line }) => line);
    const { problems } = verifyWorkspace(db);
    const lines = new Set([
      ...linesOf(
        "SELECT 'draft ' || revision || ' ' || content_hash AS line FROM draft_journal WHERE kind = 'edit'",
      ),
      ...linesOf("SELECT 'version ' || version || ' ' || content_hash AS line FROM versions"),
    ]);
    const draft = db.get<{ revision: number }>("draft", "SELECT max(revision) AS revision FROM drafts");
    return { lines, revision: draft?.revision ?? 0, problems };
  } finally {
    db.close();
  }
}
