import { expect, test } from "vitest";
import { type DecimalSign, readNumbers } from "./read-numbers.ts";

test.each<[string, number[]]>([
  ["1,234.5", [1234.5]],
  ["1.234,5", [1234.5]],
  ["1 234,5".replace(" ", "\u202f"), [1234.5]],
  ["1'234.5", [1234.5]],
  ["12,34,567.89", [1234567.89]],
  ["1,234", [1234]],
  ["1.234", [1.234]],
  ["0,234", [0.234]],
  ["3,5", [3.5]],
  ["1.234.567", [1234567]],
  ["１２３．５", [123.5]],
  ["共１２个，３４元", [12, 34]],
  ["¥1,200", [1200]],
  ["合计：￥1,200.50 元", [1200.5]],
  ["12万人，1.5亿", [120_000, 150_000_000]],
  ["-5 and −7 and +3", [-5, -7, 3]],
  ["气温为-5度", [-5]],
  ["10-20", [10, 20]],
  ["2024-05-01", [2024, 5, 1]],
  ["1e3, 2.5E-2", [1000, 0.025]],
  ["45%", [45]],
  [".5", [0.5]],
  ["It is 42.", [42]],
  ["5, then 6.", [5, 6]],
  ["[1,2,3]", [1, 2, 3]],
  ["GPT4 and v1.5 and H2O", []],
  ["1.2.3", []],
  ["三", []],
  ["three", []],
  ["", []],
  ["1e999", []],
  ["9".repeat(400), []],
])("“%.40s” holds %j", (text, numbers) => {
  expect(readNumbers(text)).toEqual(numbers);
});

test.each<[string, DecimalSign, number[]]>([
  ["1,234", "comma", [1.234]],
  ["1.234", "comma", [1234]],
  ["1.234", "point", [1.234]],
  ["1,5", "point", [1, 5]],
  ["1,234.5", "comma", []],
])("“%s” with a decimal %s is %j", (text, decimal, numbers) => {
  expect(readNumbers(text, decimal)).toEqual(numbers);
});

test.each(["1", "1,", "1 ", "1.", "v1"])("a megabyte of “%s” is read in one pass", (text) => {
  expect(Array.isArray(readNumbers(text.repeat(1_000_000 / text.length)))).toBe(true);
});
