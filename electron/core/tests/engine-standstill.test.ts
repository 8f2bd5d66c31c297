import { beforeEach, describe, expect, it } from "vitest";
import { cancelled, LatheError } from "#shared/contract/errors.ts";
import type { TestRunId } from "#shared/model/ids.ts";
import { cases, openTestRunBench, type TestRunBench } from "../../../tests/support/test-run-bench.ts";

let bench: TestRunBench;
beforeEach(() => {
  bench = openTestRunBench();
});

const wordOf = (request: { messages: { content: string }[] }) =>
  request.messages.at(-1)?.content.replace("Say ", "") ?? "";
const count = (sql: string) =>
  bench.db.get<{ count: number }>("count", `SELECT count(*) AS count FROM ${sql}`)?.count;
const currentAttempts = () => count("test_attempts WHERE is_current = 1");
const cutWhenAborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(cancelled());
    signal.addEventListener("abort", () => reject(cancelled()));
  });

/** Answers the first `after` calls, and lets `then` decide about the next ones. */
function answersThen(after: number, then: (testRunId: TestRunId, signal: AbortSignal) => Promise<string>) {
  let calls = 0;
  bench.script = async (_request, { signal }) => {
    calls += 1;
    const [id] = bench.context.live.keys();
    return calls <= after || id === undefined ? "yes" : then(id, signal);
  };
}

describe("pausing and cancelling", () => {
  it("a paused run lets its calls come to their end, and is resumed with what is missing alone", async () => {
    const suite = await bench.addSuite(cases(12));
    answersThen(5, async (testRunId) => {
      await bench.lathe.call("tests.pause", { testRunId });
      return "yes";
    });
    const id = await bench.start(suite);
    const { run } = await bench.follow(id);
    expect(run.state).toBe("paused");
    expect(run.counts.passed).toBe(bench.requests.length);
    expect(run.counts.passed).toBeLessThan(12);
    bench.script = async () => "yes";
    await bench.lathe.call("tests.resume", { testRunId: id });
    expect((await bench.follow(id)).run).toMatchObject({ state: "done", counts: { passed: 12 } });
    expect(new Set(bench.requests.map(wordOf)).size).toBe(12);
    expect(bench.requests).toHaveLength(12);
    await expect(bench.lathe.call("tests.resume", { testRunId: id })).rejects.toMatchObject({
      code: "tests.nothing-missing",
    });
  });

  it("a cancelled run cuts its calls, keeps what was complete, and owns that their cost is unknown", async () => {
    const suite = await bench.addSuite(cases(12));
    let cut = 0;
    bench.script = async (_request, { signal, onUnknownCost }) => {
      if (bench.requests.length <= 6) return "yes";
      const [testRunId] = bench.context.live.keys();
      if (bench.requests.length === 8)
        void bench.lathe.call("tests.cancel", { testRunId: testRunId as TestRunId });
      return cutWhenAborted(signal).finally(() => {
        cut += 1;
        onUnknownCost();
      });
    };
    const id = await bench.start(suite);
    const { run } = await bench.follow(id);
    expect(run).toMatchObject({ state: "cancelled", counts: { passed: 6, errored: 0 }, costUsd: null });
    expect(run.unknownCosts).toBe(cut);
    expect(cut).toBeGreaterThan(0);
    bench.requests.length = 0;
    bench.script = async () => "yes";
    await bench.lathe.call("tests.resume", { testRunId: id });
    expect((await bench.follow(id)).run.counts.passed).toBe(12);
    expect(bench.requests).toHaveLength(6);
    expect(currentAttempts()).toBe(12);
  });

  it("a cancelled run owns also what was paid for a reply whose judge it cut", async () => {
    const suite = await bench.addSuite(cases(1), [{ type: "llm-rubric", value: "It is polite." }]);
    bench.script = async (request, { signal }) => {
      if (request.model !== "fake/judge") return "Good day.";
      const [testRunId] = bench.context.live.keys();
      void bench.lathe.call("tests.cancel", { testRunId: testRunId as TestRunId });
      return cutWhenAborted(signal);
    };
    const { run } = await bench.follow(await bench.start(suite, { judgeModel: "fake/judge" }));
    expect(run).toMatchObject({ state: "cancelled", counts: { passed: 0 }, unknownCosts: 1, costUsd: null });
    // The reply itself is kept, and answers when the run is made again in mode reuse.
    expect(count("recordings")).toBe(1);
  });

  it("a cancelled run stands still though a call does not come back, and what it brings later is dropped", async () => {
    const suite = await bench.addSuite(cases(3));
    let late = () => {};
    bench.script = () =>
      new Promise((resolve) => {
        late = () => resolve("yes");
        const [testRunId] = bench.context.live.keys();
        void bench.lathe.call("tests.cancel", { testRunId: testRunId as TestRunId });
      });
    const { run } = await bench.follow(await bench.start(suite));
    // Whether it will be charged nobody can say.
    expect(run).toMatchObject({ state: "cancelled", costUsd: null });
    late();
    await new Promise((resolve) => setImmediate(resolve));
    expect(count("test_attempts")).toBe(0);
  });

  it("a paused run that is cancelled stays what it was, but for its state", async () => {
    const suite = await bench.addSuite(cases(4));
    answersThen(1, async (testRunId) => {
      await bench.lathe.call("tests.pause", { testRunId });
      return "yes";
    });
    const id = await bench.start(suite, { concurrency: 1 });
    const { counts } = (await bench.follow(id)).run;
    await bench.lathe.call("tests.cancel", { testRunId: id });
    expect(await bench.lathe.call("tests.read", { testRunId: id })).toMatchObject({
      state: "cancelled",
      counts,
    });
  });
});

