import { describe, expect, test } from "vitest";
import { call, callRows, expectedCalls, mark } from "../../tests/support/check-call-rows.ts";
import { type Row, textRows, type Written } from "../../tests/support/check-rows.ts";
import { inProcess, nothingIsolated, subjectOf } from "../../tests/support/check-subject.ts";
import { check as checkModel } from "../model/check.ts";
import { definitionOf, offeredTypes } from "./definitions.ts";
import { evaluateCheck } from "./evaluate-check.ts";
import type { CheckSubject } from "./subject.ts";

const rows: Row[] = [...textRows, ...callRows];

const read = (reply: string | Partial<CheckSubject>) =>
  subjectOf(typeof reply === "string" ? { output: reply } : reply);
const evaluate = async (written: Written, reply: string | Partial<CheckSubject>) =>
  evaluateCheck(checkModel.parse(written), read(reply), inProcess);

test.each(rows)("%j on %j: %s, %s", async (written, reply, state, code) => {
  const result = await evaluate(written, reply);
  expect(result).toMatchObject({ state, reason: { code } });
  // An error and what was skipped have no score that an average could take in.
  if (state === "error" || state === "skipped") expect(result.score).toBeNull();
  else expect(result.score).toBeTypeOf("number");
});

test("no type of check that can be chosen without a model is missing from the table", () => {
  const tried = new Set(rows.map(([{ type }]) => type));
  expect(offeredTypes.filter((type) => !definitionOf(type).isJudge && !tried.has(type))).toEqual([]);
});

describe("negation", () => {
  test("turns pass into fail and the score into its rest, and leaves errors and what was skipped alone", async () => {
    for (const [written, reply, state] of rows) {
      // `not-is-json` asks for no JSON at all, and leaves the prompt's schema aside.
      if (typeof reply === "object" && reply.outputSchema) continue;
      const plain = await evaluate(written, reply);
      const negated = await evaluate({ ...written, not: written.not !== true }, reply);
      if (state === "pass" || state === "fail") {
        expect(negated.state, JSON.stringify(written)).toBe(state === "pass" ? "fail" : "pass");
        expect((negated.score ?? 0) + (plain.score ?? 0)).toBeCloseTo(1, 12);
      } else expect(negated).toEqual(plain);
    }
  });
});

describe("scores", () => {
  test.each<[Written, string | Partial<CheckSubject>, number]>([
    [{ type: "contains-all", value: ["a", "b", "c"] }, "ab", 2 / 3],
    [{ type: "json-match", value: { a: 1, b: 2, c: 3 } }, '{"a":1,"b":0,"d":1}', 1 / 4],
    [{ type: "json-match", value: [1, 2], options: { list: "ordered" } }, "[1,3,2]", 1 / 3],
    [{ type: "levenshtein", value: "sitting" }, "kitten", 1 - 3 / 7],
    [
      { type: "tool-call", value: ["a", "b"], options: { mode: "names-f1" } },
      { toolCalls: [call("a", {})] },
      2 / 3,
    ],
    [
      { type: "tool-call", value: expectedCalls, options: { mode: "arguments" } },
      { toolCalls: [call("find", { q: "x" })] },
      1 / 2,
    ],
    [{ type: "javascript", value: "7", options: { enabled: true }, threshold: 5 }, "", 1],
    [{ type: "human", options: { kind: "stars" } }, { marks: [mark("stars", "4")] }, 0.75],
  ])("%j gives a share, not only one or nothing", async (written, reply, score) => {
    expect((await evaluate(written, reply)).score).toBeCloseTo(score, 12);
  });
});

