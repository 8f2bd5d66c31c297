import { expect, test } from "vitest";
import { inProcess, subjectOf } from "../../tests/support/check-subject.ts";
import { type Check, check as checkModel } from "../model/check.ts";
import { evaluateCheck } from "./evaluate-check.ts";

type Written = Partial<Check> & Pick<Check, "type">;

const evaluate = async (written: Written, output: string) =>
  evaluateCheck(checkModel.parse(written), subjectOf({ output }), inProcess);

const five = 5_000_000;
const prose = "The quick brown fox jumps over the lazy dog. ".repeat(five / 45);

// A test that hangs ends by its own time limit; how fast they are is measured in bench/.
test.each<[string, Written, string, string]>([
  ["prose", { type: "equals", value: prose }, prose, "equal"],
  ["prose", { type: "icontains", value: "CAT" }, prose, "contains-not"],
  ["prose", { type: "word-count", value: { max: 100 } }, prose, "count-above"],
  ["prose", { type: "number-close", value: 3 }, prose, "no-number"],
  ["prose", { type: "is-refusal" }, prose, "no-refusal"],
  ["prose", { type: "levenshtein", value: "short" }, prose, "distance-over"],
  ["prose", { type: "levenshtein", value: "x".repeat(50_000) }, prose, "too-long"],
  ["prose", { type: "rouge-l", value: "a fox" }, prose, "score-below"],
  ["prose", { type: "rouge-l", value: prose }, prose, "too-long"],
  ["prose", { type: "rouge-n", value: "a fox" }, prose, "too-long"],
  ["prose", { type: "bleu", value: "a fox" }, prose, "too-long"],
  ["Chinese", { type: "word-count", value: 9 }, "中".repeat(five), "too-long"],
  ["Chinese", { type: "length", value: { max: 9 } }, "中".repeat(five), "count-above"],
  ["open brackets", { type: "is-json" }, "[".repeat(five), "not-json"],
  ["open brackets", { type: "contains-json" }, "[".repeat(five), "too-many-brackets"],
  ["open strings", { type: "contains-json" }, '["'.repeat(five / 2), "too-many-brackets"],
  ["braces", { type: "contains-json" }, "{x".repeat(five / 2), "no-json-found"],
  ["a long list", { type: "contains-json" }, `list: [${"1,".repeat(five / 2)}1]`, "json-found"],
  ["open tags", { type: "contains-xml" }, "<p>".repeat(five / 3), "too-many-tags"],
  ["broken tags", { type: "contains-xml" }, "<a <".repeat(five / 4), "too-many-tags"],
  ["nested tags", { type: "is-xml", value: ["p.p"] }, "<p>".repeat(10_000) + "</p>".repeat(10_000), "xml"],
  ["a long list", { type: "json-match", value: [1] }, `[${"1,".repeat(five / 10)}1]`, "json-differs"],
  ["a long list", { type: "json-path", value: "$[0]" }, `[${"1,".repeat(five / 2)}1]`, "path-holds"],
  ["a long list", { type: "json-path", value: "$[*]" }, `[${"1,".repeat(five / 2)}1]`, "bad-path"],
])(
  "five megabytes of %s are judged or refused, and neither hang nor crash (%#)",
  async (_, written, output, code) => {
    expect((await evaluate(written, output)).reason.code).toBe(code);
  },
);

test.each<Written>([
  { type: "equals", value: {} },
  { type: "json-match", value: {} },
  { type: "json-path", value: "$.a" },
  { type: "contains-json" },
  { type: "is-json", value: { additionalProperties: false } },
])("hostile keys are plain keys to %j, and reach no prototype", async (written) => {
  const output = '{"__proto__":{"a":1},"constructor":{"prototype":{"a":1}},"toString":"x"}';
  await evaluate(written, output);
  expect(({} as Record<string, unknown>).a).toBeUndefined();
  expect(Object.prototype.toString.call({})).toBe("[object Object]");
});

test("a key that objects inherit is not taken for an answer", async () => {
  for (const wanted of ["x", null]) {
    const inherited = await evaluate({ type: "json-match", value: { toString: wanted } }, "{}");
    expect(inherited.state).toBe("fail");
  }
  const given = await evaluate({ type: "json-match", value: { a: 1 } }, '{"__proto__":{"a":1}}');
  expect(given.state).toBe("fail");
});

test("JSON that is nested without end is an error, and no stack that overflows", async () => {
  const nested = "[".repeat(100_000) + "]".repeat(100_000);
  for (const type of ["equals", "json-match", "json-path", "is-json"] as const) {
    const value = type === "json-path" ? "$..a" : type === "is-json" ? {} : [1];
    expect((await evaluate({ type, value }, nested)).reason.code).toBe("json-too-deep");
  }
});

test("a reason quotes a long text and never keeps it whole, whatever braces it holds", async () => {
  const value = `{{{{wanted}} $& ${"x".repeat(100_000)}`;
  const { reason } = await evaluate({ type: "starts-with", value: value.replace("wanted", "a.b") }, "no");
  expect(JSON.stringify(reason).length).toBeLessThan(2_000);
  expect(reason.text).toContain("$& x");
});
