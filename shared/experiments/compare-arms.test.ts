import { describe, expect, it } from "vitest";
import { type EvidenceParts, evidenceOf } from "../../tests/support/evidence.ts";
import type { Comparison } from "../model/experiment.ts";
import { compareArms, compareByMetrics } from "./compare-arms.ts";
import { missing } from "./evidence.ts";

const options = { delta: 0.05, seed: 1 };

/** Counts of a paired table as the answers of two arms. */
function table(counts: { both?: number; fixed?: number; broken?: number; neither?: number }) {
  const { both = 0, fixed = 0, broken = 0, neither = 0 } = counts;
  const rows = (first: number, second: number, count: number) =>
    Array.from({ length: count }, () => [[first], [second]] as const);
  // Not one kind after the other: as the seed would draw them.
  const all = [...rows(0, 1, fixed), ...rows(1, 0, broken), ...rows(1, 1, both), ...rows(0, 0, neither)];
  const mixed = all.map((row, place) => ({ row, key: (place * 0.618_033_988_749) % 1 }));
  mixed.sort((x, y) => x.key - y.key);
  return { arms: [mixed.map(({ row }) => [...row[0]]), mixed.map(({ row }) => [...row[1]])] };
}

const compare = (parts: EvidenceParts, delta = options.delta): Comparison =>
  compareArms(evidenceOf(parts), { ...options, delta })[0] as Comparison;

const width = ({ interval }: Comparison): number =>
  interval === null ? Number.NaN : interval[1] - interval[0];

describe("pass or fail, each case asked once", () => {
  it("tells a winner where the interval is clear of 0, with what it fixes and breaks", () => {
    const found = compare(table({ both: 50, fixed: 35, broken: 5, neither: 30 }));
    expect(found).toMatchObject({
      verdict: "b_better",
      method: "newcombe-mcnemar",
      n: 120,
      fixed: 35,
      broken: 5,
      leaning: "b",
      neededCases: null,
      directional: false,
      confidence: 0.95,
    });
    expect(found.valueA).toBeCloseTo(55 / 120, 12);
    expect(found.valueB).toBeCloseTo(85 / 120, 12);
    expect(found.p).toBeLessThan(0.001);
  });

  it("names no winner and shows no p under 20 cases, however clear it looks", () => {
    const found = compare(table({ fixed: 19 }));
    expect(found).toMatchObject({ verdict: "cannot_tell", directional: true, p: null, leaning: "b" });
    expect(found.neededCases).toBeGreaterThanOrEqual(1);
    expect(compare(table({ fixed: 20 }))).toMatchObject({ verdict: "b_better", directional: false });
  });

  it("never claims an interval without width where all agree", () => {
    for (const count of [1, 20, 400]) {
      const found = compare(table({ both: count }));
      expect(found.difference).toBe(0);
      expect(width(found)).toBeGreaterThan(1 / count / 2);
      expect(found.leaning).toBeNull();
    }
    expect(compare(table({ both: 20 })).verdict).toBe("cannot_tell");
    expect(compare(table({ both: 400 })).verdict).toBe("no_difference");
  });

  it("calls a sure but small difference one that does not matter", () => {
    const found = compare(table({ both: 9_000, fixed: 300, broken: 100, neither: 600 }));
    expect(found.p).toBeLessThan(0.001);
    expect(found.verdict).toBe("no_difference");
    expect(compare(table({ both: 9_000, fixed: 300, broken: 100, neither: 600 }), 0.01).verdict).toBe(
      "b_better",
    );
  });

  it("asks for the cases that Connor's formula with the shrunk discordance gives", () => {
    // (19 + 1) / (98 + 2) = 0.2: 626 in all.
    const found = compare(table({ both: 60, fixed: 10, broken: 9, neither: 19 }));
    expect(found).toMatchObject({ verdict: "cannot_tell", neededCases: 626 - 98 });
  });

  it("asks for what would clear the interval where the formula is satisfied already", () => {
    // 4 points, and an interval that reaches beyond 5: to find 5 the cases would do.
    const found = compare(table({ both: 500, fixed: 130, broken: 102, neither: 268 }));
    expect(found.verdict).toBe("cannot_tell");
    expect(found.interval?.[0]).toBeLessThan(0);
    expect(found.neededCases).toBeGreaterThanOrEqual(1);
    expect(found.neededCases).toBeLessThan(1_000);
  });
});

