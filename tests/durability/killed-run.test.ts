import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { openDatabase } from "#core/store/open-database.ts";
import { type FakeOpenAi, startFakeOpenAi } from "../support/fake-openai.ts";
import { openWorkbench } from "../support/open-workbench.ts";
import { temporaryFolder } from "../support/run-cli.ts";

/** A third of what is asked for of kills while saving: a run has to stream first. */
const kills = Math.ceil(Number(process.env.LATHE_KILLS ?? 10) / 3);
const text = Array.from({ length: 120 }, (_, index) => `word${index} `).join("");

it("R-02 a program that is killed while its runs stream has kept what it showed, once, and closes them as interrupted", {
  timeout: 3_600_000,
}, async () => {
  const folder = temporaryFolder();
  const fake = await startSlowFake(5);
  const said: string[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    const runner = startRunner(folder, fake);
    await runner.until("kept ");
    // Also over the end of the first runs, and the start of the next.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 800));
    runner.child.kill("SIGKILL");
    await runner.ended;
    said.push(...runner.said);

    const { lathe, close } = await openWorkbench(folder);
    const { runs } = await lathe.call("runs.list", { limit: 500 });
    const started = said.filter((line) => line.startsWith("started ")).map((line) => line.split(" ")[1]);
    expect(started.filter((id) => !runs.some(({ runId }) => runId === id))).toEqual([]);
    expect(new Set(runs.map(({ runId }) => runId)).size).toBe(runs.length);
    for (const { runId } of runs) {
      const { state, attempt } = await lathe.call("runs.read", { runId });
      const shown = said.filter((line) => line.split(" ")[1] === runId && !line.startsWith("started"));
      const longest = Math.max(0, ...shown.map((line) => Number(line.split(" ").at(-1))));
      expect(["done", "interrupted"]).toContain(state);
      expect(attempt.state).toBe(state);
      expect(text.startsWith(attempt.text)).toBe(true);
      expect(attempt.text.length).toBeGreaterThanOrEqual(longest);
      if (shown.some((line) => line.startsWith("ended"))) expect(state).toBe("done");
      if (state === "done") expect(attempt.text).toBe(text);
      else expect(attempt).toMatchObject({ error: null, costUsd: null, usage: null });
    }
    await close();
  }
  const db = openDatabase(join(folder, "workspace.db"), { log: () => {} });
  const count = (sql: string) => db.get<{ count: number }>("count", sql)?.count;
  const done = count("SELECT count(*) AS count FROM runs WHERE state = 'done'") ?? 0;
  expect(count("SELECT count(*) AS count FROM attempts")).toBe(count("SELECT count(*) AS count FROM runs"));
  // Each complete reply was recorded once; one that was recorded just before the kill may have no ended run.
  expect(count("SELECT count(*) AS count FROM recordings")).toBeGreaterThanOrEqual(done);
  expect(count("SELECT count(*) AS count FROM recordings")).toBeLessThanOrEqual(fake.requests.length);
  db.close();
  if (kills > 4)
    console.log(`${kills} kills over ${fake.requests.length} runs, nothing that was shown is lost`);
});

it("R-44 a program that was stopped in the middle of its runs, as by a sleeping computer, ends them when it goes on", async () => {
  const folder = temporaryFolder();
  const fake = await startSlowFake(5);
  const runner = startRunner(folder, fake, 1);
  await runner.until("kept ");
  runner.child.kill("SIGSTOP");
  // The provider says all it has to say to somebody who does not listen.
  await fake.untilPending(0);
  runner.child.kill("SIGCONT");
  await runner.ended;
  expect(runner.said.filter((line) => line.startsWith("ended"))).toHaveLength(3);
  expect(await statesIn(folder)).toEqual(["done", "done", "done"]);
});

it("R-44 whose provider went away meanwhile fails them with what had arrived", async () => {
  const folder = temporaryFolder();
  const fake = await startSlowFake(50);
  const runner = startRunner(folder, fake, 1);
  await runner.until("kept ");
  runner.child.kill("SIGSTOP");
  await fake.close();
  runner.child.kill("SIGCONT");
  await runner.ended;
  expect(await statesIn(folder)).toEqual(["failed", "failed", "failed"]);
  const { lathe, close } = await openWorkbench(folder);
  for (const { runId } of (await lathe.call("runs.list", {})).runs) {
    const { attempt } = await lathe.call("runs.read", { runId });
    expect(attempt.error?.code).toMatch(/^providers\./);
    expect(text.startsWith(attempt.text)).toBe(true);
    expect(attempt.text).not.toBe("");
  }
  await close();
});

async function startSlowFake(slowMs: number): Promise<FakeOpenAi> {
  const fake = await startFakeOpenAi({ slowMs, reply: () => ({ text }) });
  onTestFinished(() => fake.close());
  return fake;
}

interface Runner {
  child: ChildProcess;
  said: string[];
  until(start: string): Promise<void>;
  ended: Promise<unknown>;
}

function startRunner(folder: string, fake: FakeOpenAi, rounds?: number): Runner {
  const program = join(import.meta.dirname, "runner.ts");
  const child = spawn(
    process.execPath,
    [program, folder, fake.baseUrl, ...(rounds === undefined ? [] : [String(rounds)])],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const said: string[] = [];
  const lines = createInterface(child.stdout);
  const readers = new Set<() => void>();
  lines.on("line", (line) => {
    said.push(line);
    for (const look of readers) look();
  });
  return {
    child,
    said,
    ended: Promise.all([once(child, "exit"), once(lines, "close")]),
    until: (start) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (said.some((line) => line.startsWith(start))) resolve();
        };
        readers.add(look);
        look();
        child.once("exit", () => reject(new Error(`It ended without “${start}”: ${said.join("\n")}`)));
      }),
  };
}

async function statesIn(folder: string): Promise<string[]> {
  const { lathe, close } = await openWorkbench(folder);
  const { runs } = await lathe.call("runs.list", {});
  await close();
  return runs.map(({ state }) => state);
}
