import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type CheckBench,
  callOf,
  openCheckBench,
  scriptedJudge,
} from "../../../../tests/support/check-bench.ts";
import { createPairJudge, type PairQuestion } from "./pair-judge.ts";

let bench: CheckBench;
beforeEach(() => {
  bench = openCheckBench();
});
afterEach(() => bench.close());

const question: PairQuestion = {
  messages: [{ role: "human", content: "Which city is the capital of France, and since when?" }],
  inputs: {},
  expected: "Paris has been the capital of France since 987.",
  a: "Paris has been the capital of France since 987.",
  b: "Lyon is a city that many people like to visit in summer.",
};

const compare = async (of: Partial<PairQuestion> = {}, criteria = "") => {
  const costs: (number | null)[] = [];
  const judge = createPairJudge(bench.context, { model: "simulator/fast", criteria });
  const judgement = await judge.compare({ ...question, ...of }, callOf(), (cost) => void costs.push(cost));
  return { ...judgement, costs };
};

describe("the simulator as a judge of pairs", () => {
  it("prefers the reply that answers, whichever place it has, and says the same each time", async () => {
    const first = await compare();
    expect(first).toMatchObject({ outcome: "a", aFirst: "a", bFirst: "a", error: null, costs: [0] });
    expect(await compare()).toEqual(first);
    expect(await compare({ a: question.b, b: question.a })).toMatchObject({ outcome: "b" });
  });

  it("prefers the shorter of two good replies only where brevity is asked for", async () => {
    const long = `${question.a} It lies on the Seine, and people have lived there for more than two thousand years.`;
    expect((await compare({ b: long })).outcome).toBe("tie");
    expect((await compare({ b: long }, "Conciseness: short and to the point.")).outcome).toBe("a");
    expect((await compare({ a: long, b: question.a }, "简洁：言简意赅。")).outcome).toBe("b");
  });
});

describe("a judgement", () => {
  const answer = (better: string) => `{"reason": "${better} it is.", "better": "${better}"}`;
  const scripted = async (byFirst: { a: string[]; b: string[] }) => {
    const judge = scriptedJudge(bench, []);
    const left = { a: [...byFirst.a], b: [...byFirst.b] };
    bench.context.models = {
      ...judge.models,
      async call({ messages }) {
        const place = (text: string) => messages[1]?.content.indexOf(text) ?? -1;
        const text = left[place(question.a) < place(question.b) ? "a" : "b"].shift() ?? "";
        return {
          reply: { text, toolCalls: [], finishReason: "stop", usage: null },
          costUsd: 0.001,
          latencyMs: 1,
          firstTokenMs: null,
          recorded: false,
        };
      },
    };
    return compare({ expected: null });
  };

  it("is a tie where the two orders disagree, with what was said in both", async () => {
    expect(await scripted({ a: [answer("A")], b: [answer("A")] })).toMatchObject({
      aFirst: "a",
      bFirst: "b",
      outcome: "tie",
      reason: "A it is. ⇄ A it is.",
      costs: [0.002],
    });
  });

  it("turns the letters of the second order round", async () => {
    expect(await scripted({ a: [answer("B")], b: [answer("A")] })).toMatchObject({
      outcome: "b",
      bFirst: "b",
    });
  });

  it("is an error where one order has no answer, keeps the other one, and counts what both have cost", async () => {
    const judgement = await scripted({ a: [answer("A")], b: ["B, I think.", "B!"] });
    expect(judgement).toMatchObject({
      aFirst: "a",
      bFirst: null,
      outcome: "error",
      error: { code: "experiments.judge-failed" },
    });
    expect(judgement.costs[0]).toBeCloseTo(0.003, 12);
  });
});

it("the hash of a judge is another one for other criteria or another model, and only then", () => {
  const hashOf = (criteria: string, model = "fake/a") =>
    createPairJudge(bench.context, { model, criteria }).hash;
  expect(hashOf("")).toBe(hashOf("  \n"));
  expect(hashOf("Brief.")).toBe(hashOf(" Brief. "));
  expect(new Set([hashOf(""), hashOf("Brief."), hashOf("", "fake/b")]).size).toBe(3);
});
