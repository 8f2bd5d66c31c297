import { expect, test } from "vitest";
import fc from "../../tests/support/property.ts";
import { estimateMessages, estimateTokens } from "./tokens.ts";

// The right-hand figures are counts by the o200k_base vocabulary itself.
test.each([
  [
    "You are a careful assistant for the support desk. Read the customer's question twice, then answer in the customer's language. Never promise a delivery date; ask for the order number where it is missing. Keep a friendly tone and use at most 120 words.",
    51,
  ],
  [
    "Steps:\n1. Summarise the article in three bullet points.\n2. Name the author's main claim.\n3. List two counter-arguments, each with a source.\n\nReturn nothing else.",
    39,
  ],
  [
    "export function sum(values: readonly number[]): number {\n  let total = 0;\n  for (const value of values) {\n    if (Number.isNaN(value)) continue;\n    total += value;\n  }\n  return total;\n}\n",
    49,
  ],
  [
    "你是一位细心的客服助理。请先把客户的问题读两遍，再用客户的语言回答。不要承诺送货日期；如果缺少订单号，请先询问。语气友好，不超过一百二十字。",
    54,
  ],
  [
    "人工智能正在改变软件开发的方式。越来越多的团队把大语言模型接入自己的产品，用它来总结文档、回答问题、生成代码。与此同时，提示词的质量直接决定了结果的好坏，因此需要像管理代码一样管理提示词：有版本、有测试、有评审。",
    65,
  ],
  [
    "请把下面的 JSON 翻译成英文，保留 key 不变，只翻译 value。输出格式必须是 valid JSON，不要加 ```json 代码块。",
    36,
  ],
  ["次の文章を三つの要点にまとめてください。敬語を使い、専門用語には短い説明を付けてください。", 33],
])("the estimate for “%.20s…” is within a quarter of %i", (text, counted) => {
  expect(Math.abs(estimateTokens(text) - counted) / counted).toBeLessThanOrEqual(0.25);
});

test("no text is no token, and every message adds what the chat format adds", () => {
  expect(estimateTokens("")).toBe(0);
  expect(estimateMessages([])).toBe(0);
  expect(estimateMessages([{ content: "" }])).toBe(7);
  expect(estimateMessages([{ content: "Hello" }, { content: "world" }])).toBe(3 + 4 + 1 + 4 + 1);
});

test("any text has a whole, finite number of tokens that never exceeds its UTF-16 length", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const tokens = estimateTokens(text);
      expect(Number.isSafeInteger(tokens)).toBe(true);
      expect(tokens).toBeGreaterThanOrEqual(0);
      expect(tokens).toBeLessThanOrEqual(text.length);
    }),
  );
});

test.each(["汉".repeat(200_000), `${"汉".repeat(200_000)}か`, " ".repeat(200_000), "{".repeat(200_000)])(
  "200 kB of one character are estimated in one pass (%.2s)",
  (text) => {
    expect(estimateTokens(text)).toBeLessThanOrEqual(text.length);
  },
);
