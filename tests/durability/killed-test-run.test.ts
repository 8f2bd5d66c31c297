import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { openDatabase } from "#core/store/open-database.ts";
import { type FakeOpenAi, startFakeOpenAi } from "../support/fake-openai.ts";
import { openWorkbench } from "../support/open-workbench.ts";
import { runCli, temporaryFolder } from "../support/run-cli.ts";

/** Of one run; `LATHE_KILLS=150` makes fifty of it. A run that has come to its end is followed by another. */
const kills = Math.ceil(Number(process.env.LATHE_KILLS ?? 12) / 3);
const cases = 500;
const atOnce = 8;

it("R-02 a test run whose program is killed keeps all that it showed, and calls again at most what was under way", {
  timeout: 3_600_000,
}, async () => {
  const fake = await startFake();
  for (let killed = 0; killed < kills; ) {
    const folder = temporaryFolder();
    const callsBefore = fake.requests.length;
    let killsOfThis = 0;
    let shown = 0;
    for (let isDone = false; !isDone; ) {
      const runner = startRunner(folder, fake);
      await runner.until("began");
      if (killed < kills) {
        await Promise.race([runner.ended, pause(Math.random() * 1_000)]);
        runner.child.kill("SIGKILL");
      }
      await runner.ended;
      await fake.untilPending(0);
      isDone = runner.said.some((line) => line === `ended done ${cases}`);
      shown = Math.max(
        shown,
        ...runner.said.map((line) => (line.startsWith("shown ") ? Number(line.split(" ")[1]) : 0)),
      );

      const found = await look(folder);
      expect(found.attempts).toBeGreaterThanOrEqual(shown);
      // Each cell once, with its two scores, and counted.
      expect(found).toMatchObject({
        cells: found.attempts,
        counted: found.attempts,
        scores: found.attempts * 2,
      });
      if (!isDone) {
        killed += 1;
        killsOfThis += 1;
      }
      // It may have been killed after the end was stored and before it was told.
      if (found.state === "done") isDone = true;
      else expect(found.state).toBe("interrupted");
      const calls = fake.requests.length - callsBefore;
      expect(calls).toBeGreaterThanOrEqual(found.attempts);
      expect(calls).toBeLessThanOrEqual(found.attempts + killsOfThis * atOnce);
    }
    expect(await look(folder)).toMatchObject({ attempts: cases, passed: cases, state: "done" });
    expect((await runCli(["verify", "--deep", "--json"], { home: folder })).json).toMatchObject({ ok: true });
    if (kills > 10)
      console.log(`${killsOfThis} kills, ${fake.requests.length - callsBefore - cases} calls made again`);
  }
});

it("R-44 a test run whose computer slept goes on when it wakes, and makes no error of what had been answered", async () => {
  const folder = temporaryFolder();
  const fake = await startFake();
  const runner = startRunner(folder, fake);
  await runner.until("shown ");
  runner.child.kill("SIGSTOP");
  await fake.untilPending(0);
  runner.child.kill("SIGCONT");
  await runner.ended;
  expect(runner.said).toContain(`ended done ${cases}`);
  expect(await look(folder)).toMatchObject({ passed: cases });
});

async function startFake(): Promise<FakeOpenAi> {
  const fake = await startFakeOpenAi({
    slowMs: 15,
    reply: ({ messages }) => ({ text: `You said: ${messages[0].content}`, fault: "slow" }),
  });
  onTestFinished(() => fake.close());
  return fake;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What the workspace holds after its program is gone, seen as the next program sees it. */
async function look(folder: string) {
  const { lathe, close } = await openWorkbench(folder);
  const { runs } = await lathe.call("tests.list", {});
  await close();
  expect(runs).toHaveLength(1);
  const counts = runs[0]?.counts ?? { passed: 0, failed: 0, errored: 0, unscored: 0 };
  const db = openDatabase(join(folder, "workspace.db"), { log: () => {} });
  const count = (of: string) =>
    db.get<{ count: number }>("count", `SELECT count(*) AS count FROM ${of}`)?.count ?? 0;
  const found = {
    state: runs[0]?.state,
    passed: counts.passed,
    counted: counts.passed + counts.failed + counts.errored + counts.unscored,
    attempts: count("test_attempts"),
    cells: count("(SELECT DISTINCT cell FROM test_attempts WHERE is_current = 1)"),
    scores: count("test_scores"),
  };
  db.close();
  return found;
}

interface Runner {
  child: ChildProcess;
  said: string[];
  until(start: string): Promise<void>;
  ended: Promise<unknown>;
}

function startRunner(folder: string, fake: FakeOpenAi): Runner {
  const program = join(import.meta.dirname, "test-runner.ts");
  const child = spawn(process.execPath, [program, folder, fake.baseUrl, String(cases)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said: string[] = [];
  const lines = createInterface(child.stdout);
  const readers = new Set<() => void>();
  lines.on("line", (line) => {
    said.push(line);
    for (const tell of readers) tell();
  });
  return {
    child,
    said,
    ended: Promise.all([once(child, "exit"), once(lines, "close")]),
    until: (start) =>
      new Promise((resolve, reject) => {
        const tell = () => {
          if (said.some((line) => line.startsWith(start))) resolve();
        };
        readers.add(tell);
        tell();
        child.once("exit", () => reject(new Error(`It ended without “${start}”: ${said.join("\n")}`)));
      }),
  };
}
