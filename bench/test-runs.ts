import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { check } from "#shared/model/check.ts";
import { promptContent } from "#shared/model/content.ts";
import { caseContent } from "#shared/model/suite.ts";
import { nodeFlags } from "../scripts/node-flags.mjs";
import { latheProgram, node } from "../tests/support/lathe-server.ts";
import { openWorkbench } from "../tests/support/open-workbench.ts";
import type { Figure } from "./figures.ts";

const sizes = [1_000, 5_000];
const latencies = [0, 50];
const concurrencies = [4, 20, 100];
/** What the start of a program costs, and its end, shows in a run of so few. */
const few = 20;

interface Setting {
  cases: number;
  latency: number;
  atOnce: number;
}

/** Of a whole program: from its start to its end, and from its first call to the end of its last. */
interface Measured {
  wallMs: number;
  spanMs: number;
  cpuMs: number;
  peakMb: number;
}

/**
 * `lathe test` against an endpoint of known latency: through command line, contract, engine, LangChain, two checks and the
 * store. Against the ideal, cases × latency ÷ concurrency, and against a bare loop that does the least, in the same run.
 */
export async function measureTestRuns(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "lathe-bench-"));
  const server = spawn(node, [join(import.meta.dirname, "answering-server.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    const [line] = await once(createInterface(server.stdout), "line");
    const bench: Bench = { server: String(line), folder };
    for (const cases of [few, ...sizes]) await prepareHome(bench, cases);
    const start = await runLathe(bench, { cases: few, latency: 0, atOnce: few });
    const figures: Figure[] = [];
    for (const cases of sizes)
      for (const latency of latencies)
        for (const atOnce of concurrencies)
          figures.push(...(await measureOne(bench, { cases, latency, atOnce }, start)));
    return figures;
  } finally {
    server.stdin.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Bench {
  server: string;
  folder: string;
}

async function measureOne(bench: Bench, setting: Setting, start: Measured): Promise<Figure[]> {
  const { cases, latency, atOnce } = setting;
  const bare = await runBare(bench, setting);
  const full = await runLathe(bench, setting);
  const name = `test of ${cases} cases, ${latency} ms, ${atOnce} at once`;
  const against = "bare loop";
  const idealMs = (cases * latency) / atOnce;
  const isMain = atOnce === 20 && cases === (latency === 0 ? 5_000 : 1_000);
  const goal = (value: number) => (isMain ? { goal: value } : {});
  if (latency > 0) {
    const ideal = `ideal (${idealMs.toFixed(0)} ms)`;
    return [
      {
        what: `${name}: span of calls`,
        value: full.spanMs,
        unit: "ms",
        ratio: full.spanMs / idealMs,
        against: `${ideal}; bare loop ${(bare.spanMs / idealMs).toFixed(2)}`,
        ...goal(idealMs * 1.15),
      },
      {
        what: `${name}: whole program`,
        value: full.wallMs,
        unit: "ms",
        ratio: full.wallMs / idealMs,
        against: ideal,
        ...goal(idealMs * 1.35),
      },
    ];
  }
  return [
    {
      what: `${name}: span of calls`,
      value: full.spanMs,
      unit: "ms",
      ratio: full.spanMs / bare.spanMs,
      against,
      ...goal(bare.spanMs * 2),
    },
    { what: `${name}: cases`, value: cases / (full.spanMs / 1_000), unit: "per s", ...goal(500) },
    {
      what: `${name}: a case, without start and end`,
      value: (full.cpuMs - start.cpuMs) / (cases - few),
      unit: "ms cpu",
      ratio: (full.cpuMs - start.cpuMs) / bare.cpuMs,
      against,
      ...goal(2),
    },
    { what: `${name}: peak memory`, value: full.peakMb, unit: "MB", ...goal(220) },
  ];
}

const homeOf = ({ folder }: Bench, cases: number): string => join(folder, `home-${cases}`);

/** A workspace with a prompt, a suite of so many cases, and a provider for each latency. */
async function prepareHome(bench: Bench, cases: number): Promise<void> {
  const { lathe, close } = await openWorkbench(homeOf(bench, cases));
  for (const latency of latencies) {
    await lathe.call("providers.add", {
      name: `bench${latency}`,
      baseUrl: `${bench.server}/${latency}/v1`,
      key: { kind: "none" },
      limits: { concurrency: 256 },
    });
  }
  const content = promptContent.parse({
    messages: [
      { role: "human", template: "Answer the customer in one friendly sentence, as JSON: {question}" },
    ],
    variables: [{ name: "question" }],
  });
  const { promptId } = await lathe.call("prompts.create", { name: "bench", content });
  const { suiteId, revision } = await lathe.call("suites.create", {
    name: "bench",
    promptId,
    checks: [check.parse({ type: "contains", value: "word" }), check.parse({ type: "is-json" })],
  });
  const edits = Array.from({ length: cases }, (_, index) => ({
    kind: "add" as const,
    after: null,
    content: caseContent.parse({
      inputs: { question: `Where is my order number ${index}, which I made two weeks ago?` },
    }),
  }));
  await lathe.call("suites.edit-cases", { suiteId, baseRevision: revision, edits });
  await close();
}

async function runLathe(bench: Bench, { cases, latency, atOnce }: Setting): Promise<Measured> {
  const home = join(bench.folder, "home");
  cpSync(homeOf(bench, cases), home, { recursive: true });
  const model = `bench${latency}/m`;
  const args = ["test", "bench", "--suite", "bench", "--model", model, "--concurrency", String(atOnce)];
  const program = [...nodeFlags, latheProgram, ...args, "--home", home, "--json"];
  const measured = await measure(bench, program, cases);
  rmSync(home, { recursive: true });
  return measured;
}

async function runBare(bench: Bench, { cases, latency, atOnce }: Setting): Promise<Measured> {
  const folder = mkdtempSync(join(bench.folder, "bare-"));
  const program = join(import.meta.dirname, "bare-loop.ts");
  const args = [program, `${bench.server}/${latency}/v1`, folder, String(cases), String(atOnce)];
  return measure(bench, args, cases);
}

async function measure({ server, folder }: Bench, args: string[], calls: number): Promise<Measured> {
  const usage = join(folder, "usage.json");
  // Only the program itself knows what it took, at its very end.
  const tell = `import { writeFileSync } from "node:fs"; process.on("exit", () => writeFileSync(${JSON.stringify(usage)}, JSON.stringify(process.resourceUsage())))`;
  await fetch(`${server}/span`);
  const startedAt = performance.now();
  const child = spawn(node, ["--import", `data:text/javascript,${encodeURIComponent(tell)}`, ...args], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, LATHE_VAULT: "file" },
  });
  const [code] = await once(child, "close");
  const wallMs = performance.now() - startedAt;
  const span = (await (await fetch(`${server}/span`)).json()) as { spanMs: number; calls: number };
  if (code !== 0 || span.calls !== calls)
    throw new Error(`a measured run ended with ${code} after ${span.calls} calls`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(usage, "utf8"));
  return {
    wallMs,
    spanMs: span.spanMs,
    cpuMs: (userCPUTime + systemCPUTime) / 1_000,
    peakMb: maxRSS / 1_024,
  };
}
