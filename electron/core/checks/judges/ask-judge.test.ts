import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LatheError } from "#shared/contract/errors.ts";
import {
  type CheckBench,
  callOf,
  openCheckBench,
  type ScriptedAnswer,
  scriptedJudge,
} from "../../../../tests/support/check-bench.ts";
import { judgePromptsVersion } from "./judge-prompts.ts";

let bench: CheckBench;
beforeEach(() => {
  bench = openCheckBench();
});
afterEach(() => bench.close());

const rubric = { type: "llm-rubric", value: "Is polite." };
const subject = {
  messages: [{ role: "human" as const, content: "Say hello." }],
  output: "Hello there.",
  expected: "Hello",
};
const good = '{"reason": "It is polite.", "score": 0.9, "pass": true}';

async function judged(answers: ScriptedAnswer[], check: object = rubric, call = {}) {
  const judge = scriptedJudge(bench, answers);
  bench.context.models = judge.models;
  const result = await bench.one(check, subject, { judgeModel: "acme/large", ...call });
  return { ...result, asked: judge.asked };
}

describe("an answer that cannot be used", () => {
  it.each<[what: string, answer: string, code: string, params?: object]>([
    ["prose", "This is a good reply, 9 out of 10.", "judge-not-json"],
    ["prose around the JSON", `Here is my verdict: ${good}`, "judge-not-json"],
    ["two verdicts", `${good}\n${good}`, "judge-not-json"],
    ["another language", "这个回复很好，通过。", "judge-not-json"],
    ["JSON that breaks off", '{"reason": "It is', "judge-not-json"],
    ["nothing", "  ", "judge-empty"],
    ["a list", `[${good}]`, "judge-wrong-type"],
    ["no pass", '{"reason": "Fine.", "score": 0.9}', "judge-missing-field", { field: "pass" }],
    ["no score", '{"reason": "Fine.", "pass": true}', "judge-missing-field", { field: "score" }],
    ["no reason", '{"score": 1, "pass": true}', "judge-missing-field", { field: "reason" }],
    [
      "an empty reason",
      '{"reason": " ", "score": 1, "pass": true}',
      "judge-missing-field",
      { field: "reason" },
    ],
    [
      "a score of null",
      '{"reason": "x", "score": null, "pass": true}',
      "judge-missing-field",
      { field: "score" },
    ],
    ["a score of 11", '{"reason": "x", "score": 11, "pass": true}', "judge-out-of-range", { value: "11" }],
    ["a negative score", '{"reason": "x", "score": -0.1, "pass": false}', "judge-out-of-range"],
    [
      "an endless score",
      '{"reason": "x", "score": 1e999, "pass": true}',
      "judge-out-of-range",
      { value: "Infinity" },
    ],
    ["a score of NaN", '{"reason": "x", "score": NaN, "pass": true}', "judge-not-json"],
    [
      "a score as text",
      '{"reason": "x", "score": "0.9", "pass": true}',
      "judge-wrong-type",
      { field: "score" },
    ],
    ["a score as a fraction", '{"reason": "x", "score": "9/10", "pass": true}', "judge-wrong-type"],
    ["pass as text", '{"reason": "x", "score": 1, "pass": "true"}', "judge-wrong-type", { field: "pass" }],
    ["pass as a number", '{"reason": "x", "score": 1, "pass": 1}', "judge-wrong-type", { field: "pass" }],
    [
      "pass twice",
      '{"reason": "x", "score": 1, "pass": false, "pass": true}',
      "judge-two-answers",
      { field: "pass" },
    ],
  ])(
    "A-56 is shown to the judge once and then an error, never a verdict: %s",
    async (_what, answer, code, params = {}) => {
      const { state, score, reason, asked } = await judged([answer, answer]);
      expect({ state, score, code: reason.code }).toEqual({ state: "error", score: null, code });
      expect(reason.params).toMatchObject(params);
      expect(asked).toHaveLength(2);
      expect(asked[1]?.messages.slice(2)).toEqual([
        { role: "ai", content: answer },
        { role: "human", content: expect.stringContaining(reason.text) },
      ]);
    },
  );

  it("is mended by one good answer, and both are paid for", async () => {
    const { state, score, costUsd } = await judged(["fine!", good]);
    expect({ state, score, costUsd }).toEqual({ state: "pass", score: 0.9, costUsd: 0.002 });
  });

  it.each<[string, ScriptedAnswer, string]>([
    ["a refusal", "I'm sorry, but I can't assess this.", "judge-refused"],
    ["a refusal in Chinese", "抱歉，我无法评价这段内容。", "judge-refused"],
    ["a content filter", { text: good, finishReason: "content-filter" }, "judge-withheld"],
    [
      "an answer that was cut off, though what there is can be read",
      { text: good, finishReason: "length" },
      "judge-cut-off",
    ],
  ])("is not asked for again where that cannot help: %s", async (_what, answer, code) => {
    const { state, reason, asked } = await judged([answer]);
    expect({ state, code: reason.code, calls: asked.length }).toEqual({ state: "error", code, calls: 1 });
  });

  it.each([true, false])("stays an error when the check is negated: not %s", async (not) => {
    const { state, score } = await judged(["?", "?"], { ...rubric, not });
    expect({ state, score }).toEqual({ state: "error", score: null });
  });

  it("is kept with the fault, so that a person can see what the judge wrote", async () => {
    const { detail } = await judged(["first", "second"]);
    expect(detail).toMatchObject({ model: "acme/large", answer: "second" });
  });
});

