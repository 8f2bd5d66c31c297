import { beforeEach, describe, expect, it } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";
import type { Input } from "#shared/contract/operations.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { type ExperimentBench, openExperimentBench } from "../../../tests/support/experiment-bench.ts";
import { cases } from "../../../tests/support/test-run-bench.ts";
import type { ModelCallHooks, ModelRequest } from "../providers/index.ts";
import { stopAllJudging } from "./judge.ts";

let bench: ExperimentBench;
/** How the judge answers to two replies, by their place; every other call is an arm's. */
let judge: (first: string, second: string, hooks: ModelCallHooks, request: ModelRequest) => unknown;
let judged: ModelRequest[];

const partOf = (text: string, name: string): string =>
  new RegExp(`^<<<([0-9a-f]{16}) ${name}\\n([\\s\\S]*?)\\n\\1 ${name}>>>$`, "m").exec(text)?.[2] ?? "";

beforeEach(() => {
  bench = openExperimentBench();
  judged = [];
  judge = (first, second) => (first.endsWith("polite") ? "A" : second.endsWith("polite") ? "B" : "tie");
  bench.tests.script = async (request, hooks) => {
    const [system, asked] = request.messages;
    if (!system?.content.startsWith("You are Lathe's judge")) return `answer to ${system?.content}`;
    judged.push(request);
    const text = asked?.content ?? "";
    const answer = await judge(partOf(text, "reply A"), partOf(text, "reply B"), hooks, request);
    if (!["A", "B", "tie"].includes(String(answer))) return String(answer);
    const reply = { text: JSON.stringify({ reason: "Because.", better: answer }) };
    return { reply, costUsd: 0.0005 };
  };
});

const compare = async (count: number, more = {}): Promise<ExperimentId> =>
  (await bench.run(await bench.tests.addSuite(cases(count)), more)).experimentId;

type Wish = Partial<Input<"experiments.judge">>;

const ask = (experimentId: ExperimentId, more: Wish = {}, lathe = bench.lathe) =>
  lathe.call("experiments.judge", { experimentId, model: "fake/judge", ...more });

/** Asks and waits until it stands still. */
async function askToEnd(id: ExperimentId, more: Wish = {}, { context, lathe } = { ...bench }) {
  const { pairs } = await ask(id, more, lathe);
  const live = context.judging.get(id);
  await live?.ended;
  return { pairs, error: live?.error ?? null, done: live?.done ?? 0 };
}

const tally = async (experimentId: ExperimentId, pair = {}) =>
  (await bench.lathe.call("experiments.preferences", { experimentId, ...pair })).judge;

