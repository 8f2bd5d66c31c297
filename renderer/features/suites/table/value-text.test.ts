import { expect, it } from "vitest";
import type { Variable } from "#shared/model/content.ts";
import { readExpected, readTyped, valueLine, valueProblem, valueText } from "./value-text.ts";

const variable = (type: Variable["type"], options?: string[]): Variable => ({ name: "x", type, options });

it("an object is shown as JSON, never as [object Object]", () => {
  expect(valueLine({ a: [1, { b: null }] })).toBe('{"a":[1,{"b":null}]}');
  expect(valueLine(["a", "b"])).toBe('["a","b"]');
  expect(valueText({ a: 1 })).toBe('{\n  "a": 1\n}');
});

it("an empty text is a value, and nothing is none: the two can be told apart and typed", () => {
  expect(valueText("")).toBe('""');
  expect(valueText(undefined)).toBe("");
  expect(readTyped('""', variable("text"), undefined)).toBe("");
  expect(readTyped("", variable("text"), "before")).toBeUndefined();
});

it("what is typed becomes a value of the variable's type, and a text where it cannot be one", () => {
  expect(readTyped("3", variable("number"), undefined)).toBe(3);
  expect(readTyped("many", variable("number"), undefined)).toBe("many");
  expect(valueProblem("many", variable("number"))).toBe("not-a-number");
  expect(readTyped("是", variable("boolean"), undefined)).toBe(true);
  expect(readTyped("a\nb", variable("list"), undefined)).toEqual(["a", "b"]);
  expect(readTyped('{"a":1}', variable("json"), undefined)).toEqual({ a: 1 });
  expect(readTyped("3", variable("text"), undefined)).toBe("3");
});

it("a list whose items cannot be told apart by lines is written as JSON, and comes back as it was", () => {
  for (const list of [["a\nb", "c"], ["", "a"], [], ["a", "b"]]) {
    expect(readTyped(valueText(list, "list"), variable("list"), undefined)).toEqual(list);
  }
});

it("an expected text that happens to be JSON stays a text; an object that is typed is an object", () => {
  expect(readExpected("42", null)).toBe("42");
  expect(readExpected('{"a":1}', null)).toEqual({ a: 1 });
  expect(readExpected("[1, 2]", "[1]")).toBe("[1, 2]");
  expect(readExpected("43", 42)).toBe(43);
  expect(readExpected("", "x")).toBeNull();
});

it("the line of a cell is short however long the value, and has no line break", () => {
  const line = valueLine(`${"a".repeat(50)}\r\n  b${"c".repeat(1_000_000)}`);
  expect(line.length).toBeLessThan(400);
  expect(line).toContain("a ↵ b");
});
