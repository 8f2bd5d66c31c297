import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Check, check } from "#shared/model/check.ts";
import { caseContent } from "#shared/model/suite.ts";
import { type FakeOptions, type FakeReply, startFakeOpenAi } from "../support/fake-openai.ts";
import { addPrompt, inPage } from "../support/open-workbench.ts";
import { runCli, startCli, temporaryFolder } from "../support/run-cli.ts";

/** A workspace with the prompt `Hello`, the suite `Hellos`, and a provider `fake` that is a real HTTP server. */
async function withSuite(
  options: FakeOptions & { cases?: number; checks?: (Pick<Check, "type"> & Partial<Check>)[] } = {},
) {
  const fake = await startFakeOpenAi({
    reply: ({ messages }) => ({ text: `You said: ${messages[0].content}` }),
    ...options,
  });
  onTestFinished(() => fake.close());
  const home = temporaryFolder();
  await inPage(home, async (lathe) => {
    await addPrompt(lathe, { name: "Hello", template: "Say {word}.", fake: fake.baseUrl });
    const { promptId } = await lathe.call("prompts.find", { name: "Hello" });
    const { suiteId, revision } = await lathe.call("suites.create", {
      name: "Hellos",
      promptId,
      checks: (options.checks ?? [{ type: "contains", value: "{{word}}" }]).map((one) => check.parse(one)),
    });
    const words = Array.from({ length: options.cases ?? 3 }, (_, index) => `w${index}`);
    await lathe.call("suites.edit-cases", {
      suiteId,
      baseRevision: revision,
      edits: words.reverse().map((word) => ({
        kind: "add" as const,
        after: null,
        content: caseContent.parse({ name: `case ${word}`, inputs: { word }, tags: [word] }),
      })),
    });
  });
  return { home, fake };
}

const testHello = ["test", "Hello", "--suite", "Hellos", "--model", "fake/m"];

