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
