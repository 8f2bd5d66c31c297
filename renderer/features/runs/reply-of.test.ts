import { expect, test } from "vitest";
import { prettyJson } from "./reply-of.ts";

test.each([
  ['{"a":1}', '{\n  "a": 1\n}'],
  ['```json\n{"a":1}\n```', '{\n  "a": 1\n}'],
  ["  [1]  ", "[\n  1\n]"],
])("%s is set out as JSON", (reply, pretty) => {
  expect(prettyJson(reply)).toBe(pretty);
});

test.each([
  "",
  "42",
  '"text"',
  '{"a":',
  "Here it is: {}",
  '{"a":1} and more',
  "```json\n{}\n``` done",
  "null",
])("%s is shown as it is", (reply) => {
  expect(prettyJson(reply)).toBeNull();
});

test("HTML in a reply stays text in the JSON view too", () => {
  expect(prettyJson('{"a":"<img src=x onerror=alert(1)>"}')).toContain("<img src=x");
});