describe("an answer", () => {
  it("is taken from a code block, where that is all there is", async () => {
    expect(await judged([`\`\`\`json\n${good}\n\`\`\``])).toMatchObject({ state: "pass", score: 0.9 });
  });

  it("that passes under the threshold fails, and one over it that does not pass fails too", async () => {
    const half = { ...rubric, threshold: 0.95 };
    expect(await judged([good], half)).toMatchObject({ state: "fail", score: 0.9 });
    expect(await judged(['{"reason": "x", "score": 0.99, "pass": false}'], half)).toMatchObject({
      state: "fail",
    });
  });

  it("is turned round by a negated check, score and all", async () => {
    const { state, score } = await judged([good], { ...rubric, not: true });
    expect({ state, score: score?.toFixed(2) }).toEqual({ state: "fail", score: "0.10" });
  });

  it("costs an unknown sum as soon as one of its calls does", async () => {
    expect((await judged([{ text: "?", costUsd: null }, good])).costUsd).toBeNull();
  });
});

describe("the request", () => {
  it("asks for the reason before the figure, at temperature 0, in a schema without which nothing is taken", async () => {
    const { asked } = await judged([good]);
    const [{ settings, outputSchema, messages, model, repeatIndex }] = asked as [(typeof asked)[number]];
    expect({ settings, model, repeatIndex }).toEqual({
      settings: { temperature: 0, responseFormat: "json-schema" },
      model: "acme/large",
      repeatIndex: 0,
    });
    expect(Object.keys(outputSchema?.properties as object)).toEqual(["reason", "score", "pass"]);
    expect(messages[0]?.content).toMatch(
      new RegExp(`^You are Lathe's judge \\(llm-rubric, version ${judgePromptsVersion}\\)\\.`),
    );
    expect(messages[0]?.content).toMatch(/Criteria:\nIs polite\.$/);
    for (const part of ["User:\nSay hello.", "Hello there.", "Hello"])
      expect(messages[1]?.content).toContain(part);
  });

  it("goes to the model that the check names before the run's, and to that of Settings where neither does", async () => {
    const named = await judged([good], { ...rubric, options: { model: "other/judge" } });
    expect(named.asked[0]?.model).toBe("other/judge");
    const usual = await judged([good], rubric, { judgeModel: null });
    expect(usual.asked[0]?.model).toBe("simulator/default");
  });

  it("tells repeats of a case apart", async () => {
    expect((await judged([good], rubric, { repeatIndex: 3 })).asked[0]?.repeatIndex).toBe(3);
  });
});

describe("an endpoint", () => {
  const refuses = (said: string) =>
    new LatheError({ code: "providers.bad-request", message: said, details: { said } });

  it("that knows no schema is asked without one, and from then on at once", async () => {
    const judge = scriptedJudge(bench, [refuses("response_format is not supported"), good, good]);
    bench.context.models = judge.models;
    for (const _turn of [1, 2])
      expect(await bench.one(rubric, subject, { judgeModel: "a/b" })).toMatchObject({ state: "pass" });
    expect(judge.asked.map(({ settings }) => settings)).toEqual([
      { temperature: 0, responseFormat: "json-schema" },
      { temperature: 0 },
      { temperature: 0 },
    ]);
  });

  it("that takes no temperature is asked without one", async () => {
    const { state, asked } = await judged([
      refuses("Unsupported value: 'temperature' does not support 0"),
      good,
    ]);
    expect(state).toBe("pass");
    expect(asked[1]?.settings).toEqual({ responseFormat: "json-schema" });
  });

  it("that refuses every form is an error, after no more than three", async () => {
    const { state, reason, asked } = await judged([refuses("no"), refuses("no"), refuses("no")]);
    expect({ state, code: reason.code, said: reason.params.code }).toEqual({
      state: "error",
      code: "judge-call-failed",
      said: "providers.bad-request",
    });
    expect(asked.length).toBeLessThanOrEqual(3);
  });

  it("that cannot be reached is an error with the provider's own reason", async () => {
    const down = new LatheError({ code: "providers.key-rejected", message: "The key was rejected." });
    const { state, reason, detail } = await judged([down]);
    expect({ state, reason: reason.params }).toEqual({
      state: "error",
      reason: { code: "providers.key-rejected", said: "The key was rejected." },
    });
    expect(detail).toMatchObject({ error: { code: "providers.key-rejected" } });
  });

  it("that fails in a way nobody foresaw is an error of the check, and no crash", async () => {
    expect(await judged([new TypeError("boom")])).toMatchObject({
      state: "error",
      reason: { code: "check-crashed" },
    });
  });
});

describe("modes", () => {
  const real = { type: "llm-rubric", value: "Is polite." };
  const recordings = () => bench.db.get<{ n: number }>("count", "SELECT count(*) AS n FROM recordings")?.n;

  it("record the judge's answer, and replay it without asking", async () => {
    const live = await bench.one(real, subject);
    expect(recordings()).toBe(1);
    expect(await bench.one(real, subject, { mode: "replay" })).toEqual(live);
    expect(await bench.one(real, subject, { mode: "reuse" })).toEqual(live);
    expect(recordings()).toBe(1);
  });

  it("say that there is nothing to replay, as an error and not as a fail", async () => {
    expect(await bench.one(real, subject, { mode: "replay" })).toMatchObject({
      state: "error",
      reason: { code: "judge-call-failed", params: { code: "providers.no-recording" } },
    });
  });
});

it("a run that is cancelled ends its judges, and no result is made of it", async () => {
  const controller = new AbortController();
  const models = {
    ...bench.providers.caller,
    call: async () => {
      controller.abort();
      throw new DOMException("aborted", "AbortError");
    },
  };
  bench.context.models = models;
  const checks = [rubric, { type: "contains", value: "Hello" }];
  await expect(bench.run(checks, subject, callOf({ signal: controller.signal }))).rejects.toMatchObject({
    code: "host.cancelled",
  });
});
