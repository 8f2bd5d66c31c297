import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Ports } from "#core/ports.ts";
import { createSystemPorts } from "#core/system-ports.ts";
import { createSessionVault } from "#core/vaults/session-vault.ts";
import { startFakeOpenAi } from "../support/fake-openai.ts";
import { hasTool } from "../support/needs-tool.ts";
import { contentOf, type OpenWorkbench, openWorkbench } from "../support/open-workbench.ts";
import { runCli, temporaryFolder } from "../support/run-cli.ts";

const hourMs = 3_600_000;
const decadeMs = 10 * 365.25 * 24 * hourMs;
const start = Date.parse("2026-11-24T12:00:00.000Z");

/** The system's ports with a clock on the wall that can be set. */
function settableClock() {
  const ports: Ports = createSystemPorts({ vault: createSessionVault(), log: () => {} });
  let now = start;
  return {
    clock: { ...ports.clock, now: () => now },
    set: (to: number) => {
      now = to;
    },
  };
}

describe("a clock that is set while Lathe runs", () => {
  it.each([
    ["back an hour", -hourMs],
    ["back ten years", -decadeMs],
    ["forward ten years", decadeMs],
    ["forward ten years and back again", null],
  ])(
    "R-22 %s changes the order of nothing: versions, journal, runs, recorded replies",
    async (_what, stepMs) => {
      const { clock, set } = settableClock();
      const workbench = await openWorkbench(temporaryFolder(), { clock });
      const { lathe } = workbench;
      const { promptId } = await lathe.call("prompts.create", { name: "p" });
      const versions: string[] = [];
      const runs: string[] = [];
      for (let count = 0; count < 6; count += 1) {
        set(start + count * 1000 + (count < 3 ? 0 : (stepMs ?? (count % 2 === 0 ? decadeMs : -decadeMs))));
        const { draft } = await lathe.call("prompts.open", { promptId });
        const content = contentOf(`text ${count}`);
        const { revision } = await lathe.call("prompts.save-draft", {
          promptId,
          baseRevision: draft.revision,
          content,
        });
        const { version } = await lathe.call("prompts.save-version", { promptId, revision, message: "" });
        versions.unshift(version.version);
        runs.unshift(await run(workbench, promptId, content));
      }
      const listed = await lathe.call("prompts.versions", { promptId });
      expect(listed.versions.map(({ version }) => version)).toEqual(versions);
      expect(versions[0]).toBe("1.0.5");
      expect((await lathe.call("prompts.find-version", { promptId })).version).toBe("1.0.5");
      const { entries } = await lathe.call("prompts.journal", { promptId });
      const numbers = entries.map(({ journalId }) => journalId);
      expect(numbers).toEqual([...numbers].sort((one, other) => other - one));
      expect(entries[0]?.kind).toBe("version");
      expect((await lathe.call("runs.list", { promptId })).runs.map(({ runId }) => runId)).toEqual(runs);
      expect((await lathe.call("prompts.open", { promptId })).latest?.version).toBe("1.0.5");
      await workbench.close();
    },
  );

  it("R-22 a day's backup is made where the last one is of a day to come, and the newest stays the newest", async () => {
    const folder = temporaryFolder();
    const { clock, set } = settableClock();
    for (const at of [start + decadeMs, start, start + hourMs]) {
      set(at);
      const { lathe, close } = await openWorkbench(folder, { clock });
      await lathe.call("prompts.create", { name: `p ${at}` });
      await close();
    }
    const { lathe, close } = await openWorkbench(folder, { clock });
    const { backups } = await lathe.call("workspace.backups", {});
    const daily = backups.filter(({ kind }) => kind === "daily");
    expect(daily.map(({ createdAt }) => createdAt)).toEqual([
      new Date(start).toISOString(),
      new Date(start + decadeMs).toISOString(),
    ]);
    await close();
  });

  it("R-23 in the middle of a call makes no duration negative, nor a long one of a short one", async () => {
    const { clock, set } = settableClock();
    for (const step of [-decadeMs, -hourMs, decadeMs]) {
      const fake = await startFakeOpenAi({
        reply: () => {
          set(start + step);
          return { text: "Hello there" };
        },
      });
      set(start);
      const workbench = await openWorkbench(temporaryFolder(), { clock });
      const { lathe } = workbench;
      await lathe.call("providers.add", { name: "fake", baseUrl: fake.baseUrl, key: { kind: "none" } });
      const { promptId } = await lathe.call("prompts.create", { name: "p" });
      const runId = await run(workbench, promptId, contentOf("Hello"), "fake/large");
      const { attempt } = await lathe.call("runs.read", { runId });
      expect(attempt.latencyMs).toBeGreaterThanOrEqual(attempt.firstTokenMs ?? -1);
      expect(attempt.firstTokenMs).toBeGreaterThanOrEqual(0);
      expect(attempt.latencyMs).toBeLessThan(hourMs);
      await workbench.close();
      await fake.close();
    }
  });
});

