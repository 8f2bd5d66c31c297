import { beforeEach, describe, expect, it } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";
import { cases, openTestRunBench, type TestRunBench } from "../../../tests/support/test-run-bench.ts";

let bench: TestRunBench;
beforeEach(() => {
  bench = openTestRunBench();
});

const wordOf = (request: { messages: { content: string }[] }) =>
  request.messages.at(-1)?.content.replace("Say ", "");
const failure = (code = "providers.server-error") =>
  new LatheError({ code, message: "It failed.", retryable: true });

describe("a test run", () => {
  it("calls each case of each model as often as asked, and stores replies, scores and counts", async () => {
    const suite = await bench.addSuite(cases(3), [
      { type: "contains", value: "yes" },
      { type: "equals", value: "yes w1" },
    ]);
    bench.script = async (request) => `yes ${wordOf(request)}`;
    const run = await bench.run(suite, { models: ["fake/a", "fake/b"], repeats: 2 });
    expect(run).toMatchObject({
      state: "done",
      counts: { planned: 12, passed: 4, failed: 8, errored: 0, unscored: 0 },
      costUsd: expect.closeTo(12 * 0.002, 9),
      averageScore: expect.closeTo((4 * 1 + 8 * 0.5) / 12, 9),
    });
    const called = bench.requests.map(
      ({ model, repeatIndex, ...request }) => `${model} ${wordOf(request)} ${repeatIndex}`,
    );
    expect(new Set(called).size).toBe(12);
    const [first] = await bench.attempts(run.testRunId);
    expect(first).toMatchObject({
      caseIndex: 0,
      text: "yes w0",
      verdict: "fail",
      score: 0.5,
      finishReason: "stop",
      scores: [{ result: { state: "pass" } }, { result: { state: "fail" } }],
      calls: [{ reply: "yes w0", requestHash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
    // The recording came with the attempt, and the attempt names it.
    expect(first?.calls[0]?.requestJson).toContain("Say w0");
  });

  it("calls its cases in an order that the seed decides, so that what is done of it is a fair sample", async () => {
    const suite = await bench.addSuite(cases(40));
    const orderOf = async (seed: number) => {
      bench.requests.length = 0;
      await bench.run(suite, { seed, concurrency: 1 });
      return bench.requests.map(wordOf);
    };
    const first = await orderOf(1);
    expect(await orderOf(1)).toEqual(first);
    expect(await orderOf(2)).not.toEqual(first);
    expect(first).not.toEqual([...first].sort((a, b) => Number(a?.slice(1)) - Number(b?.slice(1))));
  });

  it("never has more calls under way than it was told, nor than the provider bears", async () => {
    const suite = await bench.addSuite(cases(30));
    let active = 0;
    let most = 0;
    bench.script = async (_request, { signal }) => {
      active += 1;
      most = Math.max(most, active);
      await bench.context.ports.clock.sleep(5, signal);
      active -= 1;
      return "yes";
    };
    await bench.run(suite, { concurrency: 3 });
    expect(most).toBe(3);
    most = 0;
    await bench.run(suite, { concurrency: 50 });
    expect(most).toBe(bench.limits.concurrency);
  });

  it("R-38 takes a reply that is not complete for an error with its reason, and never scores it", async () => {
    const suite = await bench.addSuite(cases(2));
    bench.script = async (request, hooks) => {
      if (wordOf(request) === "w1") return "yes";
      hooks.onText("yes, that is to s");
      throw failure("providers.connection-lost");
    };
    const run = await bench.run(suite);
    expect(run.counts).toMatchObject({ passed: 1, failed: 0, errored: 1 });
    expect((await bench.attempts(run.testRunId))[0]).toMatchObject({
      verdict: "error",
      score: null,
      scores: [],
      partial: true,
      text: "yes, that is to s",
      error: { code: "providers.connection-lost" },
    });
  });

  it("scores an answer that was cut at the token limit, and shows that it was", async () => {
    const suite = await bench.addSuite(cases(1));
    bench.script = async () => ({ reply: { text: "yes", finishReason: "length" } });
    const run = await bench.run(suite);
    expect((await bench.attempts(run.testRunId))[0]).toMatchObject({
      verdict: "pass",
      finishReason: "length",
    });
  });

  it("counts what no check decides as unscored, and not as passed", async () => {
    const suite = await bench.addSuite(cases(2), []);
    expect((await bench.run(suite)).counts).toMatchObject({ passed: 0, unscored: 2 });
  });

  it("makes an error of a case that cannot be formatted, without a call", async () => {
    const suite = await bench.addSuite([{ inputs: {} }, { inputs: { word: "w" } }]);
    const run = await bench.run(suite);
    expect(run.counts).toMatchObject({ passed: 1, errored: 1 });
    expect(bench.requests).toHaveLength(1);
    expect((await bench.rows(run.testRunId))[0]).toMatchObject({
      errorCode: "prompts.value-missing",
      costUsd: 0,
    });
  });

  it("does not start with a prompt that no value could complete, so that no run is made of errors alone", async () => {
    const suite = await bench.addSuite(cases(2));
    const messages = [{ role: "human" as const, template: "Say {word" }];
    const source = { kind: "content", content: { ...bench.content, messages } };
    await expect(bench.start(suite, { source })).rejects.toMatchObject({ code: "prompts.template-invalid" });
    expect((await bench.lathe.call("tests.list", {})).runs).toEqual([]);
  });

  it("plays a scripted conversation turn by turn, and checks its last answer", async () => {
    const suite = await bench.addSuite(
      [{ inputs: { word: "hi" }, turns: ["And {{word}} again?", "Bye {{nobody}}"] }],
      [{ type: "equals", value: "answer 3" }],
    );
    bench.script = async (request) => `answer ${(request.messages.length + 1) / 2}`;
    const run = await bench.run(suite);
    expect(run).toMatchObject({
      counts: { passed: 1 },
      costUsd: expect.closeTo(0.006, 9),
      tokens: { input: 9, output: 15 },
    });
    expect(bench.requests.at(-1)?.messages).toEqual([
      { role: "human", content: "Say hi" },
      { role: "ai", content: "answer 1" },
      { role: "human", content: "And hi again?" },
      { role: "ai", content: "answer 2" },
      { role: "human", content: "Bye {{nobody}}" },
    ]);
    const [attempt] = await bench.attempts(run.testRunId);
    expect(attempt?.calls.map(({ reply }) => reply)).toEqual(["answer 1", "answer 2", "answer 3"]);
  });

  it("tests only the cases that were asked for, and says so where there are none", async () => {
    const suite = await bench.addSuite(
      cases(6, (index) => ({ tags: index % 2 === 0 ? ["even"] : [], split: index < 3 ? "train" : "test" })),
    );
    const only = { tags: ["even"], splits: ["test"], caseIds: [] };
    expect((await bench.run(suite, { only })).counts.planned).toBe(1);
    expect(bench.requests.map(wordOf)).toEqual(["w4"]);
    const none = { tags: ["nobody"], splits: [], caseIds: [] };
    await expect(bench.start(suite, { only: none })).rejects.toMatchObject({ code: "tests.no-cases" });
    await expect(bench.start(await bench.addSuite([]))).rejects.toMatchObject({ code: "tests.no-cases" });
  });

  it("has the same hashes for the same test, and other ones for what was changed", async () => {
    const suite = await bench.addSuite(cases(2));
    const first = await bench.run(suite);
    expect((await bench.run(suite)).hashes).toEqual(first.hashes);
    await bench.replaceCase(suite, 0, {
      inputs: { word: "w0" },
      checks: [{ type: "length", value: { max: 9 } }],
    });
    const second = await bench.run(suite);
    expect(second.hashes).not.toMatchObject({ suite: first.hashes.suite });
    expect(second.hashes.checks).not.toBe(first.hashes.checks);
    expect(second.hashes).toMatchObject({ prompt: first.hashes.prompt, settings: first.hashes.settings });
    const third = await bench.run(suite, { models: ["fake/other"] });
    expect(third.hashes.settings).not.toBe(second.hashes.settings);
  });

  it("tells of progress only what is in the store", async () => {
    const suite = await bench.addSuite(cases(30));
    const { progress } = await bench.follow(await bench.start(suite));
    const counted = bench.events.flatMap((event) =>
      event.type === "test.progress" ? [event.progress.counts.passed] : [],
    );
    expect(counted.length + progress.length).toBeGreaterThan(0);
    expect([...counted].sort((a, b) => a - b)).toEqual(counted);
    expect(bench.events.at(-1)).toMatchObject({ type: "test.ended", state: "done" });
  });

  it("does not wait for a slow provider with the cases of another", async () => {
    const suite = await bench.addSuite(cases(20));
    let others = 0;
    let release = () => {};
    const stuck = new Promise<void>((resolve) => {
      release = resolve;
    });
    bench.script = async ({ model }) => {
      if (model === "slow/m") await stuck;
      else others += 1;
      if (others === 20) release();
      return "yes";
    };
    const run = await bench.run(suite, { models: ["slow/m", "fast/m"] });
    expect(run.counts.passed).toBe(40);
  });
});