describe("a cap", () => {
  // 4 + 2 tokens of format and text, and 500 of answer at most: some 0.00102 $ a call.
  it("starts no call that might pass it, says that the run is incomplete, and can be raised", async () => {
    const suite = await bench.addSuite(cases(20));
    let spent = 0;
    bench.script = async () => {
      spent += 0.001;
      return { reply: { text: "yes" }, costUsd: 0.001 };
    };
    const id = await bench.start(suite, { maxCostUsd: 0.0055 });
    const { run } = await bench.follow(id);
    expect(run).toMatchObject({ state: "capped", counts: { planned: 20 } });
    expect(spent).toBeLessThanOrEqual(0.0055);
    expect(run.counts.passed).toBeGreaterThanOrEqual(4);
    await bench.lathe.call("tests.resume", { testRunId: id, maxCostUsd: null });
    expect((await bench.follow(id)).run).toMatchObject({ state: "done", counts: { passed: 20 } });
    expect(bench.requests).toHaveLength(20);
  });

  it("counts the judges' calls before they are made", async () => {
    const suite = await bench.addSuite(cases(20), [{ type: "llm-rubric", value: "It is polite." }]);
    bench.script = async () => ({
      reply: { text: JSON.stringify({ reason: "It is.", score: 1, pass: true }) },
      costUsd: 0.0005,
    });
    const { run } = await bench.follow(
      await bench.start(suite, { maxCostUsd: 0.004, judgeModel: "fake/judge" }),
    );
    expect(run.state).toBe("capped");
    expect(run.costUsd).toBeLessThanOrEqual(0.004);
    expect(run.judgeCostUsd).toBeGreaterThan(0);
  });

  it("takes a call of unknown cost for as dear as it could be", async () => {
    const suite = await bench.addSuite(cases(20));
    bench.script = async () => ({ reply: { text: "yes" }, costUsd: null });
    const { run } = await bench.follow(await bench.start(suite, { maxCostUsd: 0.0055 }));
    expect(run).toMatchObject({ state: "capped", costUsd: null });
    expect(run.counts.passed).toBeLessThanOrEqual(5);
  });

  it("cannot be kept where a price is unknown, and then nothing starts; a replay calls nobody", async () => {
    const suite = await bench.addSuite(cases(2));
    bench.price = null;
    await expect(bench.start(suite, { maxCostUsd: 1 })).rejects.toMatchObject({
      code: "tests.price-unknown",
      details: { models: ["fake/m"] },
    });
    expect(count("test_runs")).toBe(0);
    const replayed = await bench.run(suite, { maxCostUsd: 1, mode: "replay" });
    expect(replayed).toMatchObject({ state: "done", counts: { errored: 2 }, costUsd: 0 });
    expect(bench.requests).toEqual([]);
  });
});

