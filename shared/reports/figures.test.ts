import { expect, it } from "vitest";
import { dollars, percent } from "./figures.ts";

it.each([
  [0, "$0.00"],
  [1_234.5, "$1,234.50"],
  [0.25, "$0.25"],
  [0.0123, "$0.0123"],
  [0.00012345, "$0.00012"],
  [0.0000012, "$0.0000012"],
  [0.0000000004, "< $0.000001"],
])("%d dollars read as %s: what cost something never reads as free", (usd, text) => {
  expect(dollars(usd)).toBe(text);
});

it.each([
  [0, "0 %"],
  [1, "100 %"],
  [0.99999, "> 99.9 %"],
  [0.00001, "< 0.1 %"],
  [0.8417, "84.2 %"],
])("the share %d reads as %s: what is not quite all or nothing never reads as if it were", (share, text) => {
  expect(percent(share)).toBe(text);
});
