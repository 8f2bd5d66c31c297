import { expect, it } from "vitest";
import { bcaInterval, bcaP, bootstrapRatio, type RatioBootstrap } from "./bootstrap.ts";

const costs = (count: number, factor: number) =>
  Float64Array.from({ length: count }, (_, unit) =>
    unit % 6 === 0 ? 0 : factor * (1 + ((unit * 37) % 11) ** 2),
  );

it("the interval whose confidence is one minus p just reaches a ratio of 1, so that the two never disagree", () => {
  for (const factor of [1.1, 1.25, 0.8]) {
    const found = bootstrapRatio(
      { below: costs(40, 1), above: costs(40, factor).reverse() },
      5,
    ) as RatioBootstrap;
    const p = bcaP(found);
    expect(p).toBeGreaterThan(0.001);
    expect(p).toBeLessThan(1);
    const ends = bcaInterval(found, 1 - p) as [number, number];
    expect(Math.min(Math.abs(ends[0]), Math.abs(ends[1]))).toBeLessThan(0.005);
    const surer = bcaInterval(found, 1 - p / 2) as [number, number];
    expect(surer[0] < 0 && surer[1] > 0).toBe(true);
  }
});

it("claims no p that ten thousand draws cannot tell", () => {
  const below = Float64Array.from({ length: 30 }, (_, unit) => 1 + (unit % 3));
  const found = bootstrapRatio({ below, above: below.map((value, unit) => 9 * value + (unit % 2)) }, 1);
  expect(bcaP(found as RatioBootstrap)).toBeCloseTo(2 / 10_001, 12);
});

it("has no interval where a side is all 0, nearly all 0, or every unit is alike", () => {
  const ones = new Float64Array(30).fill(1);
  const single = Float64Array.from({ length: 30 }, (_, unit) => (unit === 0 ? 1 : 0));
  expect(bootstrapRatio({ below: new Float64Array(30), above: ones }, 1)).toBeNull();
  // Of a third of the draws there is no ratio at all.
  const rare = bootstrapRatio({ below: single, above: ones }, 1) as RatioBootstrap;
  expect(bcaInterval(rare)).toBeNull();
  const alike = bootstrapRatio({ below: ones, above: ones.map((one) => 2 * one) }, 1) as RatioBootstrap;
  expect(alike.logRatio).toBeCloseTo(Math.log(2), 12);
  expect(bcaInterval(alike)).toBeNull();
});

it("other seeds draw others, the same seed the same", () => {
  const sample = { below: costs(25, 1), above: costs(25, 1.3).reverse() };
  const ends = (seed: number) => bcaInterval(bootstrapRatio(sample, seed) as RatioBootstrap);
  expect(ends(3)).toEqual(ends(3));
  expect(ends(3)).not.toEqual(ends(4));
});
