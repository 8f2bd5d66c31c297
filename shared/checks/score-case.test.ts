import { expect, test } from "vitest";
import { type CheckState, check as checkModel, type ScoredCheck } from "../model/check.ts";
import { checkName, checksOf, scoreCase } from "./score-case.ts";

const scored = (state: CheckState, score: number | null, weight = 1): ScoredCheck => ({
  check: checkModel.parse({ type: "contains", value: "x", weight }),
  result: { state, score, reason: { code: "contains", params: {}, text: "" }, detail: null, costUsd: 0 },
});

test.each<[string, ScoredCheck[], number | null, string, number | null]>([
  ["no check at all is never a pass", [], null, "unscored", null],
  ["skipped checks alone decide nothing", [scored("skipped", null)], null, "unscored", null],
  ["a check of weight 0 alone decides nothing", [scored("pass", 1, 0)], null, "unscored", null],
  ["a threshold of 0 does not make a pass of nothing", [], 0, "unscored", null],
  [
    "an error outweighs any number of passes",
    [scored("pass", 1, 9), scored("error", null)],
    null,
    "error",
    1,
  ],
  [
    "an error is an error with a threshold too",
    [scored("pass", 1, 9), scored("error", null)],
    0.1,
    "error",
    1,
  ],
  ["an error is an error where nothing else decided", [scored("error", null)], null, "error", null],
  ["an error of weight 0 is only recorded", [scored("pass", 1), scored("error", null, 0)], null, "pass", 1],
  ["a failure of weight 0 is only recorded", [scored("pass", 1), scored("fail", 0, 0)], null, "pass", 1],
  ["one failure is enough without a threshold", [scored("pass", 1, 9), scored("fail", 0)], null, "fail", 0.9],
  ["with a threshold the score decides", [scored("pass", 1, 9), scored("fail", 0)], 0.9, "pass", 0.9],
  ["just under the threshold fails", [scored("pass", 1, 9), scored("fail", 0)], 0.91, "fail", 0.9],
  ["a passing check may have a low score", [scored("pass", 0.2)], null, "pass", 0.2],
  ["and then fails the threshold", [scored("pass", 0.2)], 0.5, "fail", 0.2],
  ["weights count", [scored("fail", 0.5, 3), scored("pass", 1, 1)], 0.6, "pass", 0.625],
  ["what was skipped has no part in the mean", [scored("pass", 1), scored("skipped", null, 9)], 1, "pass", 1],
  [
    "floating sums do not miss the threshold by a hair",
    [scored("pass", 0.7, 0.1), scored("pass", 0.7, 0.2), scored("pass", 0.7, 0.4)],
    0.7,
    "pass",
    0.7,
  ],
])("%s", (_, checks, threshold, verdict, score) => {
  const result = scoreCase(checks, threshold);
  expect(result.verdict).toBe(verdict);
  if (score === null) expect(result.score).toBeNull();
  else expect(result.score).toBeCloseTo(score, 12);
});

test("the suite's checks come before those of the case", () => {
  const [a, b] = ["a", "b"].map((value) => checkModel.parse({ type: "contains", value }));
  expect(checksOf(a === undefined ? [] : [a], b === undefined ? [] : [b]).map(({ value }) => value)).toEqual([
    "a",
    "b",
  ]);
});

test("a check and its negation do not share a column of figures", () => {
  expect(checkName({ type: "contains", not: true, metric: null })).toBe("not-contains");
  expect(checkName({ type: "contains", not: false, metric: null })).toBe("contains");
  expect(checkName({ type: "contains", not: true, metric: "tone" })).toBe("tone");
});
