import { describe, expect, it, onTestFinished } from "vitest";
import { check } from "#shared/model/check.ts";
import { caseContent } from "#shared/model/suite.ts";
import { type FakeOpenAi, type FakeReply, type Fault, startFakeOpenAi } from "../support/fake-openai.ts";
import { canMount } from "../support/needs-tool.ts";
import { contentOf, openWorkbench } from "../support/open-workbench.ts";
import { cases, openTestRunBench } from "../support/test-run-bench.ts";
import { mountSmallDisk } from "./small-disk.ts";

const faults: Fault[] = ["429-retry-after", "500", "hang", "drop", "garbage", "truncated"];
const answerTo = (prompt: string) => `The answer to ${prompt} is yes, and that is all.`;

/** Three calls in ten go wrong, each in its own way, in an order that looks drawn and is the same each time. */
function unreliable(): (body: { messages: { content: string }[] }) => FakeReply {
  let seed = 11;
  return ({ messages }) => {
    seed = (seed * 48_271) % 2_147_483_647;
    const fault = seed / 2_147_483_647 < 0.3 ? faults[seed % faults.length] : undefined;
    return { text: answerTo(messages[0]?.content ?? ""), ...(fault && { fault }) };
  };
}

async function startFake(
  reply: Parameters<typeof startFakeOpenAi>[0] extends infer O ? O : never,
): Promise<FakeOpenAi> {
  const fake = await startFakeOpenAi(reply);
  onTestFinished(() => fake.close());
  return fake;
}

describe("R-35 R-36 R-37 R-38 a test run of 1,000 cases of which three calls in ten go wrong", () => {
  it("ends by itself, scores whole replies alone, and has a reason for every error", {
    timeout: 300_000,
  }, async () => {
    const fake = await startFake({ reply: unreliable(), slowMs: 1 });
    const bench = openTestRunBench({ callTimeouts: { idle: 400, total: 5_000 } });
    await bench.lathe.call("providers.add", {
      name: "acme",
      baseUrl: fake.baseUrl,
      key: { kind: "none" },
      limits: { concurrency: 32 },
    });
    const suite = await bench.addSuite(cases(1_000), [{ type: "equals", value: answerTo("Say {{word}}") }]);
    const run = await bench.run(suite, { models: ["acme/m"] });

    const { passed, failed, errored, unscored } = run.counts;
    expect(run.state).toBe("done");
    // A half reply that was scored would have failed: the answer wanted is the whole.
    expect({ failed, unscored, all: passed + errored }).toEqual({ failed: 0, unscored: 0, all: 1_000 });
    expect(errored).toBeGreaterThan(0);
    expect(run.retries).toBeGreaterThan(100);
    const rows = bench.db.all<{ verdict: string; code: string | null; error: string | null; scores: number }>(
      "attempts",
      `SELECT a.verdict, a.error_code AS code, p.error_json AS error,
         (SELECT count(*) FROM test_scores s WHERE s.attempt = a.sequence) AS scores
       FROM test_attempts a JOIN test_replies p ON p.id = a.reply`,
    );
    expect(rows).toHaveLength(1_000);
    for (const { verdict, code, error, scores } of rows) {
      if (verdict === "pass") expect({ code, scores }).toEqual({ code: null, scores: 1 });
      else {
        expect(code).toMatch(/^providers\./);
        expect(JSON.parse(error ?? "null")).toMatchObject({ code, message: expect.stringMatching(/\S/) });
        expect(scores).toBe(0);
      }
    }
    // Every call is accounted for: the first of each case and its repeats. One that was cut early may not have arrived.
    expect(fake.requests.length).toBeLessThanOrEqual(1_000 + run.retries);

    const retries = bench.db
      .all<{ json: string }>("retries", "SELECT retries_json AS json FROM test_replies")
      .flatMap(({ json }) => JSON.parse(json) as { waitMs: number; error?: { code: string } }[]);
    const held = retries.filter(({ error }) => error?.code === "providers.rate-limited");
    expect(held.length).toBeGreaterThan(10);
    // It was told to wait for seven seconds each time.
    expect(Math.min(...held.map(({ waitMs }) => waitMs))).toBeGreaterThanOrEqual(7_000);

    // The errors alone are called again, and what they become takes their place.
    const before = fake.requests.length;
    const again = await bench.lathe.call("tests.retry-errors", { testRunId: run.testRunId });
    expect(again.attempts).toBe(errored);
    const healed = (await bench.follow(run.testRunId)).run;
    expect(healed.counts.errored).toBeLessThan(errored);
    expect(healed.counts.passed + healed.counts.errored).toBe(1_000);
    expect(fake.requests.length - before).toBeLessThan(errored * 5);
  });
});

/** A real workspace with a provider of its own and a suite; the clock is the real one. */
async function openReal(
  folder: string,
  fake: FakeOpenAi,
  count: number,
  checks = [{ type: "contains", value: "yes" }],
) {
  const workbench = await openWorkbench(folder);
  const { lathe } = workbench;
  await lathe.call("providers.add", {
    name: "acme",
    baseUrl: fake.baseUrl,
    key: { kind: "none" },
    limits: { concurrency: 8 },
  });
  const content = contentOf("Say {word}");
  const { promptId } = await lathe.call("prompts.create", { name: "p", content });
  const { suiteId, revision } = await lathe.call("suites.create", {
    name: "s",
    promptId,
    checks: checks.map((one) => check.parse(one)),
  });
  await lathe.call("suites.edit-cases", {
    suiteId,
    baseRevision: revision,
    edits: Array.from({ length: count }, (_, index) => ({
      kind: "add" as const,
      after: null,
      content: caseContent.parse({ inputs: { word: `w${index}` } }),
    })),
  });
  const start = () =>
    lathe.call("tests.start", {
      promptId,
      source: { kind: "content", content },
      suiteId,
      models: ["acme/m"],
    });
  const end = async (testRunId: Awaited<ReturnType<typeof start>>["testRunId"]) => {
    const frames = lathe.stream("tests.follow", { testRunId });
    for (;;) {
      const step = await frames.next();
      if (step.done) return step.value;
    }
  };
  return { ...workbench, start, end };
}

describe.skipIf(!canMount())("a full disk", () => {
  it("R-12 in the middle of a test run halts it with its reason, loses no answer, and doubles none when it goes on", async () => {
    const disk = mountSmallDisk(6 * 1024 * 1024);
    const text = `yes ${"paid for ".repeat(300)}`;
    const fake = await startFake({
      reply: () => {
        if (fake.requests.length === 40) disk.fill();
        return { text };
      },
    });
    const { lathe, start, end, close } = await openReal(disk.folder, fake, 80);
    const { testRunId } = await start();
    const halted = await end(testRunId);
    expect(halted).toMatchObject({ state: "halted", error: { code: "store.disk-full" } });
    const { runs } = await lathe.call("tests.list", {});
    expect(runs[0]?.state).toBe("halted");
    disk.makeRoom();
    await lathe.call("tests.resume", { testRunId });
    expect(await end(testRunId)).toMatchObject({ state: "done", counts: { passed: 80 } });
    // What was answered while the disk was full was held, and not called again.
    expect(fake.requests).toHaveLength(80);
    const { rows, total } = await lathe.call("tests.results", { testRunId, limit: 500 });
    expect([total, new Set(rows.map(({ cell }) => cell)).size]).toEqual([80, 80]);
    await close();
  });
});