describe("test", () => {
  it("passes with 0, and says in one JSON document how good it was, and of what", async () => {
    const { home, fake } = await withSuite();
    const { code, json, stderr } = await runCli([...testHello, "--repeat", "2", "--json"], { home });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(json).toMatchObject({
      run: expect.stringMatching(/^tst_/),
      prompt: "Hello",
      version: "1.0.0",
      suite: "Hellos",
      models: ["fake/m"],
      state: "done",
      total: 6,
      passed: 6,
      failed: 0,
      errored: 0,
      unscored: 0,
      missing: 0,
      incomplete: false,
      passRate: 1,
      interval: [expect.any(Number), 1],
      averageScore: 1,
      costUsd: null,
      latency: { p50: expect.any(Number), p95: expect.any(Number) },
    });
    expect(fake.requests).toHaveLength(6);
    expect(fake.requests.every(({ body }) => body.stream !== true)).toBe(true);
  });

  it("fails with 1, and lists what failed with its reason, and the errors with theirs", async () => {
    const replies = (body: { messages: { content: string }[] }): FakeReply =>
      body.messages[0]?.content.includes("w1")
        ? { fault: "400" }
        : { text: body.messages[0]?.content.includes("w2") ? "no" : "w0" };
    const { home } = await withSuite({ reply: replies });
    const { code, stdout, stderr } = await runCli(testHello, { home });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ERROR case w1: .*maximum context length/m);
    expect(stdout).toMatch(/^FAIL {2}case w2: contains: .*w2/m);
    expect(stdout).toMatch(/NOT PASSED · 1 passed, 1 failed, 1 errors · 50.0 % \(95 % interval/);
    expect(stdout).not.toContain("case w0");
    expect(stderr).toContain("lathe test --retry-errors tst_");
  });

  it("does not pass where nothing was checked", async () => {
    const { home } = await withSuite({ checks: [] });
    const { code, stderr } = await runCli(testHello, { home });
    expect(code).toBe(1);
    expect(stderr).toContain("Nothing was checked");
  });

  it("needs no set-up with the simulator, and tests only what was asked for", async () => {
    const { home } = await withSuite();
    const test = [
      "test",
      "Hello@1.0.0",
      "--suite",
      "Hellos",
      "--model",
      "simulator/fast",
      "--tag",
      "w1",
      "--json",
    ];
    expect((await runCli(test, { home })).json).toMatchObject({ total: 1, simulated: true, costUsd: 0 });
  });

  it("replays without a network what it has called, and calls nothing for what is recorded", async () => {
    const { home, fake } = await withSuite();
    await runCli(testHello, { home });
    const replayed = await runCli([...testHello, "--mode", "replay", "--json"], { home });
    expect(replayed).toMatchObject({ code: 0, json: { passed: 3, recorded: 3, costUsd: 0, latency: null } });
    expect((await runCli([...testHello, "--mode", "reuse", "--json"], { home })).json.recorded).toBe(3);
    expect(fake.requests).toHaveLength(3);
    const estimated = await runCli(["estimate", ...testHello.slice(1), "--mode", "reuse", "--json"], {
      home,
    });
    expect(estimated.json).toMatchObject({ cases: 3, calls: 3, recorded: 3 });
  });

  it("keeps to its cap, and is then incomplete and no pass; without a price it does not start", async () => {
    const { home, fake } = await withSuite({ cases: 8 });
    const refused = await runCli([...testHello, "--max-cost", "1", "--json"], { home });
    expect(refused).toMatchObject({
      code: 2,
      json: { error: { code: "tests.price-unknown", details: { models: ["fake/m"] } } },
    });
    expect(fake.requests).toEqual([]);
    const price = { inputPerMillion: 1, outputPerMillion: 2, asOf: "2026-11-24" };
    await inPage(home, (lathe) => lathe.call("providers.set-price", { provider: "fake", model: "m", price }));
    const capped = await runCli([...testHello, "--max-cost", "0.0011", "--json"], { home });
    expect(capped).toMatchObject({
      code: 1,
      json: { state: "capped", incomplete: true, failed: 0, errored: 0 },
    });
    expect(capped.json.costUsd).toBeLessThanOrEqual(0.0011);
    const run = capped.json.run;
    const rest = await runCli(["test", "--resume", run, "--max-cost", "1", "--json"], { home });
    expect(rest).toMatchObject({ code: 0, json: { run, passed: 8, incomplete: false } });
    expect(fake.requests).toHaveLength(8);
  });

  it("is cut by Ctrl-C with 130, keeps what it has, and says how to go on; the rest alone is called then", async () => {
    let calls = 0;
    let hanging = () => {};
    const allHang = new Promise<void>((resolve) => {
      hanging = resolve;
    });
    const { home, fake } = await withSuite({
      cases: 12,
      reply: ({ messages }) => {
        calls += 1;
        if (calls === 8) hanging();
        return calls > 4 && calls <= 8 ? { fault: "hang" } : { text: messages[0].content };
      },
    });
    const { child, end } = startCli(testHello, { home });
    await allHang;
    child.kill("SIGINT");
    const { code, stderr, stdout } = await end;
    expect(code).toBe(130);
    expect(stdout).toContain("INCOMPLETE · 4 passed, 0 failed, 0 errors · 8 of 12 not called");
    await fake.untilPending(0);
    const [, run] = stderr.match(/lathe test --resume (tst_\w+)/) ?? [];
    const resumed = await runCli(["test", "--resume", run ?? "", "--json"], { home });
    expect(resumed).toMatchObject({ code: 0, json: { run, passed: 12, total: 12 } });
    expect(calls).toBe(16);
    expect((await runCli(["test", "--resume", "latest", "--json"], { home })).json).toMatchObject({
      error: { code: "tests.nothing-missing" },
    });
  });

  it("calls errors again, and only those", async () => {
    let isBroken = true;
    const { home, fake } = await withSuite({
      reply: ({ messages }) =>
        isBroken && messages[0].content.includes("w1") ? { fault: "400" } : { text: messages[0].content },
    });
    const first = await runCli([...testHello, "--json"], { home });
    expect(first).toMatchObject({ code: 1, json: { errored: 1 } });
    isBroken = false;
    const again = await runCli(["test", "--retry-errors", first.json.run, "--json"], { home });
    expect(again).toMatchObject({ code: 0, json: { run: first.json.run, passed: 3, errored: 0 } });
    expect(fake.requests).toHaveLength(4);
    const nothing = await runCli(["test", "--retry-errors", first.json.run], { home });
    expect(nothing.code).toBe(0);
    expect(nothing.stderr).toContain("No attempt of this run ended in an error");
  });

  it("ends with what went wrong outside where nothing could be tested at all", async () => {
    const { home, fake } = await withSuite({ cases: 40 });
    const refused = await runCli([...testHello.slice(0, 4), "--model", "fake/fault-401", "--json"], { home });
    expect(refused).toMatchObject({
      code: 3,
      json: { state: "halted", missing: 40, error: { code: "providers.key-rejected" } },
    });
    expect(fake.requests.length).toBeLessThanOrEqual(4);
  });

  it("scores the replies again by other checks, and calls nobody", async () => {
    const { home, fake } = await withSuite();
    const { json } = await runCli([...testHello, "--json"], { home });
    await inPage(home, async (lathe) => {
      const { suiteId } = await lathe.call("suites.find", { name: "Hellos" });
      const checks = [check.parse({ type: "contains", value: "w1" })];
      await lathe.call("suites.update", { suiteId, checks });
    });
    const again = await runCli(["rescore", json.run, "--json"], { home });
    expect(again).toMatchObject({ code: 1, json: { passed: 1, failed: 2 } });
    expect(again.json.run).not.toBe(json.run);
    expect(fake.requests).toHaveLength(3);
  });

  it("tells where a report cannot be written before a call is paid for, and leaves no half one", async () => {
    const { home, fake } = await withSuite();
    writeFileSync(join(home, "old.md"), "the one before");
    for (const [file, code] of [
      ["report.txt", 2],
      [join(home, "nowhere", "report.html"), 3],
      [home, 2],
    ] as const)
      expect((await runCli([...testHello, "--out", file], { home })).code, file).toBe(code);
    expect(fake.requests).toEqual([]);
    const out = ["a.json", "a.xml", "old.md"].map((name) => join(home, name));
    expect((await runCli([...testHello, "--out", ...out], { home })).code).toBe(0);
    expect(JSON.parse(readFileSync(out[0] ?? "", "utf8"))).toBeTruthy();
    expect(readFileSync(out[1] ?? "", "utf8")).toContain("<testsuite");
    expect(readFileSync(out[2] ?? "", "utf8")).not.toContain("the one before");
    expect(readdirSync(home).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("refuses bad usage with 2 before anything is called", async () => {
    const { home, fake } = await withSuite();
    const cases: [args: string[], code: string][] = [
      [["test"], "cli.bad-input"],
      [["test", "Hello"], "cli.bad-input"],
      [["test", "Hello", "--suite", "Nobody"], "suites.not-found"],
      [["test", "Nobody", "--suite", "Hellos"], "prompts.not-found"],
      [["test", "Hello@9.0.0", "--suite", "Hellos"], "prompts.version-not-found"],
      [[...testHello, "--resume", "latest"], "cli.bad-input"],
      [["test", "--resume", "nonsense"], "cli.bad-input"],
      [["test", "--resume", "tst_nothere1"], "tests.not-found"],
      [[...testHello, "--concurrency", "0"], "cli.bad-input"],
      [[...testHello, "--repeat", "many"], "cli.bad-input"],
      [[...testHello, "--max-cost", "-1"], "cli.bad-input"],
      [[...testHello, "--model", "nowhere/m"], "providers.not-found"],
      [[...testHello, "--model", "nonsense"], "cli.bad-input"],
      [[...testHello, "--tag", "nobody"], "tests.no-cases"],
      [[...testHello, "--mode", "fast"], "cli.bad-usage"],
      [["rescore", "tst_nothere1"], "tests.not-found"],
    ];
    await Promise.all(
      cases.map(async ([args, code]) =>
        expect(await runCli([...args, "--json"], { home }), args.join(" ")).toMatchObject({
          code: 2,
          json: { error: { code } },
        }),
      ),
    );
    expect(fake.requests).toEqual([]);
  });
});

describe("estimate", () => {
  it("tells calls, tokens and what is unknown, and calls nothing", async () => {
    const { home, fake } = await withSuite();
    const estimate = [
      "estimate",
      "Hello",
      "--suite",
      "Hellos",
      "--model",
      "fake/m",
      "--model",
      "simulator/fast",
    ];
    const { code, stdout, stderr } = await runCli(estimate, { home });
    expect(code).toBe(0);
    expect(stdout).toContain("3 cases · 6 calls");
    expect(stdout).toMatch(/fake\/m: 3 calls, price unknown/);
    expect(stderr).toContain("The price of fake/m is unknown");
    expect(fake.requests).toEqual([]);
  });
});
