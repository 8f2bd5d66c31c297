import { expect, test } from "vitest";
import { type CountUnit, countUnits, maxSegmented } from "./words.ts";

test.each<[string, CountUnit, number | null]>([
  ["", "words", 0],
  [" \n ", "words", 0],
  ["state-of-the-art, isn't it?", "words", 3],
  ["— a - b 3.14", "words", 3],
  ["我爱自然语言处理", "words", 5],
  ["我用 GPT-4 写代码。", "words", 5],
  ["これは本です", "words", 4],
  ["a 😀 b", "words", 2],
  ["中文字数", "characters", 4],
  ["a😀\ud800", "characters", 3],
  ["é", "characters", 1],
  ["One. Two? 3!", "sentences", 3],
  ["今天下雨。我不出门！", "sentences", 2],
  ["...", "sentences", 0],
  ["", "sentences", 0],
  ["", "tokens", 0],
])("“%s” has so many %s: %i", (text, unit, count) => {
  expect(countUnits(text, unit)).toBe(count);
});

test("five million characters with blanks between words are counted, and a longer text without is refused", () => {
  expect(countUnits("word ".repeat(1_000_000), "words")).toBe(1_000_000);
  expect(countUnits("x".repeat(5_000_000), "words")).toBe(1);
  expect(countUnits("中".repeat(maxSegmented + 1), "words")).toBeNull();
  expect(countUnits("a. ".repeat(maxSegmented), "sentences")).toBeNull();
});
