/**
 * From the command line's start to its first model call, against the same Node starting with nothing to do.
 * Run with `npm run bench`, after `npm run build`. Medians of one run on one machine: read the ratios.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFakeOpenAi } from "../tests/support/fake-openai.ts";
import { latheProgram, node } from "../tests/support/lathe-server.ts";

const repeats = 9;
const folder = mkdtempSync(join(tmpdir(), "lathe-bench-"));
const fake = await startFakeOpenAi({ models: ["m"] });

const run = (args: string[]) => {
  const child = spawn(node, args, { stdio: ["pipe", "ignore", "ignore"] });
  child.stdin.end("Say hello.");
  return once(child, "exit");
};
const lathe = (...args: string[]) => run([latheProgram, ...args, "--home", folder]);

async function median(work: (started: number) => Promise<number>): Promise<number> {
  const taken: number[] = [];
  for (let count = 0; count < repeats; count += 1) taken.push(await work(performance.now()));
  return taken.sort((a, b) => a - b)[Math.floor(repeats / 2)] ?? 0;
}

await lathe("provider", "add", "fake", "--base-url", fake.baseUrl);
await lathe("save", "hello", "--file", "-");

const bare = await median(async (started) => {
  await run(["-e", ""]);
  return performance.now() - started;
});
const firstCall = await median(async (started) => {
  const before = fake.requests.length;
  const ended = lathe("run", "hello", "--model", "fake/m");
  await fake.untilPending(1);
  const took = performance.now() - started;
  await ended;
  if (fake.requests.length !== before + 1) throw new Error("the run made no call");
  return took;
});
const wholeRun = await median(async (started) => {
  await lathe("run", "hello", "--model", "fake/m");
  return performance.now() - started;
});

const row = (what: string, ms: number) => ({ what, ms: ms.toFixed(0), ratio: `${(ms / bare).toFixed(1)} ×` });
console.table([
  row("node -e '' (start and end)", bare),
  row("lathe run: start to first call", firstCall),
  row("lathe run: start to end", wholeRun),
]);
await fake.close();
rmSync(folder, { recursive: true });
