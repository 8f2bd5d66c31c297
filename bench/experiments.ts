import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "#core/store/database.ts";
import { openDatabase } from "#core/store/open-database.ts";
import { openWorkspace, type Workspace } from "#core/workspace/workspace.ts";
import { type Client, createClient } from "#shared/contract/client.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { addFixtureComparison } from "../tests/support/comparison-fixture.ts";
import { answerOf } from "../tests/support/fill-workspace.ts";
import { addFixtureSuite } from "../tests/support/suite-fixture.ts";
import { createTestPorts } from "../tests/support/test-ports.ts";
import { addFixtureRun } from "../tests/support/test-run-fixture.ts";
import { type Figure, time } from "./figures.ts";

type Lathe = Client<AbortSignal>;

/** Comparisons of 5,000 cases by three arms and of 100,000 by two, with three checks a reply, through the contract. */
export async function measureExperiments(): Promise<Figure[]> {
  return [
    ...(await measureOf({ cases: 5_000, arms: 3, goals: { first: 150, window: 20, verdict: 500 } })),
    ...(await measureOf({ cases: 100_000, arms: 2, goals: { first: 800, window: 50, verdict: 3_000 } })),
  ];
}

interface Size {
  cases: number;
  arms: number;
  goals: { first: number; window: number; verdict: number };
}

async function measureOf(size: Size): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "lathe-bench-"));
  try {
    const db = openDatabase(join(folder, "workspace.db"), { log: () => {} });
    const experimentId = fill(db, size);
    db.close();
    return await measure(folder, experimentId, size);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function fill(db: Database, { cases, arms }: Size): ExperimentId {
  const suite = addFixtureSuite(db, {
    cases,
    checks: [
      { type: "contains", value: "thank you", metric: "polite" },
      { type: "is-json", metric: "json" },
      { type: "llm-rubric", value: "Answers the question.", metric: "accuracy" },
    ],
    caseOf: (index) => ({ tags: [["billing", "delivery", "refund", "account"][index % 4] as string] }),
  });
  const runs = Array.from({ length: arms }, (_, arm) =>
    addFixtureRun(suite, { answer: answerOf(3 + 4 * arm) }),
  );
  return addFixtureComparison(suite, [runs]);
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
  for (let count = 0; count < 3; count += 1) {
    const workspace = await open(folder);
    const started = performance.now();
    await work(createClient<AbortSignal>(workspace.open));
    taken.push(performance.now() - started);
    await workspace.close();
  }
  return taken.sort((one, other) => one - other)[1] ?? 0;
}

async function measure(
  folder: string,
  experimentId: ExperimentId,
  { cases, arms, goals }: Size,
): Promise<Figure[]> {
  const figure = (what: string, value: number, goal?: number): Figure => ({
    what: `${cases.toLocaleString("en")} cases × ${arms} arms: ${what}`,
    value,
    unit: "ms",
    ...(goal === undefined ? {} : { goal }),
  });
  const rows = (lathe: Lathe, more: object = {}) => lathe.call("experiments.rows", { experimentId, ...more });
  const read = (lathe: Lathe) => lathe.call("experiments.read", { experimentId });
  const firstWindow = await first(folder, (lathe) => rows(lathe));
  const firstVerdict = await first(folder, read);

  const workspace = await open(folder);
  const lathe = createClient<AbortSignal>(workspace.open);
  await rows(lathe);
  const figures = [
    figure("first window, nothing kept", firstWindow, goals.first),
    figure("verdict by all metrics, nothing kept", firstVerdict, goals.verdict),
  ];
  const window = await time(200, (index) => rows(lathe, { offset: (index * 7_919) % cases }));
  figures.push(figure("a window of 60 anywhere, p50", window.p50));
  figures.push(figure("the same, p99", window.p99, goals.window));
  const filters = [{ change: "broken" }, { change: "fixed" }, { text: "order 77" }, { text: "sorry" }];
  const filtered = await time(filters.length, (index) => rows(lathe, { filter: filters[index] }));
  figures.push(figure("filter by change or text, p99", filtered.p99, 500));
  await read(lathe);
  const again = await time(20, () => read(lathe));
  figures.push(figure("verdict, again", again.p50, 20));
  await workspace.close();
  return figures;
}
