import { beforeAll, describe, expect, it } from "vitest";
import { startI18n } from "../i18n/i18n.ts";
import { formatInterval, formatPercent, formatScore } from "./format-rate.ts";

beforeAll(() => startI18n("en"));

describe("a share", () => {
  it.each([
    [0, "0%"],
    [1, "100%"],
    [0.82, "82%"],
    [0.999, "99.9%"],
    [0.9999, "99.99%"],
    [0.0004, "0.04%"],
  ])("of %s is shown as %s: nearly all is not all", (rate, text) => {
    expect(formatPercent(rate, "en")).toBe(text);
  });

  it("that is not known is never shown as nothing", () => {
    expect(formatPercent(null, "en")).toBe("unknown");
  });
});

it("an interval names its unit once", () => {
  expect(formatInterval([0.69, 0.9], "en")).toBe("69–90%");
  expect(formatInterval([0, 1], "zh")).toBe("0–100%");
});

it("scores have the same number of decimals, and none is not 0", () => {
  expect([1, 0.5, 0.333].map((score) => formatScore(score, "en"))).toEqual(["1.00", "0.50", "0.33"]);
  expect(formatScore(null, "en")).toBe("–");
});
