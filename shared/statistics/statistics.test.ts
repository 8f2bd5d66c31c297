import { describe, expect, it } from "vitest";
import fc from "../../tests/support/property.ts";
import { bandOf, cohenKappa, weightedKappa } from "./kappa.ts";
import { weightedMean } from "./mean.ts";
import { clusteredProportion, ruleOfThree, wilson } from "./proportion.ts";
import { quantile } from "./quantile.ts";
import { studentT } from "./student-t.ts";

/*
 * Figures that are not from a publication were computed with Python's standard library, in exact fractions or by
 * `statistics`; the program stands beside each of them.
 */

describe("Wilson's interval", () => {
  // R. G. Newcombe (1998), Statistics in Medicine 17, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])(
    "of %i out of %i is the published one, so that no rate is told as surer than it is",
    (passed, count, low, high) => {
      const [lower, upper] = wilson(passed, count) as [number, number];
      expect(lower).toBeCloseTo(low, 4);
      expect(upper).toBeCloseTo(high, 4);
    },
  );

  it("is never empty where all or none passed, as that of Wald is", () => {
    expect(wilson(10, 10)).toEqual([expect.closeTo(0.7225, 4), 1]);
    expect(wilson(0, 10)).toEqual([0, expect.closeTo(0.2775, 4)]);
  });

  it("is not made up where nothing was judged", () => {
    expect(wilson(0, 0)).toBeNull();
  });

  it("lies within 0 and 1, holds the rate, and is mirrored when passes and failures are swapped", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (count, share) => {
          const passed = Math.round(count * share);
          const [low, high] = wilson(passed, count) as [number, number];
          const [otherLow, otherHigh] = wilson(count - passed, count) as [number, number];
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(passed / count);
          expect(high).toBeGreaterThanOrEqual(passed / count);
          expect(otherLow).toBeCloseTo(1 - high, 9);
          expect(otherHigh).toBeCloseTo(1 - low, 9);
        },
      ),
    );
  });
});

it("30 passes in a row still allow one failure in ten", () => {
  expect(ruleOfThree(30)).toBeCloseTo(0.1, 12);
  expect(ruleOfThree(2)).toBe(1);
  expect(ruleOfThree(0)).toBe(1);
});

describe("a rate over clusters", () => {
  it("is Wilson's plain interval where each case was asked once", () => {
    const { interval, effective } = clusteredProportion([1, 0, 1, 1], [1, 1, 1, 1]);
    expect(effective).toBe(4);
    expect(interval).toEqual(wilson(3, 4));
  });

  it("does not grow surer by asking the same cases again when each answers as before", () => {
    const once = clusteredProportion([1, 1, 1, 0, 1, 0, 1, 1, 1, 1, 0, 1], new Array(12).fill(1));
    const ten = clusteredProportion([10, 10, 10, 0, 10, 0, 10, 10, 10, 10, 0, 10], new Array(12).fill(10));
    expect(ten.rate).toBe(once.rate);
    expect(ten.effective).toBeLessThan(12);
    const [low, high] = once.interval as [number, number];
    const [lowAgain, highAgain] = ten.interval as [number, number];
    expect(highAgain - lowAgain).toBeGreaterThanOrEqual(high - low);
  });

  it("grows surer where the repeats of a case differ as much as cases do", () => {
    const { effective } = clusteredProportion([2, 1, 2, 1, 1, 2, 1, 2, 1, 2], new Array(10).fill(3));
    // Less than independent attempts would allow is possible, more is not.
    expect(effective).toBe(30);
  });

  it("counts cases, not attempts, where all passed", () => {
    const { interval, effective } = clusteredProportion([5, 5, 5], [5, 5, 5]);
    expect(effective).toBe(3);
    expect(interval).toEqual(wilson(3, 3));
  });

  /*
   * x = [5,3,0,4,5,1,2,5]; n = [5]*8; N = sum(n); p = F(sum(x), N); c = 8
   * var = F(c, c-1) * sum((xi - p*ni)**2 for xi, ni in zip(x, n)) / N**2
   * t = 2.364624251592784  # quantile of t with 7 degrees of freedom, from tables
   * print(float(p), float(var), float(p*(1-p)/var) * (1.959963984540054/t)**2)
   */
  it("has the effective size that the formula gives", () => {
    const { rate, effective } = clusteredProportion([5, 3, 0, 4, 5, 1, 2, 5], new Array(8).fill(5));
    expect(rate).toBe(0.625);
    expect(effective).toBeCloseTo(8.388083616461937, 6);
  });

  it("says nothing where nothing has a verdict", () => {
    expect(clusteredProportion([0, 0], [0, 0])).toEqual({ rate: null, interval: null, effective: 0 });
  });
});

// Two-sided 5 % points, as in every table of Student's t.
it.each([
  [1, 12.7062],
  [2, 4.3027],
  [3, 3.1824],
  [4, 2.7764],
  [5, 2.5706],
  [7, 2.3646],
  [10, 2.2281],
  [20, 2.086],
  [30, 2.0423],
  [100, 1.984],
  [1_000, 1.9623],
])("Student's t with %i degrees of freedom is that of the tables", (df, t) => {
  expect(studentT(0.95, df)).toBeCloseTo(t, 3);
});

