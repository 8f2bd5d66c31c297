import { describe, expect, it } from "vitest";
import { type EvidenceParts, evidenceOf } from "../../tests/support/evidence.ts";
import type { Comparison } from "../model/experiment.ts";
import { eValueOf } from "../statistics/e-value.ts";
import { drawing, drawRange } from "../statistics/random.ts";
import { compareArms } from "./compare-arms.ts";
import { type CompareOptions, missing } from "./evidence.ts";

const compare = (parts: EvidenceParts, options: Partial<CompareOptions> = {}): Comparison =>
  compareArms(evidenceOf(parts), { delta: 0.05, seed: 1, ...options })[0] as Comparison;
const isWinner = ({ verdict }: Comparison): boolean => verdict.endsWith("_better");
const repeat = (value: number, count: number) => Array.from({ length: count }, () => [value]);

describe("a plan with two ways to a winner", () => {
  /** Arms alike, by the number of cases that both, only B, only A and neither pass, after each case. */
  function drawCounts(cases: number, differing: number, draw: () => number) {
    const counts = [0, 0, 0, 0];
    return Array.from({ length: cases }, () => {
      const at = draw();
      const kind = at < differing ? (at < differing / 2 ? 1 : 2) : draw() < 0.5 ? 0 : 3;
      counts[kind] = (counts[kind] as number) + 1;
      return [...counts] as [number, number, number, number];
    });
  }

  const known = new Map<string, boolean>();
  /** Whether a winner is named on these counts. */
  function isNamed(counts: readonly number[], looked: Partial<EvidenceParts>, options: object): boolean {
    const key = JSON.stringify([counts, looked, options]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const [both = 0, fixed = 0, broken = 0, neither = 0] = counts;
    const side = (gained: number, lost: number) => [
      ...repeat(gained, fixed),
      ...repeat(lost, broken),
      ...repeat(1, both),
      ...repeat(0, neither),
    ];
    const made = isWinner(compare({ arms: [side(0, 1), side(1, 0)], ...looked }, options));
    known.set(key, made);
    return made;
  }

  const draws = 1_500;
  /** In how many of the draws any look names a winner. */
  function falseWinners(
    seed: number,
    cases: number,
    differing: number,
    looks: (counts: number[][]) => boolean,
  ) {
    const fill = drawing(seed);
    const row = new Uint32Array(1);
    const draw = () => {
      fill(row, drawRange);
      return (row[0] as number) / drawRange;
    };
    let wrong = 0;
    for (let index = 0; index < draws; index += 1) if (looks(drawCounts(cases, differing, draw))) wrong += 1;
    return wrong / draws;
  }

  const isEnough = ([, fixed = 0, broken = 0]: number[]) => eValueOf(fixed, broken) >= 20;
  const stopsOrEnds = (options: object) => (all: number[][]) =>
    all.slice(19).some((counts) => isEnough(counts) && isNamed(counts, { isStoppedEarly: true }, options)) ||
    isNamed(all.at(-1) as number[], {}, options);
  const growsBy20 = (options: object) => (all: number[][]) =>
    all.some((counts, index) => {
      const cases = index + 1;
      if (cases % 20 !== 0 || (cases > 20 && !isEnough(counts))) return false;
      return isNamed(counts, { isExtended: cases > 20 }, options);
    });

  it("names a false one in 5 of 100 at most where it may stop early or come to its end", () => {
    expect(falseWinners(3, 200, 0.4, stopsOrEnds({ stopEarly: true }))).toBeLessThanOrEqual(0.05);
    // By the two ways one after the other, each at its own 5 %, it would be more.
    expect(falseWinners(3, 200, 0.4, stopsOrEnds({}))).toBeGreaterThan(0.053);
  });

  it("names a false one in 5 of 100 at most where cases may be added until one is there", () => {
    expect(falseWinners(5, 300, 0.6, growsBy20({ mayExtend: true }))).toBeLessThanOrEqual(0.05);
    expect(falseWinners(5, 300, 0.6, growsBy20({}))).toBeGreaterThan(0.053);
  });

  it("shows a p that agrees with its interval", () => {
    const arms = [
      [...repeat(0, 12), ...repeat(1, 3), ...repeat(1, 45)],
      [...repeat(1, 12), ...repeat(0, 3), ...repeat(1, 45)],
    ];
    const once = compare({ arms });
    const twice = compare({ arms }, { mayExtend: true });
    expect([once.confidence, twice.confidence]).toEqual([0.95, 0.975]);
    expect(twice.p).toBeCloseTo(2 * (once.p as number), 12);
    expect(twice.interval?.[0]).toBeLessThan(once.interval?.[0] as number);
  });
});

describe("groups that are few, whatever the number of cases", () => {
  const passed = (counts: number[], arm: number) =>
    counts.flatMap((count, group) => repeat(group === 0 ? arm : 1, count));
  const grouped = (counts: number[]) => counts.flatMap((count, group) => Array(count).fill(group));

  it("one that holds nearly all cases is one event and names no winner", () => {
    const counts = [30, ...Array(10).fill(1)];
    const found = compare({ arms: [passed(counts, 0), passed(counts, 1)], clusters: grouped(counts) });
    expect(found).toMatchObject({ verdict: "cannot_tell", clusters: 11, fixed: 30, n: 40, p: null });
    expect(found.interval?.[0]).toBeLessThan(0);
    expect(found.neededCases).toBeGreaterThanOrEqual(1);
  });

  it("one of ten among ninety single cases names no winner either", () => {
    const counts = [10, ...Array(90).fill(1)];
    const found = compare({ arms: [passed(counts, 0), passed(counts, 1)], clusters: grouped(counts) });
    expect(found).toMatchObject({ verdict: "cannot_tell", fixed: 10 });
  });

  it.each([1, 2, 3, 4])("%i of them that all turn name no winner", (groups) => {
    const clusters = Array.from({ length: 40 }, (_, index) => index % groups);
    const found = compare({ arms: [repeat(0, 40), repeat(1, 40)], clusters });
    expect(found).toMatchObject({ verdict: "cannot_tell", n: 40, clusters: groups, p: null });
  });

  it("many of them that agree are still no difference, and eight that turn are still a winner", () => {
    const clusters = Array.from({ length: 400 }, (_, index) => index >> 1);
    expect(compare({ arms: [repeat(1, 400), repeat(1, 400)], clusters }).verdict).toBe("no_difference");
    const arms = [[...repeat(0, 16), ...repeat(1, 24)], repeat(1, 40)];
    expect(compare({ arms, clusters: clusters.slice(0, 40) }).verdict).toBe("b_better");
  });
});

it("an arm that fails at more than one call in twenty is not made comparable by one that does not", () => {
  const sides = [
    Array.from({ length: 200 }, (_, index) => [index % 2 === 0 ? 0 : null]),
    Array.from({ length: 200 }, (_, index) => [index % 2 === 1 ? 1 : null]),
  ];
  const withErrors = (count: number) => {
    const evidence = evidenceOf({ assign: "random", arms: sides });
    const [, b] = evidence.arms;
    if (b === undefined) throw new Error("there are two arms");
    for (let index = 0; index < count; index += 1) {
      b.values[2 * index + 1] = Number.NaN;
      b.missing[2 * index + 1] = missing.error;
    }
    b.errored = count;
    b.made = 100;
    return compareArms(evidence, { delta: 0.05, seed: 1 })[0];
  };
  expect(withErrors(5)?.verdict).toBe("b_better");
  // Of the calls of both together 3 %.
  expect(withErrors(6)).toMatchObject({ verdict: "not_comparable", reasons: ["errors"], errorRate: 0.03 });
});

it("asks for one case more where nineteen of nineteen are fixed, and not for thousands", () => {
  expect(compare({ arms: [repeat(0, 19), repeat(1, 19)] })).toMatchObject({
    verdict: "cannot_tell",
    neededCases: 1,
  });
});

describe("calls that are drawn at random", () => {
  /** Each case asked so often in either arm; B always passes. */
  const asked = (cases: number, times: number, group?: (index: number) => number): EvidenceParts => {
    const row = (arm: number) =>
      Array.from({ length: 2 * times }, (_, place) => (place % 2 === arm ? arm : null));
    const rows = (arm: number) => Array.from({ length: cases }, () => row(arm));
    return {
      assign: "random",
      arms: [rows(0), rows(1)],
      clusters: group === undefined ? null : Array.from({ length: cases }, (_, index) => group(index)),
    };
  };

  it("name no winner on a handful of cases, however often these are asked", () => {
    expect(compare(asked(19, 10))).toMatchObject({
      verdict: "cannot_tell",
      n: 380,
      directional: true,
      p: null,
    });
    expect(compare(asked(20, 10))).toMatchObject({ verdict: "b_better", directional: false });
  });

  it("name no winner on four groups, however many cases they have", () => {
    expect(compare(asked(60, 1, (index) => index % 4))).toMatchObject({
      verdict: "cannot_tell",
      clusters: 4,
    });
    expect(compare(asked(60, 1, (index) => index % 20))).toMatchObject({ verdict: "b_better" });
  });
});
