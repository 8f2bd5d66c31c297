import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { eValueOf } from "./e-value.ts";
import { holm, holmSteps } from "./holm.ts";
import { independentDifference } from "./independent-proportions.ts";
import { normalCumulative, normalQuantile } from "./normal.ts";
import { type PairedCounts, pairedDifference } from "./paired-proportions.ts";
import { wilson } from "./proportion.ts";
import { casesForIndependentRates, casesForMeans, casesForPairedRates } from "./sample-size.ts";
import { signTest } from "./sign-test.ts";
import { studentT, twoSidedP } from "./student-t.ts";

/* Figures of an independent program: tests/reference/ab-statistics.py tells how they were obtained. */

type Ends = [number, number];
interface Single {
  paired: (PairedCounts & { confidence: number; interval: Ends })[];
  wilson: { passed: number; count: number; confidence: number; interval: Ends }[];
  independent: { first: Ends; second: Ends; confidence: number; interval: Ends }[];
  signs: { wins: number; losses: number; p: number }[];
  evidence: { wins: number; losses: number; e: number }[];
  t: { confidence: number; df: number; t: number }[];
  tails: { t: number; df: number; p: number }[];
  normal: { p: number; z: number }[];
  cumulative: { z: number; p: number }[];
  holm: { ps: number[]; adjusted: number[]; rejected: boolean[] }[];
  sizes: {
    paired: { discordance: number; delta: number; cases: number }[];
    independent: { base: number; delta: number; cases: number }[];
    means: { variance: string; delta: string; cases: number }[];
  };
}
const { single } = JSON.parse(
  readFileSync(new URL("../../tests/reference/ab-statistics.json", import.meta.url), "utf8"),
) as { single: Single };

/** Nine digits, of small numbers as of large ones. */
function expectSame(found: number | undefined, expected: number, of: unknown): void {
  const message = JSON.stringify(of);
  expect(found, message).toBeTypeOf("number");
  expect(Math.abs((found as number) - expected), message).toBeLessThanOrEqual(
    1e-9 * Math.max(Math.abs(expected), 1e-3),
  );
}

const expectEnds = (found: Ends | null, expected: Ends, of: unknown): void => {
  expectSame(found?.[0], expected[0], of);
  expectSame(found?.[1], expected[1], of);
};

describe("against the independent program", () => {
  it("Newcombe's paired interval is the same, also where none differ, all pass or counts are not whole", () => {
    expect(single.paired.length).toBeGreaterThan(100);
    for (const row of single.paired) expectEnds(pairedDifference(row, row.confidence), row.interval, row);
  });

  it("Wilson's interval is the same at every level, so that a stricter comparison does not keep the 95 % one", () => {
    for (const row of single.wilson)
      expectEnds(wilson(row.passed, row.count, row.confidence), row.interval, row);
  });

  it("Newcombe's interval of independent rates is the same", () => {
    for (const row of single.independent) {
      const [first, second] = [row.first, row.second].map(([passed, count]) => ({
        rate: passed / count,
        interval: wilson(passed, count, row.confidence) as Ends,
      })) as [{ rate: number; interval: Ends }, { rate: number; interval: Ends }];
      expectEnds(independentDifference(first, second), row.interval, row);
    }
  });

  it("the mid-p is the same from no case to a hundred thousand", () => {
    for (const row of single.signs) expectSame(signTest(row.wins, row.losses), row.p, row);
  });

  it("the e-value is the same up to 10^64", () => {
    for (const row of single.evidence)
      expect(eValueOf(row.wins, row.losses) / row.e, JSON.stringify(row)).toBeCloseTo(1, 9);
  });

  it("Student's t and the normal distribution are the same to both sides", () => {
    for (const row of single.t) expectSame(studentT(row.confidence, row.df), row.t, row);
    for (const row of single.tails) {
      const p = twoSidedP(row.t, row.df);
      // Also of a p with thirty zeros the digits are right.
      expect(p === row.p ? 1 : p / row.p, JSON.stringify(row)).toBeCloseTo(1, 8);
    }
    for (const row of single.normal) expectSame(normalQuantile(row.p), row.z, row);
    for (const row of single.cumulative) expectSame(normalCumulative(row.z), row.p, row);
  });

  it("Holm's adjusted p are the same, and the level of each interval rejects what the p rejects", () => {
    for (const row of single.holm) {
      holm(row.ps).forEach((p, place) => {
        expectSame(p, row.adjusted[place] as number, row);
      });
      holmSteps(row.ps).forEach(({ confidence }, place) => {
        expect((row.ps[place] as number) <= 1 - confidence + 1e-12, JSON.stringify(row)).toBe(
          row.rejected[place],
        );
      });
    }
  });

  it("the numbers of cases are the same", () => {
    for (const row of single.sizes.paired)
      expectSame(casesForPairedRates(row.discordance, row.delta), row.cases, row);
    for (const row of single.sizes.independent)
      expectSame(casesForIndependentRates(row.base, row.delta), row.cases, row);
    for (const row of single.sizes.means)
      expectSame(casesForMeans(Number(row.variance), Number(row.delta)), row.cases, row);
  });
});