describe("a judge of pairs", () => {
  it("that prefers whatever stands first ends in ties alone, and is shown for what it is", async () => {
    judge = () => "A";
    const id = await compare(6);
    await askToEnd(id);
    expect(await tally(id)).toMatchObject({
      winsA: 0,
      winsB: 0,
      ties: 6,
      errors: 0,
      flipRate: 1,
      rate: 0.5,
      interval: null,
      p: null,
    });
  });

  it("that prefers one arm in both orders gives it the win, and what it cost is counted", async () => {
    const id = await compare(5);
    expect(await tally(id)).toBeNull();
    expect(await askToEnd(id)).toEqual({ pairs: 5, error: null, done: 5 });
    expect(judged).toHaveLength(10);
    const told = await tally(id);
    expect(told).toMatchObject({ winsA: 0, winsB: 5, ties: 0, errors: 0, flipRate: 0 });
    expect(told?.costUsd).toBeCloseTo(10 * 0.0005, 12);
    expect(await tally(id, { a: 1, b: 0 })).toMatchObject({ winsA: 5, winsB: 0, rate: 0 });
  });

  it("reads the inputs alone where the arms send different words: neither prompt measures the other's reply", async () => {
    const id = await compare(1);
    await askToEnd(id);
    const request = partOf(judged[0]?.messages[1]?.content ?? "", "request");
    expect(request).toBe("word: w0");
  });

  it("reads what was sent where both arms send the same, and differ in their model", async () => {
    const source = { kind: "content" as const, content: bench.styled("well") };
    const arms = (["fake/m", "fake/n"] as const).map((model) => ({
      promptId: bench.tests.promptId,
      source,
      model,
    }));
    const answer = bench.tests.script;
    bench.tests.script = async (request, hooks) =>
      request.model === "fake/n" ? "another answer" : answer(request, hooks);
    const id = await compare(1, { arms });
    await askToEnd(id);
    expect(partOf(judged[0]?.messages[1]?.content ?? "", "request")).toBe("User:\nSay w0 well");
  });

  it("that has no answer is an error and no tie, and is asked again for that pair alone", async () => {
    judge = (first) => (first.includes("w1 ") ? "I like both." : "tie");
    const id = await compare(3);
    await askToEnd(id);
    expect(await tally(id)).toMatchObject({ ties: 2, errors: 1, winsA: 0, winsB: 0, flipRate: 0 });
    const before = judged.length;
    judge = (first) => (first.endsWith("polite") ? "A" : "B");
    expect(await askToEnd(id)).toMatchObject({ pairs: 1, done: 1 });
    expect(judged.length - before).toBe(2);
    expect(await tally(id)).toMatchObject({ ties: 2, errors: 0, winsB: 1 });
    expect(await ask(id)).toEqual({ pairs: 0 });
  });

  it("with other criteria or another model is another judge: it is asked for everything, and the last one counts", async () => {
    const id = await compare(2);
    await askToEnd(id);
    judge = () => "tie";
    expect(await askToEnd(id, { criteria: "Brevity." })).toMatchObject({ pairs: 2 });
    expect(await tally(id)).toMatchObject({ winsB: 0, ties: 2 });
    expect(judged.at(-1)?.messages[0]?.content).toMatch(/Criteria:\nBrevity\.$/);
    expect(await askToEnd(id, { model: "fake/other" })).toMatchObject({ pairs: 2 });
    expect(await ask(id)).toEqual({ pairs: 0 });
  });

  it("is not asked about replies that are the same, nor about those that are not there", async () => {
    const answer = bench.tests.script;
    bench.tests.script = async (request, hooks) => {
      const said = request.messages[0]?.content ?? "";
      if (said.startsWith("Say w0 ")) return "the same";
      if (said === "Say w1 polite") throw new Error("no answer");
      return answer(request, hooks);
    };
    const id = await compare(4);
    expect(await askToEnd(id)).toMatchObject({ pairs: 2 });
    expect(await tally(id)).toMatchObject({ winsB: 2, identical: 1, errors: 0 });
  });

  it("knows the pairs of an extension from those before, and asks for the new ones alone", async () => {
    const id = await compare(5, { cases: 2, mayExtend: true });
    expect(await askToEnd(id)).toMatchObject({ pairs: 2 });
    await bench.lathe.call("experiments.extend", { experimentId: id });
    await bench.follow(id);
    expect(await askToEnd(id)).toMatchObject({ pairs: 3 });
    expect(await tally(id)).toMatchObject({ winsB: 5, ties: 0 });
  });
});

describe("the money of a judge", () => {
  it("never goes over the cap, is told with the reason, and a higher cap finishes the rest", async () => {
    bench.tests.price = { inputPerMillion: 0.1, outputPerMillion: 1, asOf: "2026-11-24" };
    const id = await compare(12);
    const { error, done } = await askToEnd(id, { maxCostUsd: 0.005 });
    expect(error).toMatchObject({ code: "experiments.judge-capped", details: { capUsd: 0.005 } });
    expect(done).toBeGreaterThan(0);
    const told = await tally(id);
    expect(told?.winsB).toBe(done);
    expect(told?.costUsd).toBeLessThanOrEqual(0.005 + 1e-12);
    const { judging } = await bench.lathe.call("experiments.read", { experimentId: id });
    expect(judging).toMatchObject({ planned: 12, done, error: { code: "experiments.judge-capped" } });

    // What was spent before counts: the same cap is used up.
    expect((await askToEnd(id, { maxCostUsd: 0.005 })).error).toMatchObject({
      code: "experiments.judge-capped",
    });
    expect((await tally(id))?.costUsd).toBeLessThanOrEqual(0.005 + 1e-12);
    expect(await askToEnd(id, { maxCostUsd: 1 })).toMatchObject({ error: null });
    expect(await tally(id)).toMatchObject({ winsB: 12, errors: 0 });
    expect((await tally(id))?.costUsd).toBeCloseTo(12 * 0.001, 12);
  });

  it("is in the sum of what was spent since, and not in it when it was spent before", async () => {
    const id = await compare(3);
    const since = new Date(bench.tests.context.ports.clock.now()).toISOString();
    await askToEnd(id);
    expect(await bench.lathe.call("experiments.spend", { since })).toEqual({
      costUsd: expect.closeTo(3 * 0.001, 12),
      judgements: 3,
      unknownCost: 0,
    });
    const later = new Date(Date.parse(since) + 86_400_000).toISOString();
    expect(await bench.lathe.call("experiments.spend", { since: later })).toMatchObject({
      costUsd: 0,
      judgements: 0,
    });
  });

  it("cannot be capped where nobody knows the price, and nothing is asked", async () => {
    const id = await compare(2);
    bench.tests.price = null;
    await expect(ask(id, { maxCostUsd: 1 })).rejects.toMatchObject({
      code: "experiments.judge-price-unknown",
      details: { model: "fake/judge" },
    });
    expect(judged).toEqual([]);
    expect(bench.context.judging.size).toBe(0);
  });

  it("is unknown as soon as a call was cut that may have been charged", async () => {
    const id = await compare(1);
    judge = (_first, _second, { signal, onUnknownCost }) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener("abort", () => {
          onUnknownCost();
          reject(signal.reason);
        }),
      );
    await ask(id);
    await bench.lathe.call("experiments.stop-judge", { experimentId: id });
    expect(await tally(id)).toMatchObject({ winsB: 0, ties: 0, errors: 0, costUsd: null, flipRate: null });
  });
});

