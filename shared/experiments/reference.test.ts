import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { evidenceOf } from "../../tests/support/evidence.ts";
import type { Assignment, Comparison, Metric } from "../model/experiment.ts";
import { compareArms } from "./compare-arms.ts";

/* Figures of an independent program: tests/reference/ab-statistics.py tells how they were obtained. */

type Rows = (number | null)[][];
interface Entry
  extends Partial<Pick<Comparison, "fixed" | "broken" | "medianA" | "medianB" | "valueA" | "valueB">> {
  name: string;
  metric: Metric["kind"];
  assign: Assignment;
  a: Rows;
  b: Rows;
  clusters: number[] | null;
  n: number;
  difference: number;
  interval: [number, number];
  method: Comparison["method"];
  p?: number | null;
  groups?: number;
  /** The same by another program that draws by itself. */
  other?: [number, number];
}
const { comparisons, severalArms } = JSON.parse(
  readFileSync(new URL("../../tests/reference/ab-statistics.json", import.meta.url), "utf8"),
) as {
  comparisons: Entry[];
  severalArms: { arms: number[][]; p: number[]; intervals: [number, number][]; confidences: number[] };
};

const expectSame = (found: number | null | undefined, expected: number, digits = 8): void => {
  expect(found).toBeTypeOf("number");
  expect(Math.abs((found as number) - expected)).toBeLessThanOrEqual(
    10 ** -digits * Math.max(Math.abs(expected), 1e-3),
  );
};

describe("a whole comparison", () => {
  it.each(comparisons.map((entry) => [entry.name, entry] as const))(
    "of %s has the figures of the independent program",
    (_, entry) => {
      const [found] = compareArms(
        evidenceOf({
          metric: { kind: entry.metric as "pass" },
          assign: entry.assign,
          arms: [entry.a, entry.b],
          clusters: entry.clusters,
        }),
        { delta: 0.05, seed: 7 },
      );
      expect(found?.method).toBe(entry.method);
      expect(found?.n).toBe(entry.n);
      expectSame(found?.difference, entry.difference);
      expectSame(found?.interval?.[0], entry.interval[0]);
      expectSame(found?.interval?.[1], entry.interval[1]);
      if (entry.p === null) expect(found?.p).toBeNull();
      else if (entry.p !== undefined) expectSame(found?.p, entry.p);
      for (const key of ["fixed", "broken", "medianA", "medianB", "valueA", "valueB"] as const)
        if (typeof entry[key] === "number") expectSame(found?.[key], entry[key]);
      expect(found?.clusters ?? undefined).toBe(entry.groups ?? (entry.clusters === null ? undefined : 18));
      if (entry.other !== undefined) {
        // 10,000 resamples against 200,000 others: within a twentieth of the width.
        const width = entry.interval[1] - entry.interval[0];
        expect(Math.abs((found?.interval?.[0] ?? 9) - entry.other[0])).toBeLessThan(width / 20);
        expect(Math.abs((found?.interval?.[1] ?? 9) - entry.other[1])).toBeLessThan(width / 20);
      }
    },
  );

  it("of four arms has Holm's p and intervals at Holm's levels, so that three tries are not read as one", () => {
    const found = compareArms(
      evidenceOf({
        metric: { kind: "pass" },
        arms: severalArms.arms.map((arm) => arm.map((value) => [value])),
      }),
      { delta: 0.05, seed: 1 },
    );
    expect(found.map(({ a, b }) => [a, b])).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
    ]);
    found.forEach((comparison, place) => {
      expectSame(comparison.p, severalArms.p[place] as number);
      expectSame(comparison.confidence, severalArms.confidences[place] as number);
      expectSame(comparison.interval?.[0], severalArms.intervals[place]?.[0] as number);
      expectSame(comparison.interval?.[1], severalArms.intervals[place]?.[1] as number);
    });
    expect(new Set(severalArms.confidences).size).toBeGreaterThan(1);
  });
});