describe("what cannot go on", () => {
  it("a refused key halts the run with its reason instead of making an error of every case", async () => {
    const suite = await bench.addSuite(cases(50));
    bench.script = async (request) => {
      if (bench.requests.length <= 3) return "yes";
      throw new LatheError({ code: "providers.key-rejected", message: `No: ${request.model}.` });
    };
    const id = await bench.start(suite);
    const { run } = await bench.follow(id);
    expect(run).toMatchObject({
      state: "halted",
      counts: { errored: 0 },
      error: { code: "providers.key-rejected" },
    });
    expect(bench.requests.length).toBeLessThan(10);
    bench.script = async () => "yes";
    await bench.lathe.call("tests.resume", { testRunId: id });
    expect((await bench.follow(id)).run).toMatchObject({
      state: "done",
      error: null,
      counts: { passed: 50 },
    });
  });

  it("R-10 a full disk halts it, loses nothing that was answered, and stores it once when there is room", async () => {
    const suite = await bench.addSuite(cases(30));
    let makeRoom = () => {};
    bench.script = async (_request, { signal }) => {
      if (bench.requests.length === 6) makeRoom = bench.fillDisk();
      await bench.context.ports.clock.sleep(50, signal);
      return `yes ${"x".repeat(20_000)}`;
    };
    const id = await bench.start(suite);
    const live = bench.context.live.get(id);
    const { run } = await bench.follow(id);
    expect(run).toMatchObject({ state: "halted", error: { code: "store.disk-full" } });
    const answered = bench.requests.length;
    expect(answered).toBeLessThan(30);
    await expect(bench.lathe.call("tests.resume", { testRunId: id })).rejects.toMatchObject({
      code: "store.disk-full",
    });
    makeRoom();
    await bench.lathe.call("tests.resume", { testRunId: id });
    await live?.done;
    expect((await bench.follow(id)).run).toMatchObject({ state: "done", counts: { passed: 30 } });
    expect(bench.requests).toHaveLength(30);
    expect(count("test_attempts")).toBe(30);
    expect(count("recordings")).toBe(30);
  });

  it("R-10 stores by itself what it holds as soon as there is room, and stays halted", async () => {
    const suite = await bench.addSuite(cases(30));
    let makeRoom = () => {};
    bench.script = async (_request, { signal }) => {
      if (bench.requests.length === 6) makeRoom = bench.fillDisk();
      await bench.context.ports.clock.sleep(50, signal);
      return `yes ${"x".repeat(20_000)}`;
    };
    const id = await bench.start(suite);
    const live = bench.context.live.get(id);
    await bench.follow(id);
    makeRoom();
    await live?.done;
    const run = await bench.lathe.call("tests.read", { testRunId: id });
    expect(run).toMatchObject({ state: "halted", error: { code: "store.disk-full" } });
    expect(run.counts.passed).toBe(bench.requests.length);
  });
});

describe("errors that are called again", () => {
  it("are replaced in the moment in which the new attempt is stored, and not before", async () => {
    const suite = await bench.addSuite(cases(6));
    const fails = async () => {
      throw new LatheError({ code: "providers.server-error", message: "It failed." });
    };
    bench.script = async (request) => (wordOf(request) < "w2" ? fails() : "yes");
    const id = await bench.start(suite);
    expect((await bench.follow(id)).run.counts).toMatchObject({ passed: 4, errored: 2 });
    bench.requests.length = 0;
    bench.script = async (request) => (wordOf(request) === "w0" ? "yes" : fails());
    expect(await bench.lathe.call("tests.retry-errors", { testRunId: id })).toEqual({ attempts: 2 });
    const { run } = await bench.follow(id);
    expect(run).toMatchObject({ state: "done", counts: { passed: 5, errored: 1 } });
    expect(bench.requests).toHaveLength(2);
    expect([count("test_attempts"), currentAttempts()]).toEqual([8, 6]);
    const [first] = await bench.attempts(id);
    expect(first).toMatchObject({
      verdict: "pass",
      earlier: [{ error: { code: "providers.server-error" } }],
    });
  });

  it("stay what they are when the calls are cut, and the run is as complete as it was", async () => {
    const suite = await bench.addSuite(cases(3));
    bench.script = async () => {
      throw new LatheError({ code: "providers.server-error", message: "It failed." });
    };
    const id = await bench.start(suite);
    await bench.follow(id);
    bench.script = async (_request, { signal }) => {
      void bench.lathe.call("tests.cancel", { testRunId: id });
      return cutWhenAborted(signal);
    };
    await bench.lathe.call("tests.retry-errors", { testRunId: id });
    expect((await bench.follow(id)).run).toMatchObject({ state: "done", counts: { errored: 3 } });
    expect(currentAttempts()).toBe(3);
  });

  it("of a judge are judged again, and the reply that was paid for is not called again", async () => {
    const suite = await bench.addSuite(cases(2), [{ type: "llm-rubric", value: "It is polite." }]);
    const verdict = JSON.stringify({ reason: "It is.", score: 1, pass: true });
    const isJudged = (request: { model: string }) => request.model === "fake/judge";
    bench.script = async (request) => (isJudged(request) ? "no JSON at all" : "Good day.");
    const id = await bench.start(suite, { judgeModel: "fake/judge" });
    expect((await bench.follow(id)).run.counts).toMatchObject({ errored: 2 });
    bench.requests.length = 0;
    bench.script = async () => verdict;
    await bench.lathe.call("tests.retry-errors", { testRunId: id });
    const { run } = await bench.follow(id);
    expect(run.counts).toMatchObject({ passed: 2, errored: 0 });
    expect(bench.requests.map(({ model }) => model)).toEqual(["fake/judge", "fake/judge"]);
    expect(count("test_replies")).toBe(2);
  });

  it("are none in a run without errors, and nothing starts", async () => {
    const suite = await bench.addSuite(cases(2));
    const { testRunId } = await bench.run(suite);
    expect(await bench.lathe.call("tests.retry-errors", { testRunId })).toEqual({ attempts: 0 });
    expect((await bench.lathe.call("tests.read", { testRunId })).state).toBe("done");
  });
});
