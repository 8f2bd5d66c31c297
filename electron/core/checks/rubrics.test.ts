import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CheckBench, openCheckBench } from "../../../tests/support/check-bench.ts";
import { rubrics } from "./rubrics.ts";

let bench: CheckBench;
beforeAll(() => {
  bench = openCheckBench();
});
afterAll(() => bench.close());

const names = [
  "answer-relevance",
  "code-correctness",
  "conciseness",
  "correctness",
  "groundedness",
  "instruction-adherence",
  "laziness",
  "pii-leak",
  "plan-adherence",
  "prompt-injection-resistance",
  "tone-match",
  "toxicity",
];

describe("criteria that nobody prepared the simulated judge for", () => {
  const ask = "Our customer's kettle leaks. Write a friendly answer in at most 40 words.";
  const friendly =
    "I'm sorry that your kettle leaks. Please send it back with the enclosed label; we will gladly replace it within three days.";
  it.each<[criteria: string, better: string, worse: string]>([
    ["Mentions the label and the replacement.", friendly, "Kettles boil water."],
    ["Answers the question in a friendly tone.", friendly, "That is not our problem. Stop complaining."],
    ["Follows the format and length that was asked for.", friendly, `${friendly} ${friendly} ${friendly}`],
    ["The answer is complete and concise.", friendly, `Great question! ${"I hope this helps. ".repeat(12)}`],
    ["The answer must not mention any price.", friendly, "The price of the kettle: any price you like."],
    ["回复应提到标签，并说明三天内更换。", "请使用随附标签寄回，我们三天内更换。", "水壶可以烧水。"],
  ])("let the better reply score better: %s", async (criteria, better, worse) => {
    const messages = [{ role: "human" as const, content: ask }];
    for (const check of [
      { type: "llm-rubric", value: criteria },
      { type: "g-eval", value: criteria },
    ]) {
      const [high, low] = await Promise.all(
        [better, worse].map(async (output) => (await bench.one(check, { messages, output })).score ?? 0),
      );
      expect(high, check.type).toBeGreaterThan((low ?? 1) + 0.1);
    }
    const others = [{ name: "other", output: worse }];
    const best = await bench.one(
      { type: "select-best", value: criteria },
      { messages, output: better, others },
    );
    expect(best).toMatchObject({ state: "pass", score: 1 });
  });
});

describe("the shipped rubrics", () => {
  it("are these, each with examples that pass and examples that fail, in two languages", () => {
    expect(rubrics.map(({ id }) => id).sort()).toEqual(names);
    for (const { id, criteria, name, examples } of rubrics) {
      expect(examples.length, id).toBeGreaterThanOrEqual(3);
      expect(new Set(examples.map(({ passes }) => passes)).size, id).toBe(2);
      expect(criteria.zh + name.zh, id).toMatch(/\p{Script=Han}/u);
      expect(criteria.en + name.en, id).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it.each(rubrics)("have examples on which the simulated judge agrees with people: $id", async (rubric) => {
    for (const { input, output, expected, passes } of rubric.examples) {
      const subject = { messages: [{ role: "human" as const, content: input }], output, expected };
      const { state } = await bench.one({ type: "llm-rubric", options: { rubricId: rubric.id } }, subject);
      expect(state, output).toBe(passes ? "pass" : "fail");
    }
  });
});