describe("what was left out", () => {
  const errors = (count: number) => {
    const evidence = evidenceOf(table({ both: 60, fixed: 30, neither: 10 }));
    const [, arm] = evidence.arms;
    for (let index = 0; index < count; index += 1) {
      (arm as (typeof evidence.arms)[number]).values[index] = Number.NaN;
      (arm as (typeof evidence.arms)[number]).missing[index] = missing.error;
    }
    (arm as (typeof evidence.arms)[number]).errored = count;
    return compareArms(evidence, options)[0] as Comparison;
  };

  it("errors in a twentieth of the cases are counted aloud, in more they forbid a verdict", () => {
    expect(errors(5)).toMatchObject({ verdict: "b_better", n: 95, reasons: [] });
    expect(errors(5).leftOut.errors).toBe(5);
    expect(errors(5).errorRate).toBe(0.025);
    // Of the cases 6 %, while of the calls of both arms it is only 3 %.
    expect(errors(6)).toMatchObject({
      verdict: "not_comparable",
      reasons: ["errors"],
      interval: null,
      p: null,
      neededCases: null,
    });
  });

  it("is counted by the worst reason of either side", () => {
    const evidence = evidenceOf({ arms: [Array(30).fill([1]), Array(30).fill([1])] });
    const [a, b] = evidence.arms;
    const lose = (arm: typeof a, index: number, why: keyof typeof missing) => {
      if (arm === undefined) return;
      arm.values[index] = Number.NaN;
      arm.missing[index] = missing[why];
    };
    lose(a, 0, "unscored");
    lose(b, 0, "error");
    lose(a, 1, "notCalled");
    lose(b, 1, "unscored");
    lose(b, 2, "notCalled");
    lose(a, 3, "unpriced");
    lose(b, 4, "recorded");
    const [found] = compareArms(evidence, options);
    expect(found?.leftOut).toEqual({ errors: 1, unscored: 1, missing: 1, unpriced: 1, recorded: 1 });
    expect(found?.n).toBe(25);
  });

  it("unlike suites or judges are refused with the reason, whatever the values say", () => {
    const found = compare({ ...table({ fixed: 100 }), incomparable: ["suite", "judge"] });
    expect(found).toMatchObject({
      verdict: "not_comparable",
      reasons: ["suite", "judge"],
      p: null,
      interval: null,
    });
  });

  it("replies that nothing checked cannot be compared; a comparison that has not begun can still be told", () => {
    const none = Array(40).fill([null]);
    expect(compare({ arms: [none, none], why: "unscored" })).toMatchObject({
      verdict: "not_comparable",
      reasons: ["no-values"],
      method: "none",
      neededCases: null,
    });
    expect(compare({ arms: [none, none], why: "notCalled" })).toMatchObject({
      verdict: "cannot_tell",
      reasons: [],
      n: 0,
      neededCases: 626,
      valueA: null,
      notes: ["incomplete"],
    });
  });
});

describe("looking before the end", () => {
  // Clear of 0, and E = 2^12 · B(11, 3) = 4.8.
  const weak = table({ both: 70, fixed: 10, broken: 2, neither: 18 });
  const strong = table({ both: 60, fixed: 25, broken: 5, neither: 10 });

  it("after an extension the interval alone makes no winner, and no p is shown", () => {
    expect(compare(weak).verdict).toBe("b_better");
    const found = compare({ ...weak, isExtended: true });
    expect(found).toMatchObject({ verdict: "cannot_tell", p: null });
    expect(found.eValue).toBeCloseTo(4.774, 3);
    expect(found.notes).toContain("extended");
    expect(found.neededCases).toBeGreaterThanOrEqual(1);
    expect(compare({ ...strong, isExtended: true })).toMatchObject({ verdict: "b_better", p: null });
  });

  it("what was stopped as soon as it was enough stays enough when late calls speak against it", () => {
    const fixed = [[0], [1]];
    const broken = [[1], [0]];
    // E = 2^8 / 9 = 28 after eight, and 5.7 after two more that were under way.
    const rows = [...Array(8).fill(fixed), ...Array(2).fill(broken), ...Array(30).fill([[1], [1]])];
    const arms = [rows.map((row) => row[0]), rows.map((row) => row[1])];
    expect(compare({ arms, isStoppedEarly: true }).eValue).toBeCloseTo(256 / 9, 9);
    expect(compare({ arms }).eValue).toBeLessThan(20);
    expect(compare({ arms, isStoppedEarly: true }).notes).toContain("stopped-early");
  });

  it("part of what was planned is no p, and no winner that only an interval speaks for", () => {
    const evidence = evidenceOf(weak);
    const open = (count: number, repeats = 1) => {
      const later = { cases: evidence.cases + count, repeats };
      return {
        ...evidence,
        ...later,
        arms: evidence.arms.map((arm) => ({
          ...arm,
          values: Float64Array.from([...arm.values, ...Array(count).fill(Number.NaN)]),
          missing: Uint8Array.from([...arm.missing, ...Array(count).fill(missing.notCalled)]),
        })),
        order: Uint32Array.from({ length: later.cases }, (_, index) => index),
      };
    };
    const [found] = compareArms(open(7), options);
    expect(found).toMatchObject({ verdict: "cannot_tell", p: null, n: 100, neededCases: 7 });
    expect(found?.notes).toContain("incomplete");
    expect(found?.leftOut.missing).toBe(7);
  });
});

