import { beforeAll, describe, expect, it } from "vitest";
import { startI18n } from "../i18n/i18n.ts";
import {
  decimalsFor,
  formatConfidence,
  formatEValue,
  formatP,
  formatShareOfChange,
  formatSigned,
} from "./format-difference.ts";

beforeAll(() => startI18n("en"));

describe("rounding", () => {
  it.each([
    ["an end of +0.02 points is not shown as 0", [4.2, 0.02, 9.5], [0], 2],
    ["an end just inside the band is not shown on its edge", [1, -2, 4.98], [0, -5, 5], 2],
    ["ordinary figures have one decimal", [4.2, -1, 9.5], [0, -5, 5], 1],
    ["what really stands on a mark may be shown on it", [0, -5, 5], [0, -5, 5], 1],
    ["it ends somewhere", [1e-8], [0], 5],
  ])("%s", (_what, figures, marks, decimals) => {
    expect(decimalsFor(figures, marks, 1)).toBe(decimals);
  });

  it("an e-value under the mark of 20 is not rounded up to it", () => {
    expect(formatEValue(19.97)).toBe("19.9");
    expect(formatEValue(20)).toBe("20");
  });

  it("a confidence of 97.5% is not rounded to 98%", () => expect(formatConfidence(0.975)).toBe("97.5%"));
});

it("a difference has its sign, and nothing has none", () => {
  expect(formatSigned(4.24, 1)).toBe("+4.2");
  expect(formatSigned(-1, 1)).toBe("−1.0");
  expect(formatSigned(0, 1)).toBe("0.0");
});

it("a p-value is never shown as 0", () => {
  expect(formatP(0.03214)).toBe("0.0321");
  expect(formatP(1e-9)).toBe("< 0.0001");
});

it("a small share of change keeps figures that count", () => {
  expect(formatShareOfChange(0.18)).toBe("18%");
  expect(formatShareOfChange(0.0031)).toBe("0.31%");
  expect(formatShareOfChange(2.5)).toBe("250%");
});
