import { expect, test } from "vitest";
import { type Check, check as checkModel } from "../model/check.ts";
import { newCheck, offeredTypes } from "./definitions.ts";
import { problemsOf } from "./problems.ts";

type Written = Partial<Check> & Pick<Check, "type">;

test.each<[Written, string, string]>([
  [{ type: "contains" }, "value", "no-value"],
  [{ type: "contains", value: "" }, "value", "no-value"],
  [{ type: "contains-any", value: " , " }, "value", "bad-value"],
  [{ type: "regex", value: "(" }, "value", "bad-regex"],
  [{ type: "regex", value: "a", options: { flags: "x" } }, "options.flags", "bad-option"],
  [{ type: "regex", value: "a", options: { flag: "i" } }, "options.flag", "unknown-option"],
  [{ type: "is-json", value: "{" }, "value", "bad-value"],
  [{ type: "json-path", value: "a.b" }, "value", "bad-path"],
  [{ type: "json-path", value: "$.a", options: { regex: "(" } }, "options.regex", "bad-regex"],
  [{ type: "json-path", value: "$.a", options: { min: "x" } }, "options.min", "bad-option"],
  [{ type: "word-count", value: { min: 3, max: 1 } }, "value", "bad-value"],
  [{ type: "word-count", value: {} }, "value", "bad-value"],
  [{ type: "latency" }, "threshold", "no-threshold"],
  [{ type: "latency", threshold: -1 }, "threshold", "negative-threshold"],
  [{ type: "bleu", threshold: 1.5 }, "threshold", "bad-threshold"],
  [{ type: "contains", value: "x", threshold: 0.5 }, "threshold", "unused-threshold"],
  [{ type: "cost", threshold: 1, transform: [{ kind: "trim" }] }, "transform", "unused-transform"],
  [
    { type: "contains", value: "x", transform: [{ kind: "trim" }, { kind: "json-path", path: "$[" }] },
    "transform[1].path",
    "bad-path",
  ],
  [
    { type: "contains", value: "x", transform: [{ kind: "regex", pattern: "(", flags: "", group: 1 }] },
    "transform[0].pattern",
    "bad-regex",
  ],
  [{ type: "human", options: { kind: "label" } }, "options.values", "bad-option"],
  [{ type: "finish-reason", value: "done" }, "value", "bad-value"],
  [{ type: "tool-call", value: [{ name: "x", arguments: "[1]" }] }, "value", "bad-value"],
  [{ type: "llm-rubric", value: "x", options: { model: "gpt" } }, "options.model", "bad-option"],
])("%j has a problem at %s: %s", (written, path, code) => {
  const found = problemsOf(checkModel.parse(written));
  expect(found.map((problem) => [problem.path, problem.code])).toEqual([[path, code]]);
  expect(found[0]?.text).toMatch(/\S.*/);
  expect(found[0]?.text).not.toMatch(/\{\{/);
});

test.each<Written>([
  { type: "word-count", value: "{{n}}" },
  { type: "regex", value: "^{{name}}(" },
  { type: "json-path", value: "$.a", options: { min: "{{least}}" } },
  { type: "equals" },
  { type: "equals", value: "" },
  { type: "unsupported", value: "meteor:x" },
])("%j is only known with a case, and nothing is wrong with it yet", (written) => {
  expect(problemsOf(checkModel.parse(written))).toEqual([]);
});

test("a new check of every type is ready to use", () => {
  for (const type of offeredTypes) expect([type, problemsOf(newCheck(type))]).toEqual([type, []]);
});
