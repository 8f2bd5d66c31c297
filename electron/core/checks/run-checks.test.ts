import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { check } from "#shared/model/check.ts";
import { type CheckBench, openCheckBench, scriptedJudge } from "../../../tests/support/check-bench.ts";
import { updateSettings } from "../settings/index.ts";
import { checkHandlers, estimateJudges, judgeHashOf } from "./index.ts";

let bench: CheckBench;
beforeEach(() => {
  bench = openCheckBench();
});
afterEach(() => bench.close());

const rubric = { type: "llm-rubric", value: "Is polite." };
const parsed = (...checks: object[]) => checks.map((one) => check.parse(one));

describe("the checks of a reply", () => {
  it("have their results in their order, whichever was done first", async () => {
    const results = await bench.run(
      [
        { type: "javascript", value: "output.length", options: { enabled: true } },
        { type: "contains", value: "hello" },
        { type: "llm-rubric", value: "Mentions turtles." },
        { type: "regex", value: "^h.l" },
        { type: "contains", value: "bye" },
        { type: "is-json", value: { type: "object" } },
      ],
      { output: "hello" },
    );
    expect(results.map(({ state }) => state)).toEqual(["pass", "pass", "fail", "pass", "fail", "fail"]);
  });

  it("do not infect each other: what hangs or cannot be used is an error of its own", async () => {
    const results = await bench.run(
      [
        { type: "regex", value: "^(a+)+$" },
        { type: "regex", value: "(" },
        { type: "contains", value: "a" },
        { type: "javascript", value: "for (;;) {}", options: { enabled: true } },
        { type: "regex", value: "b$" },
      ],
      { output: `${"a".repeat(40)}b` },
    );
    expect(results.map(({ state }) => state)).toEqual(["error", "error", "pass", "error", "pass"]);
    expect(results.map(({ reason }) => reason.code)).toEqual(
      expect.arrayContaining(["too-slow", "bad-regex", "matches"]),
    );
  });

  it("that ask no model cost nothing, and ask none", async () => {
    bench.context.models = scriptedJudge(bench, []).models;
    const [result] = await bench.run([{ type: "contains", value: "x" }], { output: "x" });
    expect(result).toMatchObject({ state: "pass", costUsd: 0 });
  });
});

describe("trying checks", () => {
  const attempt = (input: object) =>
    checkHandlers(bench.context)["checks.try"](
      {
        output: "hello",
        inputs: {},
        expected: null,
        threshold: null,
        judgeModel: "simulator/fast",
        ...input,
      } as never,
      { signal: new AbortController().signal },
    );

  it("answers results, the verdict and what the judges cost", async () => {
    const answer = await attempt({
      checks: parsed({ type: "contains", value: "hell" }, { type: "equals", value: "x" }),
    });
    expect(answer).toMatchObject({ verdict: "fail", score: 0.5, costUsd: 0 });
    expect(await attempt({ checks: parsed({ type: "human" }) })).toMatchObject({
      verdict: "unscored",
    });
  });

  it("costs an unknown sum where a judge's cost is unknown", async () => {
    const good = '{"reason": "x", "score": 1, "pass": true}';
    bench.context.models = scriptedJudge(bench, [{ text: good, costUsd: null }]).models;
    expect(await attempt({ checks: parsed(rubric, { type: "contains", value: "hell" }) })).toMatchObject({
      verdict: "pass",
      costUsd: null,
    });
  });

  it("shows a judge the values of the case, where there was no request", async () => {
    const judge = scriptedJudge(bench, ['{"reason": "x", "score": 1, "pass": true}']);
    bench.context.models = judge.models;
    await attempt({ checks: parsed(rubric), inputs: { topic: "turtles" } });
    expect(judge.asked[0]?.messages[1]?.content).toContain("request\ntopic: turtles\n");
  });
});

describe("the hash of the judges", () => {
  const hash = (checks: object[], model: string | null = "acme/large") =>
    judgeHashOf(bench.context, parsed(...checks), model);

  it("is none where no check asks a model", () => {
    expect(
      hash([
        { type: "contains", value: "x" },
        { type: "javascript", value: "1" },
      ]),
    ).toBeNull();
  });

  it("is the same for the same judges, in any order, however often, whatever else is checked", () => {
    const other = { type: "g-eval", value: "Is short." };
    expect(hash([rubric, other])).toMatch(/^[0-9a-f]{64}$/);
    expect(hash([other, { type: "contains", value: "x" }, rubric, rubric])).toBe(hash([rubric, other]));
    expect(hash([{ ...rubric, weight: 3, threshold: 0.4, not: true }])).toBe(hash([rubric]));
  });

  it.each<[string, object, string?]>([
    ["another rubric", { type: "llm-rubric", value: "Is rude." }],
    ["a shipped rubric", { ...rubric, options: { rubricId: "correctness" } }],
    ["a model of its own", { ...rubric, options: { model: "other/judge" } }],
    ["another kind of judge", { type: "g-eval", value: "Is polite." }],
    ["the run's other model", rubric, "acme/small"],
  ])("is another one for %s", (_what, changed, model = "acme/large") => {
    expect(hash([changed], model)).not.toBe(hash([rubric]));
  });

  it("follows the default model of Settings where nobody names one", () => {
    const before = hash([rubric], null);
    updateSettings(bench.db, { defaultModel: "acme/large" });
    expect(hash([rubric], null)).not.toBe(before);
    expect(hash([rubric], null)).toBe(hash([rubric], "acme/large"));
  });
});

describe("the estimate of the judges", () => {
  const estimate = (checks: object[], more = {}) =>
    estimateJudges(bench.context, parsed(...checks), {
      inputTokens: 100,
      outputTokens: 200,
      judgeModel: "acme/large",
      ...more,
    });

  it("counts calls by model: one for each criterion, two for a comparison, none for the rest", () => {
    const checks = [
      rubric,
      { type: "contains", value: "x" },
      { type: "g-eval", value: ["a", "b", "c"] },
      { type: "select-best", value: "x", options: { model: "other/judge" } },
      { type: "similar" },
    ];
    expect(estimate(checks).map(({ model, calls }) => [model, calls])).toEqual([
      ["acme/large", 4],
      ["other/judge", 2],
      ["simulator/embedding", 1],
    ]);
    expect(estimate([{ type: "contains", value: "x" }])).toEqual([]);
  });

  it("grows with what is shown to the judge, and comes near what a call takes", async () => {
    const [small] = estimate([rubric]);
    const [large] = estimate([rubric], { inputTokens: 1_100 });
    expect((large?.inputTokens ?? 0) - (small?.inputTokens ?? 0)).toBe(1_000);

    const words = "hello there ".repeat(100);
    await bench.one(rubric, { messages: [{ role: "human", content: words }], output: words });
    const row = bench.db.get<{ reply_json: string }>("reply", "SELECT reply_json FROM recordings");
    const { inputTokens } = JSON.parse(row?.reply_json ?? "{}").usage;
    const [guess] = estimate([rubric], { inputTokens: 200, outputTokens: 200 });
    expect((guess?.inputTokens ?? 0) / inputTokens).toBeGreaterThan(0.8);
    expect((guess?.inputTokens ?? 0) / inputTokens).toBeLessThan(1.25);
  });
});
