import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "#core/store/open-database.ts";
import { openWorkspace, type Workspace } from "#core/workspace/workspace.ts";
import { type Client, createClient } from "#shared/contract/client.ts";
import type { TestRunId } from "#shared/model/ids.ts";
import { fillWithRuns } from "../tests/support/fill-workspace.ts";
import { createTestPorts } from "../tests/support/test-ports.ts";
import { type Figure, time } from "./figures.ts";

const attempts = 100_000;

type Lathe = Client<AbortSignal>;

/** Results of a run of 100,000 attempts with three checks each, held against a baseline as large, through the contract. */
export async function measureResults(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "lathe-bench-"));
  try {
    const db = openDatabase(join(folder, "workspace.db"), { log: () => {} });
    const { testRunId, base } = fillWithRuns(db, { cases: attempts });
    db.close();
    return await measure(folder, testRunId, base);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { clock } = createTestPorts();

/** The upkeep of the workspace waits for its hour: the check of everything is measured elsewhere. */
const waitForEnd = (_ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

const open = (folder: string): Promise<Workspace> =>
  openWorkspace({
    folder,
    host: "test",
    appVersion: "bench",
    capabilities: { nativeDialogs: false, nativeMenu: false },
    ports: createTestPorts({ clock: { ...clock, sleep: waitForEnd } }),
    sample: false,
  });

/** Of the first call of a workspace that has just been opened: nothing is kept yet. */
async function first(folder: string, work: (lathe: Lathe) => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let count = 0; count < 5; count += 1) {
    const workspace = await open(folder);
    const started = performance.now();
    await work(createClient<AbortSignal>(workspace.open));
    taken.push(performance.now() - started);
    await workspace.close();
  }
  return taken.sort((one, other) => one - other)[2] ?? 0;
}

export async function measure(folder: string, testRunId: TestRunId, base: TestRunId): Promise<Figure[]> {
  const figure = (what: string, value: number, goal?: number): Figure => ({
    what: `100,000 attempts: ${what}`,
    value,
    unit: "ms",
    ...(goal === undefined ? {} : { goal }),
  });
  const page = (lathe: Lathe, more: object = {}) => lathe.call("tests.results", { testRunId, ...more });
  const firstPage = await first(folder, (lathe) => page(lathe));
  const firstSum = await first(folder, (lathe) => lathe.call("tests.read", { testRunId }));

  const workspace = await open(folder);
  const lathe = createClient<AbortSignal>(workspace.open);
  await page(lathe);
  const filters: [what: string, filters: object[]][] = [
    ["verdict", [{ verdicts: ["fail"] }, { verdicts: ["error"] }, { verdicts: ["pass"] }]],
    ["tag", ["billing", "delivery", "refund"].map((tag) => ({ tag }))],
    ["check", ["accuracy", "polite", "json"].map((name) => ({ check: { name, state: "fail" } }))],
    ["text", ["order 77", "sorry", "patience"].map((text) => ({ text }))],
    ["score", [{ maxScore: 0.5 }, { minScore: 0.9 }, { minScore: 0.4, maxScore: 0.8 }]],
  ];
  const figures = [figure("first page, against a baseline", firstPage, 150)];
  for (const [what, list] of filters) {
    const { p50 } = await time(list.length, (index) => page(lathe, { filter: list[index] }));
    figures.push(figure(`filter by ${what}`, p50, 200));
  }
  const sorts = ["score", "latency", "cost", "verdict", "model"];
  const sorted = await time(sorts.length, (index) => page(lathe, { sort: sorts[index], descending: true }));
  figures.push(figure("sort", sorted.p50, 300));
  const window = await time(200, (index) => page(lathe, { offset: (index * 7_919) % attempts }));
  figures.push(figure("a window anywhere, p99", window.p99, 20));
  figures.push(figure("sums of a run, nothing kept", firstSum, 300));
  const again = await time(5, () => lathe.call("tests.read", { testRunId }));
  figures.push(figure("sums of a run, again", again.p50));
  const compared = await time(3, () => lathe.call("tests.compare", { base, other: testRunId }));
  figures.push(figure("compare two runs", compared.p50, 300));
  const reported = await time(1, () => report(lathe, testRunId));
  figures.push(figure("JSON report", reported.p50));
  await workspace.close();
  return figures;
}

async function report(lathe: Lathe, testRunId: TestRunId): Promise<void> {
  for await (const _piece of lathe.stream("tests.report", { testRunId, format: "json" }));
}
