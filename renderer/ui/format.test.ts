import { beforeAll, describe, expect, it } from "vitest";
import { startI18n } from "../i18n/i18n.ts";
import { formatCost, formatDuration, formatRelative, formatTokens } from "./format.ts";

beforeAll(async () => {
  await startI18n("zh");
  await startI18n("en");
});

describe("a cost", () => {
  it.each([
    [0, "$0"],
    [0.00042, "$0.00042"],
    [0.0000421, "$0.000042"],
    [0.0123, "$0.012"],
    [0.1, "$0.10"],
    [0.996, "$1.00"],
    [12.345, "$12.35"],
    [1234.5, "$1,234.50"],
    [0.0000000001, "<$0.000001"],
  ])("of %s is shown as %s", (usd, text) => {
    expect(formatCost(usd, "en")).toBe(text);
  });

  it("that is not known is never shown as nothing", () => {
    expect(formatCost(null, "en")).toBe("unknown");
    expect(formatCost(null, "zh")).toBe("未知");
  });

  it("is in dollars in Chinese too", () => {
    expect(formatCost(0.5, "zh")).toContain("$0.50");
  });
});

describe("a duration", () => {
  it.each([
    [0.4, "0 ms"],
    [840, "840 ms"],
    [999.7, "1 s"],
    [1_240, "1.24 s"],
    [12_340, "12.3 s"],
    [59_960, "1 min"],
    [125_000, "2 min 5 s"],
    [3_600_000, "1 h"],
    [3_720_000, "1 h 2 min"],
    [3_599_900, "1 h"],
  ])("of %s ms is %s", (ms, text) => {
    expect(formatDuration(ms, "en")).toBe(text);
  });

  it("has its units in Chinese", () => {
    expect(formatDuration(1_240, "zh")).toBe("1.24 秒");
    expect(formatDuration(null, "zh")).toBe("未知");
  });
});

it("tokens are counted in words, and an unknown count is said", () => {
  expect(formatTokens(1, "en")).toBe("1 token");
  expect(formatTokens(12_345, "en")).toBe("12,345 tokens");
  expect(formatTokens(0, "en")).toBe("0 tokens");
  expect(formatTokens(12, "zh")).toBe("12 个 token");
  expect(formatTokens(null, "en")).toBe("unknown");
});

describe("a time", () => {
  const now = new Date("2026-11-24T12:00:00Z").getTime();
  const ago = (seconds: number) => new Date(now - seconds * 1_000).toISOString();

  it.each([
    [-30, "just now"],
    [10, "just now"],
    [50, "1 min. ago"],
    [3_000, "50 min. ago"],
    [7_200, "2 hr. ago"],
    [86_400 * 3, "3 days ago"],
  ])("%s seconds ago reads %s", (seconds, text) => {
    expect(formatRelative(ago(seconds), now, "en")).toBe(text);
  });

  it("is a date once that says more, with the year only where it is another one", () => {
    expect(formatRelative("2026-08-03T12:00:00Z", now, "en")).toBe("Aug 3");
    expect(formatRelative("2024-08-03T12:00:00Z", now, "en")).toBe("Aug 3, 2024");
    expect(formatRelative("2026-08-03T12:00:00Z", now, "zh")).toBe("8月3日");
  });
});
