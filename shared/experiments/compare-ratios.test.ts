import { describe, expect, it } from "vitest";
import { type EvidenceParts, evidenceOf } from "../../tests/support/evidence.ts";
import type { Comparison } from "../model/experiment.ts";
import { compareArms } from "./compare-arms.ts";

const compare = (parts: EvidenceParts, delta = 0.05): Comparison =>
  compareArms(evidenceOf(parts), { delta, seed: 1 })[0] as Comparison;

const width = ({ interval }: Comparison): number =>
  interval === null ? Number.NaN : interval[1] - interval[0];

describe("latency and cost", () => {
  const times = (factor: number) =>
    Array.from({ length: 60 }, (_, index) => [(400 + 37 * (index % 13)) * factor * (1 + (index % 5) / 100)]);

  it("are better where they are less", () => {
    const steady = Array.from({ length: 60 }, (_, index) => [400 + 37 * (index % 13)]);
    const found = compare({ metric: { kind: "latency" }, arms: [steady, times(0.8)] });
    expect(found).toMatchObject({
      verdict: "b_better",
      scale: "ratio",
      method: "log-ratio",
      leaning: "b",
      fixed: 60,
    });
    expect(found.difference).toBeCloseTo(0.8 * 1.0198 - 1, 3);
    expect(compare({ metric: { kind: "latency" }, arms: [times(0.8), steady] }).verdict).toBe("a_better");
  });

  it("do not matter between 1 / 1.05 and 1.05, which is not the same as between 0.95 and 1.05", () => {
    // Logarithms from -0.0495 to 0.0095: 1 / 1.05 is at -0.0488, 0.95 at -0.0513.
    const rows = (arm: number) =>
      Array.from({ length: 40 }, (_, index) => [
        500 * Math.exp(arm * (-0.02 + (index % 2 === 0 ? 1 : -1) * 0.0911)),
      ]);
    const parts: EvidenceParts = { metric: { kind: "latency" }, arms: [rows(0), rows(1)] };
    expect(compare(parts).interval?.[0]).toBeGreaterThan(-0.05);
    expect(compare(parts)).toMatchObject({ verdict: "cannot_tell" });
    expect(compare(parts, 0.052)).toMatchObject({ verdict: "no_difference" });
  });

  it("of which one side is all 0 have no ratio", () => {
    const free = Array(30).fill([0]);
    const paid = Array.from({ length: 30 }, (_, index) => [0.001 + index / 10_000]);
    const cheaper = compare({ metric: { kind: "cost" }, arms: [paid, free] });
    expect(cheaper).toMatchObject({
      verdict: "cannot_tell",
      interval: null,
      p: null,
      difference: -1,
      leaning: "b",
    });
    const dearer = compare({ metric: { kind: "cost" }, arms: [free, paid] });
    expect(dearer).toMatchObject({ verdict: "cannot_tell", interval: null, difference: null, leaning: "a" });
    expect(compare({ metric: { kind: "cost" }, arms: [free, free] })).toMatchObject({
      difference: null,
      leaning: null,
    });
  });

  it("say the same each time, since the seed draws the bootstrap", () => {
    const rows = times(1).map((row, index) => (index % 9 === 0 ? [0] : row));
    const parts: EvidenceParts = { metric: { kind: "cost" }, arms: [rows, times(1.3)] };
    expect(compare(parts).method).toBe("bca-ratio");
    expect(compare(parts)).toEqual(compare(parts));
  });

  it("of many cases draw groups of them, which are as wide as drawing each", () => {
    const costs = (count: number, factor: number) =>
      Array.from({ length: count }, (_, index) => [
        index % 7 === 0 ? 0 : factor * (1 + ((index * 7_919) % 101) / 50),
      ]);
    const found = (count: number) =>
      compare({ metric: { kind: "cost" }, arms: [costs(count, 1), costs(count, 1.02).reverse()] });
    const [few, many] = [found(2_000), found(32_000)];
    // √16 times as narrow.
    expect(width(few) / width(many)).toBeGreaterThan(3.5);
    expect(width(few) / width(many)).toBeLessThan(4.5);
  });
});

describe("calls drawn to arms at random", () => {
  const draw = (value: (arm: number, index: number) => number, count: number, repeats = 1) => {
    const at = (arm: number) =>
      Array.from({ length: count }, (_, index) =>
        Array.from({ length: repeats }, (_, repeat) =>
          (index + repeat) % 2 === arm ? value(arm, index) : null,
        ),
      );
    return { assign: "random" as const, arms: [at(0), at(1)] };
  };

  it("have no fixed or broken cases and no e-value, and count calls of either arm", () => {
    const found = compare(draw((arm, index) => (index % 10 < 4 + 3 * arm ? 1 : 0), 400));
    expect(found).toMatchObject({
      verdict: "b_better",
      method: "newcombe-welch",
      n: 400,
      fixed: null,
      broken: null,
      eValue: null,
    });
  });

  it("are no surer for asking the same cases again where each answers as before", () => {
    const once = compare(draw((_, index) => (index % 3 === 0 ? 1 : 0), 60));
    const again = compare(draw((_, index) => (index % 3 === 0 ? 1 : 0), 30, 20));
    expect(again.n).toBe(600);
    expect(width(again)).toBeGreaterThan(width(once));
  });

  it("need 20 calls in each arm", () => {
    const found = compare(draw((arm) => arm, 38));
    expect(found).toMatchObject({ verdict: "cannot_tell", directional: true, p: null, n: 38 });
    expect(compare(draw((arm) => arm, 40)).verdict).toBe("b_better");
  });
});
