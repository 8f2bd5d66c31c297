import { describe, expect, it } from "vitest";
import { placeOn, rangeOf, ticksOf } from "./difference-axis.ts";

describe("an axis of differences", () => {
  const range = rangeOf([4.2, -1, 9.5], [-5, 5], "difference");

  it("shows the whole interval, the band and zero, none of them at the very edge", () => {
    for (const value of [-5, -1, 0, 4.2, 9.5]) {
      const place = placeOn(range, value, "difference");
      expect(place).toBeGreaterThan(0.1);
      expect(place).toBeLessThan(0.9);
    }
  });

  it("has few round marks, and zero is one of them", () => {
    const ticks = ticksOf(range, "difference");
    expect(ticks).toContain(0);
    expect(ticks.length).toBeGreaterThan(2);
    expect(ticks.length).toBeLessThanOrEqual(8);
  });

  it("does not break where everything is far off on one side", () => {
    const far = rangeOf([90, 80, 99], [-5, 5], "difference");
    expect(placeOn(far, 0, "difference")).toBeGreaterThan(0);
    expect(placeOn(far, 99, "difference")).toBeLessThan(1);
  });
});

describe("an axis of ratios", () => {
  it("has half and double equally far from the same", () => {
    const range = rangeOf([0.5, 2], [1 / 1.05, 1.05], "ratio");
    const [half, same, double] = [0.5, 1, 2].map((value) => placeOn(range, value, "ratio")) as [
      number,
      number,
      number,
    ];
    expect(same - half).toBeCloseTo(double - same, 10);
  });

  it.each([
    [0.97, 1.04],
    [0.5, 2.2],
    [0.001, 1.2],
    [0.9, 4_000],
  ])("from ×%d to ×%d has few marks, and 1 is one of them", (low, high) => {
    const ticks = ticksOf(rangeOf([low, high], [1 / 1.05, 1.05], "ratio"), "ratio");
    expect(ticks).toContain(1);
    expect(ticks.length).toBeLessThanOrEqual(7);
  });
});