describe("a mean over clusters", () => {
  // statistics.stdev([0.2,0.5,0.9,1,0.4]) / 5 ** 0.5
  it("has the plain standard error where each value stands for itself", () => {
    const { mean, error, count } = weightedMean([0.2, 0.5, 0.9, 1, 0.4]);
    expect(mean).toBeCloseTo(0.6, 12);
    expect(error).toBeCloseTo(0.151657508881031, 12);
    expect(count).toBe(5);
  });

  /*
   * x = [1,1,.8,0,0,.2,.5,.6]; w = [1,1,1,2,2,2,1,1]; g = [0,0,0,1,1,1,2,2]; W = sum(w)
   * m = sum(a*b for a,b in zip(x,w)) / W
   * s = sum(sum(w[i]*(x[i]-m) for i in range(8) if g[i]==c)**2 for c in range(3))
   * print(m, (3/2*s)**.5/W)
   */
  it("weighs cases and takes what belongs together as one", () => {
    const { mean, error } = weightedMean(
      [1, 1, 0.8, 0, 0, 0.2, 0.5, 0.6],
      [1, 1, 1, 2, 2, 2, 1, 1],
      [0, 0, 0, 1, 1, 1, 2, 2],
    );
    expect(mean).toBeCloseTo(0.3909090909090909, 12);
    expect(error).toBeCloseTo(0.28460606935220095, 12);
  });

  it("leaves out what has no score, and has no error of a single value", () => {
    expect(weightedMean([Number.NaN, 0.5, Number.NaN])).toEqual({ mean: 0.5, error: null, count: 1 });
    expect(weightedMean([])).toEqual({ mean: null, error: null, count: 0 });
    expect(weightedMean([1, 0.5], [0, 0])).toMatchObject({ mean: null, error: null });
  });

  it("is not moved by a cluster number that no value has", () => {
    const dense = weightedMean([0, 1, 1], null, [0, 1, 1]);
    expect(weightedMean([0, 1, 1], null, [7, 90, 90])).toEqual(dense);
  });
});

describe("quantiles", () => {
  // statistics.quantiles([15,20,35,40,50], n=20, method="inclusive"): [9] and [18]
  it("lie between their neighbours as in Python, R and spreadsheets", () => {
    expect(quantile([15, 20, 35, 40, 50], 0.5)).toBe(35);
    expect(quantile([15, 20, 35, 40, 50], 0.95)).toBeCloseTo(48, 12);
    expect(quantile([15, 20, 35, 40, 50], 0.4)).toBeCloseTo(29, 12);
    expect(quantile([7], 0.95)).toBe(7);
    expect(quantile([], 0.5)).toBeNull();
  });
});

describe("Cohen's κ", () => {
  // J. L. Fleiss, Statistical Methods for Rates and Proportions (1981), table 13.1: κ = 0.68, its standard error 0.087. With
  // exact fractions in Python: 0.67647 and 0.08770.
  it("of Fleiss's diagnoses is the published one, with the published interval", () => {
    const found = cohenKappa([
      [75, 1, 4],
      [5, 4, 1],
      [0, 0, 10],
    ]);
    expect(found?.kappa).toBeCloseTo(0.6765, 4);
    expect((found?.interval?.[1] ?? 0) - (found?.interval?.[0] ?? 0)).toBeCloseTo(2 * 1.959964 * 0.0877, 3);
    expect(found?.band).toBe("substantial");
  });

  // J. Cohen (1968), Psychological Bulletin 70, 213–220, table 1.
  it("of Cohen's table of 1968 is the published .492", () => {
    const found = cohenKappa([
      [88, 14, 18],
      [10, 40, 10],
      [2, 6, 12],
    ]);
    expect(found?.kappa).toBeCloseTo(0.492, 3);
    expect(found?.band).toBe("moderate");
  });

  // 20 and 15 of 50 agree, 5 and 10 do not: po = .7, pe = .5.
  it("takes off what chance would agree on", () => {
    const found = cohenKappa([
      [20, 5],
      [10, 15],
    ]);
    expect(found?.kappa).toBeCloseTo(0.4, 12);
    expect(found?.band).toBe("fair");
  });

  it("is 1 of full agreement, as sure as twelve labels are not, and under 0 of contradiction", () => {
    expect(
      cohenKappa([
        [6, 0],
        [0, 6],
      ]),
    ).toEqual({ kappa: 1, interval: null, band: "almost-perfect" });
    expect(
      cohenKappa([
        [0, 6],
        [6, 0],
      ]),
    ).toMatchObject({ kappa: -1, band: "poor" });
  });

  it("is not told of nine labels, nor where one of the two always says the same", () => {
    expect(
      cohenKappa([
        [4, 1],
        [1, 3],
      ]),
    ).toBeNull();
    expect(
      cohenKappa([
        [90, 0],
        [10, 0],
      ]),
    ).toBeNull();
    expect(
      cohenKappa([
        [90, 10],
        [0, 0],
      ]),
    ).toBeNull();
  });

  /*
   * Grades 1..5; t = [[4,1,0,0,0],[1,5,2,0,0],[0,1,6,1,0],[0,0,2,5,1],[0,0,0,1,4]], w = 1-((i-j)/4)**2, exact fractions:
   * (po-pe)/(1-pe)
   */
  it("with weights forgives a miss by one star more than a miss by four", () => {
    const near = [
      [4, 1, 0, 0, 0],
      [1, 5, 2, 0, 0],
      [0, 1, 6, 1, 0],
      [0, 0, 2, 5, 1],
      [0, 0, 0, 1, 4],
    ];
    expect(weightedKappa(near)?.kappa).toBeCloseTo(0.9090909090909091, 9);
    expect(weightedKappa(near)?.kappa).toBeGreaterThan(cohenKappa(near)?.kappa as number);
  });
});

// J. R. Landis & G. G. Koch (1977), page 165.
it.each([
  [-0.01, "poor"],
  [0, "slight"],
  [0.2, "slight"],
  [0.21, "fair"],
  [0.41, "moderate"],
  [0.61, "substantial"],
  [0.81, "almost-perfect"],
])("κ of %d is called %s", (kappa, band) => {
  expect(bandOf(kappa)).toBe(band);
});
