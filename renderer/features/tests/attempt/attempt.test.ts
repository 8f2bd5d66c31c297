// @vitest-environment jsdom
import { expect, it } from "vitest";
import { caseContent } from "#shared/model/suite.ts";
import type { Mark } from "#shared/model/test-run.ts";
import { readJson } from "../../../ui/attempt/read-json.ts";
import { attemptOf } from "../test-run-scenes.ts";
import { caseFrom } from "./case-from.ts";
import { standingMarks } from "./marks.ts";

it("a failed reply never becomes the answer that a case wants", () => {
  expect(caseFrom(attemptOf({ verdict: "fail" })).expected).toBeNull();
  expect(caseFrom(attemptOf({ verdict: "error", partial: true, text: "On its" })).expected).toBeNull();
  expect(caseFrom(attemptOf({ verdict: "unscored" })).expected).toBeNull();
  expect(caseFrom(attemptOf({ verdict: "pass" })).expected).toBe("On its way.");
  const content = caseContent.parse({ expected: "It is there." });
  expect(caseFrom(attemptOf({ verdict: "pass", content })).expected).toBe("It is there.");
});

const markOf = (markId: number, change: Partial<Mark>): Mark => ({
  markId,
  attempt: 1,
  rater: "",
  kind: "thumb",
  value: "up",
  metric: null,
  note: "",
  at: "2026-11-24T10:00:00.000Z",
  ...change,
});

it("of several marks of one kind the newest counts, and one that was taken back counts no more", () => {
  const marks = [
    markOf(1, { value: "up" }),
    markOf(2, { value: "down" }),
    markOf(3, { kind: "stars", value: "4" }),
    markOf(4, { kind: "stars", value: "" }),
    markOf(5, { metric: "polite", value: "up" }),
    markOf(6, { rater: "Ana", value: "up" }),
  ];
  expect(standingMarks(marks).map(({ markId }) => markId)).toEqual([6, 5, 2]);
});

it("JSON in a fence is shown as JSON; a bare number, a sentence and half an object are text", () => {
  expect(readJson('```json\n{"a": 1}\n```')).toEqual({ a: 1 });
  expect(readJson(" [1, 2] ")).toEqual([1, 2]);
  for (const text of ["42", "Hello {name}", '{"a":', '{"a": 1} and more'])
    expect(readJson(text)).toBeUndefined();
});
