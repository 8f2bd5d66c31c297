import { describe, expect, test } from "vitest";
import fc from "../../tests/support/property.ts";
import {
  emptyContent,
  type PromptContent,
  type Variable,
  type VariableValue,
  variableType,
} from "../model/content.ts";
import { missingValues, parseCommandLineValue, readValue, valueToText } from "./variable-value.ts";

const of = (type: Variable["type"], more: Partial<Variable> = {}): Variable => ({ name: "v", type, ...more });
const choice = of("enum", { options: ["低", "high"] });

test.each<[Variable, VariableValue, VariableValue]>([
  [of("text"), "", ""],
  [of("text"), " kept \n", " kept \n"],
  [of("text"), 3, "3"],
  [of("number"), "3", 3],
  [of("number"), " -0.5e2 ", -50],
  [of("number"), 0, 0],
  [of("boolean"), "Yes", true],
  [of("boolean"), "0", false],
  [of("boolean"), false, false],
  [of("boolean"), "否", false],
  [choice, "低", "低"],
  [of("list"), "a\r\n\n b\n", ["a", " b"]],
  [of("list"), '["a", 1]', ["a", "1"]],
  [of("list"), "[not json]", ["[not json]"]],
  [of("list"), [], []],
  [of("json"), '{"a": [1]}', { a: [1] }],
  [of("json"), null, null],
  [of("json"), "null", null],
])("%j reads %j as %j", (variable, raw, value) => {
  expect(readValue(variable, raw)).toEqual({ ok: true, value });
});

test.each<[Variable, VariableValue | undefined, string]>([
  [of("text"), undefined, "missing"],
  [of("text"), null, "missing"],
  [of("text"), ["a"], "not-text"],
  [of("number"), "", "missing"],
  [of("number"), "3 apples", "not-a-number"],
  [of("number"), "0x10", "not-a-number"],
  [of("number"), "Infinity", "not-a-number"],
  [of("number"), "1e999", "number-too-large"],
  [of("number"), "12345678901234567890", "number-too-large"],
  [of("number"), true, "not-a-number"],
  [of("boolean"), "maybe", "not-a-boolean"],
  [of("boolean"), 2, "not-a-boolean"],
  [choice, "HIGH", "not-an-option"],
  [of("enum"), "x", "not-an-option"],
  [of("list"), [{ a: 1 }], "not-a-list"],
  [of("list"), 3, "not-a-list"],
  [of("json"), "{a: 1}", "not-json"],
  [of("json"), '"just text"', "not-json"],
  [of("json"), `${"[".repeat(5_000)}${"]".repeat(5_000)}`, "too-deep"],
])("%j refuses %.40j as %s, in a sentence that names the variable", (variable, raw, code) => {
  expect(readValue(variable, raw)).toMatchObject({
    ok: false,
    code,
    message: expect.stringMatching(/“v”.*\.$/),
  });
});

test("a default stands in where nothing is given, and is checked like a value", () => {
  expect(readValue(of("number", { default: 7 }), "")).toEqual({ ok: true, value: 7 });
  expect(readValue(of("text", { default: "d" }), "")).toEqual({ ok: true, value: "" });
  expect(readValue(of("json", { default: 1 }), null)).toEqual({ ok: true, value: null });
  expect(readValue(of("number", { default: "x" }), undefined)).toMatchObject({ code: "not-a-number" });
});

test("reading what was read changes nothing, and every value has a text", () => {
  fc.assert(
    fc.property(fc.constantFrom(...variableType.options), fc.jsonValue(), (type, raw) => {
      const variable = of(type, { options: ["a"] });
      const first = readValue(variable, raw as VariableValue);
      if (!first.ok) return;
      expect(readValue(variable, first.value)).toEqual(first);
      expect(typeof valueToText(variable, first.value)).toBe("string");
    }),
    { numRuns: 1_000 },
  );
});

describe("as text", () => {
  test.each<[Variable, VariableValue, string]>([
    [of("list"), ["a", "b c"], "a\nb c"],
    [of("list"), [], ""],
    [of("json"), { a: [1, null], 中: "x" }, '{"a":[1,null],"中":"x"}'],
    [of("number"), 0.1, "0.1"],
    [of("boolean"), false, "false"],
    [of("text"), "{x}", "{x}"],
  ])("%j with %j is %j", (variable, value, text) => {
    expect(valueToText(variable, value)).toBe(text);
  });
});

test("on the command line a list may be written with commas, lines or JSON, and a text is taken as it is", () => {
  const list = of("list");
  for (const text of ["a, b", "a\nb", '["a","b"]']) {
    expect(parseCommandLineValue(list, text)).toEqual({ ok: true, value: ["a", "b"] });
  }
  expect(parseCommandLineValue(of("text"), "a, {b}")).toEqual({ ok: true, value: "a, {b}" });
  expect(parseCommandLineValue(of("number"), "x")).toMatchObject({ ok: false, code: "not-a-number" });
});

test("missing are the used variables and required histories without a value of their own", () => {
  const content: PromptContent = {
    ...emptyContent(),
    messages: [
      { role: "human", template: "{a} {b} {c} {toLocaleString} {d}" },
      { role: "history", variable: "must", optional: false },
      { role: "history", variable: "may", optional: true },
    ],
    variables: [
      of("text", { name: "b", default: "x" }),
      of("number", { name: "c" }),
      of("text", { name: "unused" }),
    ],
  };
  expect(missingValues(content, { a: "1", c: "" })).toEqual(["c", "toLocaleString", "d", "must"]);
  expect(missingValues(content, { a: "", c: 1, d: "", toLocaleString: "", must: [] })).toEqual([]);
});
