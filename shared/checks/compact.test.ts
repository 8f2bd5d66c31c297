import { expect, test } from "vitest";
import fc from "../../tests/support/property.ts";
import { type Check, check as checkModel, checkType } from "../model/check.ts";
import { canonicalJson } from "../text/canonical.ts";
import { parseCompact, unsupportedCheck, writeCompact } from "./compact.ts";
import { knownNames } from "./type-names.ts";

const full = (written: Partial<Check> & Pick<Check, "type">): Check => checkModel.parse(written);

test.each<[string, Partial<Check> & Pick<Check, "type">]>([
  ["contains:hello", { type: "contains", value: "hello" }],
  ["contains: hello: world ", { type: "contains", value: "hello: world" }],
  ["not-contains:sorry", { type: "contains", not: true, value: "sorry" }],
  ["similar(0.8):hello", { type: "similar", threshold: 0.8, value: "hello" }],
  [
    "similar:euclidean(2):hello",
    { type: "similar", threshold: 2, value: "hello", options: { measure: "euclidean" } },
  ],
  ["levenshtein(5): abc", { type: "levenshtein", threshold: 5, value: "abc" }],
  ["latency(2000)", { type: "latency", threshold: 2000 }],
  ["is-json", { type: "is-json" }],
  ["is-json:", { type: "is-json" }],
  ['is-json:{"type":"object"}', { type: "is-json", value: { type: "object" } }],
  ['equals:{"a":1}', { type: "equals", value: { a: 1 } }],
  ["equals:42", { type: "equals", value: "42" }],
  ['contains:{"a":1}', { type: "contains", value: '{"a":1}' }],
  ["contains-any:a, b", { type: "contains-any", value: ["a", "b"] }],
  ['contains-all:"a, b", c', { type: "contains-all", value: ["a, b", "c"] }],
  ['contains-all:["a","b"]', { type: "contains-all", value: ["a", "b"] }],
  ["word-count:50", { type: "word-count", value: 50 }],
  ['word-count:{"max":50}', { type: "word-count", value: { max: 50 } }],
  ["word-count:10-20", { type: "word-count", value: "10-20" }],
  ["regex:^a{2,3}$", { type: "regex", value: "^a{2,3}$" }],
  ["is-valid-openai-tools-call", { type: "tool-call", options: { mode: "valid" } }],
  [
    "tool-call-f1(0.5):a, b",
    { type: "tool-call", threshold: 0.5, value: "a, b", options: { mode: "names-f1" } },
  ],
  ["model-graded-factuality:Bonn", { type: "factuality", value: "Bonn" }],
  ["grade:is polite", { type: "llm-rubric", value: "is polite" }],
  ["meteor(0.5):x", { type: "unsupported", value: "meteor(0.5):x", options: { name: "meteor" } }],
  ["not-is-sql", { type: "unsupported", value: "not-is-sql", options: { name: "is-sql" } }],
  // No check of any kind: the wanted answer.
  ["Hello: world", { type: "equals", value: "Hello: world" }],
  ["containsx:y", { type: "equals", value: "containsx:y" }],
  ["contains hello", { type: "equals", value: "contains hello" }],
  ["similar(0,8):hello", { type: "equals", value: "similar(0,8):hello" }],
  ["Cost: 5 USD", { type: "equals", value: "Cost: 5 USD" }],
  ["length", { type: "equals", value: "length" }],
  ["latency", { type: "equals", value: "latency" }],
  ["human", { type: "equals", value: "human" }],
  ["python", { type: "equals", value: "python" }],
  ["equals:", { type: "equals" }],
  ["not-equals:", { type: "equals", not: true }],
  ["constructor:x", { type: "equals", value: "constructor:x" }],
  ["unsupported:x", { type: "equals", value: "unsupported:x" }],
  ["", { type: "equals", value: "" }],
])("“%s” reads as %j", (text, check) => {
  expect(parseCompact(text)).toEqual(full(check));
});

test("a script from a table of cases is not enabled by being there", () => {
  expect(parseCompact("javascript:output.length").options).toEqual({});
});

test.each([
  { type: "contains", value: "x", weight: 2 },
  { type: "contains", value: "x", metric: "m" },
  { type: "contains", value: " x " },
  { type: "equals", value: '{"a":1}' },
  { type: "contains", value: "x", transform: [{ kind: "trim" }] },
  { type: "regex", value: "x", options: { flags: "i" } },
  { type: "contains", value: { a: 1 } },
] as Parameters<typeof full>[0][])("%j has no compact form, which would say less than it does", (written) => {
  expect(writeCompact(full(written))).toBeNull();
});

test("a check without a value is written so that it is not read as a wanted answer", () => {
  for (const type of ["equals", "human", "is-json", "is-refusal"] as const) {
    const text = writeCompact(full({ type }));
    expect([type, parseCompact(text ?? "")]).toEqual([type, full({ type })]);
  }
});

test("what was imported and cannot be done is written as it came", () => {
  expect(writeCompact(parseCompact("meteor(0.5):x"))).toBe("meteor(0.5):x");
  expect(writeCompact(unsupportedCheck({ type: "meteor" }, "meteor"))).toBeNull();
});

const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("a, b", '"', ",", "{}", "[1]", "(1):x", "3"),
);
const value = fc.oneof(
  text,
  fc.array(text, { maxLength: 3 }),
  fc.integer(),
  fc.constant(null),
  fc.jsonValue(),
);

test("whatever has a compact form is read back as the same check", () => {
  let written = 0;
  fc.assert(
    fc.property(
      fc.record({
        type: fc.constantFrom(...checkType.options),
        not: fc.boolean(),
        value,
        threshold: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
        options: fc.constantFrom({}, { mode: "names-f1" }, { measure: "dot" }),
      }),
      (drawn) => {
        const parsed = checkModel.safeParse(drawn);
        if (!parsed.success) return;
        const compact = writeCompact(parsed.data);
        if (compact === null) return;
        written += 1;
        expect(canonicalJson(parseCompact(compact))).toBe(canonicalJson(parsed.data));
      },
    ),
    { numRuns: 2_000 },
  );
  expect(written).toBeGreaterThan(300);
});

test("any text is read as some check, and known names never as the wanted answer", () => {
  fc.assert(
    fc.property(fc.constantFrom(...knownNames), fc.string(), (name, rest) => {
      expect(checkModel.safeParse(parseCompact(rest)).success).toBe(true);
      const named = parseCompact(`${name}:${rest}`);
      expect(named.type === "equals").toBe(name === "equals");
    }),
  );
});
