import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { node } from "../tests/support/lathe-server.ts";
import type { Figure } from "./figures.ts";

/** Cases, latency in milliseconds, calls at once. */
const settings = [1_000, 5_000].flatMap((cases) =>
  [0, 50].flatMap((latency) => [4, 20, 100].map((atOnce) => ({ cases, latency, atOnce }))),
);

interface Measured {
  wallMs: number;
  cpuMs: number;
  peakMb: number;
}

/**
 * Whole test runs against an endpoint of known latency: from the command to the stored end, through contract, engine,
 * LangChain, checks and store. Against the ideal, cases × latency ÷ concurrency, and against a bare loop of `fetch`, two
 * checks and an insert, in the same run.
 */
export async function measureTestRuns(): Promise<Figure[]> {
  const server = spawn(node, [join(import.meta.dirname, "answering-server.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    const [address] = await once(createInterface(server.stdout), "line");
    const figures: Figure[] = [];
    for (const setting of settings) figures.push(...(await measureOne(String(address), setting)));
    return figures;
  } finally {
    server.stdin.end();
  }
}

async function measureOne(
  server: string,
  { cases, latency, atOnce }: (typeof settings)[number],
): Promise<Figure[]> {
  const work = (kind: string) => measureIn(kind, server, { cases, latency, atOnce });
  const bare = await work("bare");
  const full = await work("lathe");
  const name = `test run: ${cases} cases, ${latency} ms, ${atOnce} at once`;
  const idealMs = (cases * latency) / atOnce;
  const isGoalOfSpeed = cases === 5_000 && latency === 0 && atOnce === 20;
  const isGoalOfSpan = cases === 1_000 && latency === 50 && atOnce === 20;
  const figures: Figure[] = [
    {
      what: `${name}: wall time`,
      value: full.wallMs,
      unit: "ms",
      ratio: full.wallMs / bare.wallMs,
      against: `bare loop (${bare.wallMs.toFixed(0)} ms)`,
      ...(isGoalOfSpan ? { goal: idealMs * 1.15 } : {}),
    },
  ];
  if (latency > 0) {
    figures.push({
      what: `${name}: over the ideal`,
      value: full.wallMs - idealMs,
      unit: "ms",
      ratio: full.wallMs / idealMs,
      against: `ideal (${idealMs.toFixed(0)} ms)`,
    });
    return figures;
  }
  figures.push(
    {
      what: `${name}: cases`,
      value: cases / (full.wallMs / 1_000),
      unit: "per s",
      ...(isGoalOfSpeed ? { goal: 500 } : {}),
    },
    {
      what: `${name}: a case`,
      value: full.cpuMs / cases,
      unit: "ms cpu",
      ratio: full.cpuMs / bare.cpuMs,
      against: "bare loop",
      ...(isGoalOfSpeed ? { goal: 2 } : {}),
    },
    {
      what: `${name}: peak memory`,
      value: full.peakMb,
      unit: "MB",
      ratio: full.peakMb / bare.peakMb,
      against: "bare loop",
      ...(isGoalOfSpeed ? { goal: 220 } : {}),
    },
  );
  return figures;
}

async function measureIn(
  kind: string,
  server: string,
  { cases, latency, atOnce }: (typeof settings)[number],
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "lathe-bench-"));
  try {
    const program = join(import.meta.dirname, "test-run-worker.ts");
    const child: ChildProcess = spawn(
      node,
      [program, kind, server, folder, String(cases), String(latency), String(atOnce)],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    if (child.stdout === null) throw new Error("the worker says nothing");
    const ended = once(child, "close");
    let said = "";
    for await (const piece of child.stdout) said += piece;
    const [code] = await ended;
    if (code !== 0) throw new Error(`a measured run ended with ${code}`);
    return JSON.parse(said);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
