import { expect, test } from "vitest";
import fc from "../../../tests/support/property.ts";
import { rougeL, rougeN } from "./rouge.ts";
import { rougeTokens } from "./words.ts";

// Lin 2004, “ROUGE: A Package for Automatic Evaluation of Summaries”, section 3.1: S1 is the reference.
const s1 = rougeTokens("police killed the gunman");
const s2 = rougeTokens("police kill the gunman");
const s3 = rougeTokens("the gunman kill police");
const s4 = rougeTokens("the gunman police killed");

test("word order counts for ROUGE-L as in Lin's example: S2 has 3/4, S3 and S4 have 2/4", () => {
  expect([s2, s3, s4].map((sentence) => rougeL(sentence, s1).f1)).toEqual([0.75, 0.5, 0.5]);
});

test("ROUGE-2 cannot tell S2 from S3 and prefers S4, as in Lin's example", () => {
  const [two, three, four] = [s2, s3, s4].map((sentence) => rougeN(sentence, s1, 2).recall);
  expect(two).toBeCloseTo(1 / 3, 12);
  expect(three).toBe(two);
  expect(four).toBeCloseTo(2 / 3, 12);
});

test("a word that is repeated in the candidate counts no oftener than in the reference", () => {
  expect(rougeN(["the", "the", "the"], ["the", "cat"], 1)).toEqual({
    recall: 0.5,
    precision: 1 / 3,
    f1: 0.4,
  });
});

test.each([
  [[], ["a"], 1],
  [["a"], [], 1],
  [[], [], 1],
  [["a"], ["a"], 2],
])("no runs of the size asked for are no agreement, and no NaN (%#)", (own, reference, n) => {
  expect(rougeN(own, reference, n)).toEqual({ recall: 0, precision: 0, f1: 0 });
});

test("Chinese is compared character by character and does not depend on punctuation", () => {
  expect(rougeTokens("今天，天气很好！ GPT4 OK")).toEqual([..."今天天气很好", "gpt4", "ok"]);
  expect(rougeN(rougeTokens("今天天气好"), rougeTokens("今天天气很好"), 1).recall).toBeCloseTo(5 / 6, 12);
});

test("ROUGE-L is the same as by the plain definition of a longest common subsequence", () => {
  const longest = (a: string[], b: string[]): number =>
    a.length === 0 || b.length === 0
      ? 0
      : a[0] === b[0]
        ? 1 + longest(a.slice(1), b.slice(1))
        : Math.max(longest(a.slice(1), b), longest(a, b.slice(1)));
  const tokens = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 7 });
  fc.assert(
    fc.property(tokens, tokens, (own, reference) => {
      const { recall } = rougeL(own, reference);
      expect(recall * reference.length).toBeCloseTo(longest(own, reference), 9);
    }),
  );
});