describe("judging", () => {
  /** Answers the first calls, and then none until it is cut. */
  function hangAfter(calls: number): { isHanging: Promise<void> } {
    const { promise, resolve } = Promise.withResolvers<void>();
    const answer = judge;
    let asked = 0;
    judge = (first, second, hooks, request) => {
      asked += 1;
      if (asked <= calls) return answer(first, second, hooks, request);
      resolve();
      return new Promise((_resolve, reject) =>
        hooks.signal.addEventListener("abort", () => reject(hooks.signal.reason)),
      );
    };
    return { isHanging: promise };
  }

  it("stops at once, keeps what it has, and goes on with the rest when it is asked again", async () => {
    const id = await compare(6);
    bench.tests.limits = { concurrency: 1, requestsPerMinute: null, tokensPerMinute: null };
    const { isHanging } = hangAfter(4);
    await ask(id);
    await isHanging;
    await bench.lathe.call("experiments.stop-judge", { experimentId: id });
    expect(bench.context.judging.size).toBe(0);
    expect(await tally(id)).toMatchObject({ winsB: 2, errors: 0 });
    judge = () => "tie";
    expect(await askToEnd(id)).toMatchObject({ pairs: 4 });
    expect(await tally(id)).toMatchObject({ winsB: 2, ties: 4, errors: 0 });
  });

  it("goes on in another program, after a sudden end of the first, with what has no judgement yet", async () => {
    const id = await compare(6);
    bench.tests.limits = { concurrency: 1, requestsPerMinute: null, tokensPerMinute: null };
    const { isHanging } = hangAfter(6);
    await ask(id);
    await isHanging;
    const other = bench.reopen(4_343);
    const before = judged.length;
    judge = () => "tie";
    expect(await askToEnd(id, {}, { ...bench, ...other })).toMatchObject({ pairs: 3, done: 3 });
    expect(judged.length - before).toBe(6);
    expect(await tally(id)).toMatchObject({ winsB: 3, ties: 3 });
    await stopAllJudging(bench.context);
  });

  it("is halted by a refused key after the calls under way, says why, and can be asked again", async () => {
    const id = await compare(30);
    const refused = { code: "providers.key-rejected", message: "The key was rejected.", retryable: false };
    judge = () => Promise.reject(new LatheError(refused));
    const { error, done } = await askToEnd(id);
    expect({ code: error?.code, done }).toEqual({ code: "providers.key-rejected", done: 0 });
    // Four at once, of two calls each; not sixty.
    expect(judged.length).toBeLessThanOrEqual(8);
    expect(await tally(id)).toBeNull();
    const { judging } = await bench.lathe.call("experiments.read", { experimentId: id });
    expect(judging?.error?.code).toBe("providers.key-rejected");
    judge = () => "tie";
    expect(await askToEnd(id)).toMatchObject({ pairs: 30, error: null });
    expect((await bench.lathe.call("experiments.read", { experimentId: id })).judging).toBeNull();
    expect(await tally(id)).toMatchObject({ ties: 30, errors: 0 });
  });

  it("is halted by a full disk instead of paying for what it cannot keep", async () => {
    const id = await compare(40);
    const makeRoom = bench.tests.fillDisk();
    const { error } = await askToEnd(id);
    expect(error).toMatchObject({ code: "store.disk-full" });
    expect(judged.length).toBeLessThan(80);
    makeRoom();
    await askToEnd(id);
    expect(await tally(id)).toMatchObject({ winsB: 40, errors: 0 });
  });

  it("is not begun a second time beside itself, which would pay for everything twice", async () => {
    const id = await compare(3);
    const { isHanging } = hangAfter(0);
    await ask(id);
    await isHanging;
    await expect(ask(id)).rejects.toMatchObject({ code: "experiments.judging" });
    await stopAllJudging(bench.context);
    expect(bench.context.judging.size).toBe(0);
  });

  it("tells the pages when it is over, and they read it without asking", async () => {
    const id = await compare(2);
    bench.tests.events.length = 0;
    await askToEnd(id);
    await Promise.resolve();
    expect(bench.tests.events.at(-1)).toEqual({ type: "experiment.changed", experimentId: id });
    expect(bench.tests.events.length).toBeLessThanOrEqual(3);
  });
});