describe("scores", () => {
  const rows = (values: number[]) => values.map((value) => [value]);
  const spread = Array.from({ length: 40 }, (_, index) => 0.3 + (index % 7) / 20);

  it("that all moved alike have no spread to be sure by, and are only a direction", () => {
    const found = compare({
      metric: { kind: "score" },
      arms: [rows(spread), rows(spread.map((value) => value + 0.1))],
    });
    expect(found).toMatchObject({
      verdict: "cannot_tell",
      interval: null,
      p: null,
      directional: true,
      leaning: "b",
      notes: ["no-spread"],
      method: "paired-t",
      fixed: 40,
      broken: 0,
    });
    expect(found.difference).toBeCloseTo(0.1, 12);
  });

  it("of which four differ are only a direction, of which five differ are a finding", () => {
    const moved = (count: number) =>
      compare({
        metric: { kind: "score" },
        arms: [
          rows(spread),
          rows(spread.map((value, index) => (index < count ? value + 0.01 * (index + 1) : value))),
        ],
      });
    expect(moved(4)).toMatchObject({
      verdict: "cannot_tell",
      directional: true,
      p: null,
      notes: ["few-differ"],
    });
    expect(moved(4).interval).not.toBeNull();
    expect(moved(5)).toMatchObject({ verdict: "no_difference", directional: false, notes: [] });
  });

  it("that are the same up to rounding are told as the same", () => {
    const thirds = Array(30).fill([0.1 + 0.2, 0.3, 0.3]);
    const found = compare({
      metric: { kind: "score" },
      arms: [thirds, Array(30).fill([0.3, 0.3, 0.1 + 0.2])],
    });
    expect(found).toMatchObject({ fixed: 0, broken: 0, eValue: null, leaning: null });
  });
});

describe("repeats and groups", () => {
  it("repeats that all agree do not make an interval without width", () => {
    const found = compare({ arms: [Array(50).fill([1, 1, 1]), Array(50).fill([1, 1, 1])] });
    expect(found).toMatchObject({ method: "newcombe-means", p: null, difference: 0, n: 50 });
    expect(found.notes).toEqual(["few-differ", "means-of-repeats"]);
    // As wide as if each case had been asked once: asking again says nothing new here.
    expect(width(found)).toBeCloseTo(width(compare(table({ both: 50 }))), 12);
  });

  it("cases that agree within their groups are as few as the groups", () => {
    const clusters = Array.from({ length: 200 }, (_, index) => Math.floor(index / 10));
    const found = compare({ ...table({ both: 200 }), clusters });
    expect(found).toMatchObject({ method: "newcombe-means", clusters: 20, p: null });
    expect(width(found)).toBeCloseTo(width(compare(table({ both: 20 }))), 12);
  });

  it("groups of one are no groups", () => {
    const parts = table({ both: 30, fixed: 9, broken: 1 });
    const found = compare({ ...parts, clusters: Array.from({ length: 40 }, (_, index) => 1_000 - index) });
    expect(found).toMatchObject({ method: "newcombe-mcnemar", clusters: 40 });
    expect(found.interval).toEqual(compare(parts).interval);
  });
});

it("several metrics are adjusted together, and what cannot be compared makes the others no stricter", () => {
  const passes = evidenceOf(table({ both: 50, fixed: 35, broken: 5, neither: 30 }));
  const scores = evidenceOf({
    ...table({ both: 50, fixed: 12, broken: 5, neither: 53 }),
    metric: { kind: "score" },
  });
  const unlike = { ...passes, incomparable: ["checks" as const] };
  const [first, second, third] = compareByMetrics([passes, scores, unlike], options);
  const alone = compareArms(passes, options)[0]?.p as number;
  expect(first?.p).toBeCloseTo(2 * alone, 12);
  expect(first?.confidence).toBe(0.975);
  expect(second?.p).toBeCloseTo(compareArms(scores, options)[0]?.p as number, 12);
  expect(second?.confidence).toBe(0.95);
  expect(third).toMatchObject({ verdict: "not_comparable", confidence: 0.95 });
});
