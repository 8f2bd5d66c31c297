import { describe, expect, it } from "vitest";
import { holm } from "./holm.ts";
import { independentDifference } from "./independent-proportions.ts";
import { weightedMean } from "./mean.ts";
import { ofPairs, tInterval, tTest, welch } from "./mean-difference.ts";
import { pairedDifference } from "./paired-proportions.ts";
import { wilson } from "./proportion.ts";
import { casesForIndependentRates, casesForPairedRates } from "./sample-size.ts";
import { signTest } from "./sign-test.ts";

describe("published figures", () => {
  // R. G. Newcombe (1998), Statistics in Medicine 17, 2635–2650, table III, method 10: e, f, g, h.
  it.each([
    [36, 12, 2, 0, 0.0569, 0.3404],
    [18, 12, 2, 18, 0.0562, 0.329],
    [53, 0, 0, 1, -0.0729, 0.0729],
    [0, 30, 0, 0, 0.8395, 1],
  ])(
    "Newcombe's pairs of %i, %i, %i and %i have his interval, so that no difference is told as surer than it is",
    (both, gained, lost, neither, low, high) => {
      const [lower, upper] = pairedDifference({ both, gained, lost, neither }) as [number, number];
      expect(lower).toBeCloseTo(low, 4);
      expect(upper).toBeCloseTo(high, 4);
    },
  );

  // R. G. Newcombe (1998), Statistics in Medicine 17, 873–890, table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])("Newcombe's %i of %i against %i of %i have his interval", (x2, n2, x1, n1, low, high) => {
    const within = (passed: number, count: number) => ({
      rate: passed / count,
      interval: wilson(passed, count) as [number, number],
    });
    const [lower, upper] = independentDifference(within(x1, n1), within(x2, n2));
    expect(lower).toBeCloseTo(low, 4);
    expect(upper).toBeCloseTo(high, 4);
  });

  // M. W. Fagerland, S. Lydersen & P. Laake (2013), BMC Medical Research Methodology 13:91, table 6.
  it.each([
    [1, 7, 0.039],
    [6, 16, 0.035],
  ])("the mid-p McNemar test of %i against %i is Fagerland's", (fewer, more, p) => {
    expect(signTest(fewer, more)).toBeCloseTo(p, 3);
    expect(signTest(more, fewer)).toBe(signTest(fewer, more));
  });

  // By R. J. Connor (1987), rounded up, as in the reference of this project.
  it.each([
    [0.1, 0.05, 312],
    [0.2, 0.05, 626],
    [0.3, 0.05, 940],
    [0.4, 0.05, 1254],
    [0.2, 0.1, 155],
    [0.3, 0.1, 234],
    [0.4, 0.1, 312],
    [0.2, 0.15, 68],
    [0.3, 0.15, 103],
    [0.4, 0.15, 138],
    [0.3, 0.2, 57],
    [0.4, 0.2, 77],
  ])("where %d of the cases differ, %d is found with %i cases", (discordance, delta, cases) => {
    expect(Math.ceil(casesForPairedRates(discordance, delta))).toBe(cases);
  });

  it.each([
    [0.05, 1251],
    [0.1, 294],
    [0.15, 121],
    [0.2, 62],
  ])("without pairs a difference of %d takes %i calls per arm", (delta, cases) => {
    expect(Math.ceil(casesForIndependentRates(0.7, delta))).toBe(cases);
  });

  // S. Holm (1979) orders; these four are of Wikipedia's and R's documentation of p.adjust.
  it("Holm's adjustment of .01, .04, .03 and .005 is .03, .06, .06 and .02", () => {
    [0.03, 0.06, 0.06, 0.02].forEach((p, place) => {
      expect(holm([0.01, 0.04, 0.03, 0.005])[place]).toBeCloseTo(p, 12);
    });
  });

  // “Student” (1908), Biometrika 6, 1–25: sleep gained by ten patients with two drugs. As in R's documentation of
  // t.test: paired t = -4.0621 with 9 degrees of freedom, p = 0.002833, -2.4599 to -0.7001; Welch t = -1.8608 with 17.776,
  // p = 0.07939, -3.3655 to 0.2055.
  const one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
  const two = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
  const meanOf = (values: number[]) => {
    const { mean, error } = weightedMean(values);
    return { mean: mean as number, error: error as number, units: values.length };
  };

  it("Student's own patients have the paired t and the interval of the books", () => {
    const found = ofPairs(meanOf(one.map((value, place) => value - (two[place] as number))));
    expect(found.mean / found.error).toBeCloseTo(-4.0621, 4);
    expect(tTest(found)).toBeCloseTo(0.002833, 6);
    const [low, high] = tInterval(found);
    expect(low).toBeCloseTo(-2.4599, 4);
    expect(high).toBeCloseTo(-0.7001, 4);
  });

  it("the same patients as two groups have Welch's t, its degrees of freedom and its interval", () => {
    const found = welch(meanOf(two), meanOf(one));
    expect(found.mean / found.error).toBeCloseTo(-1.8608, 4);
    expect(found.df).toBeCloseTo(17.776, 3);
    expect(tTest(found)).toBeCloseTo(0.07939, 5);
    const [low, high] = tInterval(found);
    expect(low).toBeCloseTo(-3.3655, 4);
    expect(high).toBeCloseTo(0.2055, 4);
  });
});