describe.skipIf(!hasTool("faketime"))("the real program under another clock", () => {
  it("R-22 numbers and orders what it saves by what came first, not by what the clock said", async () => {
    const home = temporaryFolder();
    const times = [
      "2026-11-24 12:00:00",
      "2026-11-24 11:00:00",
      "2016-11-24 12:00:00",
      "2036-11-24 12:00:00",
    ];
    for (const [index, time] of times.entries()) {
      const saved = await runCli(["save", "p", "--file", "-", "--json"], {
        home,
        input: `text ${index}`,
        env: at(time),
      });
      expect(saved, time).toMatchObject({ code: 0, json: { version: `1.0.${index}` } });
    }
    const { json } = await runCli(["versions", "p", "--json"], { home, env: at("2026-11-24 12:00:00") });
    expect(
      json.versions.map((row: { version: string; createdAt: string }) => [
        row.version,
        row.createdAt.slice(0, 13),
      ]),
    ).toEqual([
      ["1.0.3", "2036-11-24T12"],
      ["1.0.2", "2016-11-24T12"],
      ["1.0.1", "2026-11-24T11"],
      ["1.0.0", "2026-11-24T12"],
    ]);
    expect((await runCli(["show", "p", "--json"], { home })).json.version).toBe("1.0.3");
    expect(await runCli(["verify", "--json"], { home })).toMatchObject({ json: { ok: true } });
  });

  it.each([
    ["forward ten years", "+10y"],
    ["back ten years", "-10y"],
  ])("R-22 set %s does not take a run of a living program for one that was cut off", async (_what, time) => {
    const home = temporaryFolder();
    const fake = await startFakeOpenAi();
    fake.script({ fault: "idle" });
    const workbench = await openWorkbench(home);
    const { lathe } = workbench;
    await lathe.call("providers.add", { name: "fake", baseUrl: fake.baseUrl, key: { kind: "none" } });
    const content = contentOf("Hello");
    const { promptId } = await lathe.call("prompts.create", { name: "p", content });
    const source = { kind: "content" as const, content };
    const { runId } = await lathe.call("runs.start", { promptId, source, values: {}, model: "fake/large" });
    await fake.untilPending(1);
    // Every start looks for runs whose program is gone.
    expect(await runCli(["prompts", "--json"], { home, env: at(time) })).toMatchObject({ code: 0 });
    expect((await lathe.call("runs.read", { runId })).state).toBe("running");
    await workbench.close();
    await fake.close();
  });

  it("R-23 set forward while a call is under way reports the time that it really took, in any time zone", async () => {
    const home = temporaryFolder();
    const clockFile = join(home, "clock");
    const set = (time: string) => writeFileSync(clockFile, time);
    const fake = await startFakeOpenAi({
      reply: () => {
        set("+2h");
        return { text: "Hello there" };
      },
    });
    set("+0");
    await runCli(["provider", "add", "fake", "--base-url", fake.baseUrl], { home });
    await runCli(["save", "p", "--file", "-"], { home, input: "Hello" });
    const ran = await runCli(["run", "p", "--model", "fake/large", "--json"], {
      home,
      env: { ...at(""), FAKETIME_TIMESTAMP_FILE: clockFile, FAKETIME_NO_CACHE: "1", TZ: "Asia/Kolkata" },
    });
    expect(ran.json).toMatchObject({ state: "done", output: "Hello there" });
    expect(ran.json.firstTokenMs).toBeGreaterThanOrEqual(0);
    expect(ran.json.latencyMs).toBeGreaterThanOrEqual(ran.json.firstTokenMs);
    expect(ran.json.latencyMs).toBeLessThan(hourMs);
    await fake.close();
  });
});

/** The environment in which a program sees this time; the monotonic clock is not set, as nobody can set it. */
function at(time: string): Record<string, string> {
  return {
    // As `faketime` itself sets it; the program would not take a time from a file.
    LD_PRELOAD: "/usr/$LIB/faketime/libfaketime.so.1",
    ...(time === "" ? {} : { FAKETIME: /^\d/.test(time) ? `@${time}` : time }),
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    TZ: "UTC",
  };
}

async function run(
  { lathe }: OpenWorkbench,
  promptId: Parameters<typeof lathe.call<"prompts.open">>[1]["promptId"],
  content: ReturnType<typeof contentOf>,
  model = "simulator/fast",
) {
  const source = { kind: "content" as const, content };
  const { runId } = await lathe.call("runs.start", { promptId, source, values: {}, model });
  const frames = lathe.stream("runs.follow", { runId });
  while (!(await frames.next()).done);
  return runId;
}