describe("what is filled in", () => {
  test("is not looked at again, so that data of a case cannot name another variable", async () => {
    const inputs = { a: "{{secret}}", secret: "42" };
    const result = await evaluate({ type: "equals", value: "<{{a}}>" }, { output: "<{{secret}}>", inputs });
    expect(result.state).toBe("pass");
  });

  test("keeps its type where it is the whole value, and is text elsewhere", async () => {
    const inputs = { list: ["a", "b"], n: 3 };
    expect(
      await evaluate({ type: "contains-all", value: "{{ list }}" }, { output: "ba", inputs }),
    ).toMatchObject({
      state: "pass",
    });
    const text = { type: "contains", value: "{{n}} of {{list}}" } as const;
    expect((await evaluate(text, { output: '3 of ["a","b"]', inputs })).state).toBe("pass");
  });

  test("is only a plain name: other braces stay as they are", async () => {
    const value = '{{#if}} {{a.b}} {"x":{"y":1}}';
    expect((await evaluate({ type: "contains", value }, value)).state).toBe("pass");
  });
});

describe("transforms", () => {
  const path = (path: string) => ({ kind: "json-path" as const, path });
  const regex = (pattern: string, group = 1) => ({ kind: "regex" as const, pattern, flags: "", group });

  test("are done one after the other, isolated ones too", async () => {
    const output = '{"answer":"  Code: AB-12 "}';
    const transform = [
      path("$.answer"),
      regex("Code: (.*)"),
      { kind: "trim" as const },
      { kind: "lower" as const },
    ];
    expect((await evaluate({ type: "equals", value: "ab-12", transform }, output)).state).toBe("pass");
  });

  test("hand on one value as it is and several as a list", async () => {
    const transform = [path("$.n[*]")];
    expect((await evaluate({ type: "equals", value: [1, 2], transform }, '{"n":[1,2]}')).state).toBe("pass");
    expect((await evaluate({ type: "equals", value: 1, transform }, '{"n":[1]}')).state).toBe("pass");
  });

  test.each([
    [path("$.a"), "no json", "transform-not-json"],
    [path("$.b"), '{"a":1}', "transform-nothing"],
    [path("$["), "{}", "bad-path"],
    [regex("x(y)"), "none", "transform-no-match"],
    [regex("x(y)?"), "x", "transform-no-match"],
    [regex("("), "x", "bad-regex"],
  ])("that cannot be done are an error, also of a negated check (%j)", async (step, output, code) => {
    const result = await evaluate({ type: "contains", value: "x", transform: [step], not: true }, output);
    expect(result).toMatchObject({ state: "error", score: null, reason: { code } });
  });
});

describe("without anything isolated", () => {
  test("a check answers at once: the engine scores thousands in a second", () => {
    const immediate = rows.filter(
      ([{ type, value, options }, reply]) =>
        type !== "regex" &&
        type !== "javascript" &&
        options?.regex === undefined &&
        !(type.endsWith("-json") && (value != null || (typeof reply === "object" && reply.outputSchema))) &&
        !(type === "tool-call" && options?.mode === undefined),
    );
    expect(immediate.length).toBeGreaterThan(150);
    for (const [written, reply] of immediate) {
      const result = evaluateCheck(checkModel.parse(written), read(reply), nothingIsolated);
      expect(result, JSON.stringify(written)).not.toBeInstanceOf(Promise);
    }
  });

  test.each([
    ["timeout", "too-slow"],
    ["memory", "too-much-memory"],
    ["threw", "check-crashed"],
  ] as const)("a pattern that ends by %s is an error", async (fault, code) => {
    const isolated = { ...inProcess, match: async () => ({ fault, message: "m" }) };
    const check = checkModel.parse({ type: "regex", value: "x", not: true });
    expect(await evaluateCheck(check, read("x"), isolated)).toMatchObject({
      state: "error",
      reason: { code },
    });
  });

  test("a worker that dies is an error of the check, and no rejection", async () => {
    const isolated = { ...inProcess, validate: () => Promise.reject(new Error("the worker is gone")) };
    const check = checkModel.parse({ type: "is-json", value: {} });
    expect(await evaluateCheck(check, read("{}"), isolated)).toMatchObject({
      state: "error",
      reason: { code: "check-crashed", params: { message: "the worker is gone" } },
    });
  });
});
