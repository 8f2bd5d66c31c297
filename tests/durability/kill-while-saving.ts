import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const saver = join(import.meta.dirname, "saver.ts");

/** What one life of the saver had acknowledged before it was killed, one line each. */
export async function saveUntilKilled(folder: string, life: string, killAfterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, [saver, folder, life], { stdio: ["ignore", "pipe", "pipe"] });
  let complaints = "";
  child.stderr.on("data", (piece) => {
    complaints += piece;
  });
  const acknowledged: string[] = [];
  const lines = createInterface(child.stdout);
  lines.on("line", (line) => {
    if (line === "ready") setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    else acknowledged.push(line);
  });
  const [[, signal]] = await Promise.all([once(child, "exit"), once(lines, "close")]);
  if (signal !== "SIGKILL") throw new Error(`The saver ended by itself:\n${complaints}`);
  return acknowledged;
}
