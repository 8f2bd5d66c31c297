import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { casePage, findCases, rowsOf } from "./support/case-table.ts";

const page = readFileSync(join(import.meta.dirname, "..", "docs", "faults-and-attacks.md"), "utf8");
const cases = findCases();

test("a test that was renamed or removed would leave docs/faults-and-attacks.md promising what nobody checks", () => {
  // Mended by: node scripts/case-table.mjs
  expect(page).toBe(casePage(page, cases));
});

test("a case without a test and without a reason would be forgotten", () => {
  const numbers = rowsOf(page).map(({ number }) => number);
  expect(numbers.length).toBe(135);
  expect(new Set(numbers).size).toBe(135);
  expect(rowsOf(page).filter(({ where }) => where.includes("no reason given"))).toEqual([]);
  expect([...cases.keys()].filter((number) => !numbers.includes(number))).toEqual([]);
});
