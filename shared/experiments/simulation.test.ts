import { describe, expect, it } from "vitest";
import { evidenceOf } from "../../tests/support/evidence.ts";
import type { Comparison } from "../model/experiment.ts";
import { pairedDifference } from "../statistics/paired-proportions.ts";
import { drawing, drawRange } from "../statistics/random.ts";
import { signTest } from "../statistics/sign-test.ts";
import { compareArms } from "./compare-arms.ts";
import { eValueAlong } from "./e-value-along.ts";
import { type Evidence, missing } from "./evidence.ts";

/** Numbers 0..1, the same each time. */
function numbers(seed: number): () => number {
  const draw = drawing(seed);
  const row = new Uint32Array(4_096);
  let place = row.length;
  return () => {
    if (place === row.length) {
      draw(row, drawRange);
      place = 0;
    }
    return ((row[place++] as number) + 0.5) / drawRange;
  };
}

/** Box and Muller's. */
const normal = (next: () => number): number =>
  Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());

const compare = (found: Evidence): Comparison =>
  compareArms(found, { delta: 0.05, seed: 1 })[0] as Comparison;

/** In how many of the draws the interval holds what is true. */
function coverage(draws: number, truth: number, make: () => Evidence): number {
  let held = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const { interval } = compare(make());
    if (interval !== null && interval[0] <= truth && truth <= interval[1]) held += 1;
  }
  return held / draws;
}

describe("the 95 % interval of the paired difference of pass rates", () => {
  const draws = 6_000;
  const settings = [20, 50, 100, 200].flatMap((n) =>
    [0.05, 0.1, 0.2, 0.3].flatMap((discordance) =>
      [0, 0.5, 0.9].map((lean) => ({ n, discordance, difference: lean * discordance })),
    ),
  );

  it.each(settings)(
    "of $n cases of which $discordance differ, by $difference, holds the truth in 94 of 100 or more",
    ({ n, discordance, difference }) => {
      const next = numbers(n * 1_000 + discordance * 100 + difference);
      const gain = (discordance + difference) / 2;
      const stay = 0.7 - difference / 2 - (discordance - gain);
      const known = new Map<string, boolean>();
      let held = 0;
      for (let draw = 0; draw < draws; draw += 1) {
        const counts = { both: 0, gained: 0, lost: 0, neither: 0 };
        for (let index = 0; index < n; index += 1) {
          const at = next();
          if (at < gain) counts.gained += 1;
          else if (at < discordance) counts.lost += 1;
          else if (at < discordance + stay) counts.both += 1;
          else counts.neither += 1;
        }
        const key = `${counts.gained} ${counts.lost} ${counts.both}`;
        let isHeld = known.get(key);
        if (isHeld === undefined) {
          const [low, high] = pairedDifference(counts) as [number, number];
          isHeld = low <= difference && difference <= high;
          known.set(key, isHeld);
        }
        if (isHeld) held += 1;
      }
      expect(held / draws).toBeGreaterThanOrEqual(0.94);
    },
  );
});

// Exactly: over every number of cases that differ, and every way in which they can.
it.each([20, 50, 100, 200])("the mid-p test of %i cases alike rejects in 5.3 of 100 at most", (n) => {
  const binomials = (trials: number, chance: number) => {
    const found = new Float64Array(trials + 1);
    let log = trials * Math.log1p(-chance);
    for (let count = 0; count <= trials; count += 1) {
      found[count] = Math.exp(log);
      log += Math.log((trials - count) / (count + 1)) + Math.log(chance / (1 - chance));
    }
    return found;
  };
  const rejected = Array.from({ length: n + 1 }, (_, differing) => {
    const ways = binomials(differing, 0.5);
    return ways.reduce(
      (sum, chance, wins) => sum + (signTest(wins, differing - wins) < 0.05 ? chance : 0),
      0,
    );
  });
  for (const discordance of [0.05, 0.1, 0.2, 0.3, 0.5]) {
    const error = binomials(n, discordance).reduce(
      (sum, chance, differing) => sum + chance * (rejected[differing] as number),
      0,
    );
    expect(error).toBeLessThanOrEqual(0.053);
  }
});

describe("looking after each case, up to 300 of them", () => {
  const cases = 300;
  const blank = () => evidenceOf({ arms: [Array(cases).fill([0]), Array(cases).fill([0])] });

  /** B alone passes `gain` of the cases, A alone `loss`. */
  const fill = ({ arms: [a, b] }: Evidence, next: () => number, gain: number, loss: number): void => {
    for (let index = 0; index < cases; index += 1) {
      const at = next();
      if (a !== undefined) a.values[index] = at >= gain && at < gain + loss ? 1 : 0;
      if (b !== undefined) b.values[index] = at < gain ? 1 : 0;
    }
  };

  const stopped = (draws: number, gain: number, loss: number, seed: number): number => {
    const next = numbers(seed);
    const evidence = { ...blank(), isStoppedEarly: true };
    let count = 0;
    for (let draw = 0; draw < draws; draw += 1) {
      fill(evidence, next, gain, loss);
      if ((eValueAlong(evidence).eValue ?? 0) >= 20) count += 1;
    }
    return count / draws;
  };

  it.each([0.1, 0.2, 0.4, 1])(
    "the e-value of arms alike, of which %d of the cases differ, stops in 5 of 100 at most",
    (discordance) => {
      const found = stopped(1_500, discordance / 2, discordance / 2, 11 + discordance * 10);
      expect(found).toBeLessThanOrEqual(0.05);
      // It does stop at times: otherwise it would prove nothing.
      expect(found).toBeGreaterThan(0.002);
    },
  );

  it("the e-value finds ten points of 300 cases in five of six", () => {
    // .87 in the reference of this project.
    expect(stopped(2_000, 0.15, 0.05, 5)).toBeGreaterThan(0.83);
  });

  it("a comparison that is read while it runs names a wrong winner in 5 of 100 at most", () => {
    const next = numbers(77);
    const [whole, shown] = [blank(), blank()];
    const draws = 200;
    let wrong = 0;
    let tempted = 0;
    for (let draw = 0; draw < draws; draw += 1) {
      fill(whole, next, 0.1, 0.1);
      for (const { values, missing: why } of shown.arms) {
        values.fill(Number.NaN);
        why.fill(missing.notCalled);
      }
      let isWrong = false;
      let isTempted = false;
      for (let done = 20; done < cases && !isWrong; done += 10) {
        for (const [arm, { values, missing: why }] of shown.arms.entries()) {
          values.set(whole.arms[arm]?.values.subarray(0, done) ?? []);
          why.fill(missing.none, 0, done);
        }
        const { verdict, interval } = compare(shown);
        isWrong = verdict.endsWith("_better");
        isTempted ||= interval !== null && interval[0] * interval[1] > 0;
      }
      if (isWrong) wrong += 1;
      if (isTempted) tempted += 1;
    }
    expect(wrong / draws).toBeLessThanOrEqual(0.05);
    // The interval by itself would have named one in more than a tenth.
    expect(tempted / draws).toBeGreaterThan(0.1);
  });
});

describe("the 95 % interval of a mean difference", () => {
  it.each([20, 60])("of %i judge scores holds the truth in 94 of 100 or more", (n) => {
    const next = numbers(n);
    // Stars from one to five as 0..1; B is often one star up.
    const star = (hard: number, up: number) =>
      Math.min(4, Math.max(0, Math.round(hard + up + 0.8 * normal(next)))) / 4;
    const make = () => {
      const hard = Array.from({ length: n }, () => 1 + 2 * next());
      return evidenceOf({
        metric: { kind: "score" },
        arms: [hard.map((at) => [star(at, 0)]), hard.map((at) => [star(at, 0)])],
      });
    };
    expect(coverage(2_500, 0, make)).toBeGreaterThanOrEqual(0.94);
  });

  it("of cases in 15 groups holds the truth in 93 of 100, where that of single cases would not in 75", () => {
    const next = numbers(9);
    const clusters = Array.from({ length: 90 }, (_, index) => Math.floor(index / 6));
    const make = (isTold: boolean) => {
      const shared = Array.from({ length: 15 }, () => 0.15 * normal(next));
      const score = () => [0.5];
      const moved = clusters.map((group) => [0.5 + (shared[group] as number) + 0.08 * normal(next)]);
      return evidenceOf({
        metric: { kind: "score" },
        arms: [clusters.map(score), moved],
        clusters: isTold ? clusters : null,
      });
    };
    expect(coverage(2_000, 0, () => make(true))).toBeGreaterThanOrEqual(0.93);
    expect(coverage(500, 0, () => make(false))).toBeLessThan(0.75);
  });

  it("of three repeats of which few differ holds the truth in 95 of 100, where t would claim no width", () => {
    const next = numbers(31);
    const make = () => {
      const chances = Array.from({ length: 40 }, () => (next() < 0.1 ? 0.5 : next() < 0.7 ? 1 : 0));
      const asked = () => chances.map((chance) => [0, 1, 2].map(() => (next() < chance ? 1 : 0)));
      return evidenceOf({ arms: [asked(), asked()] });
    };
    expect(coverage(2_000, 0, make)).toBeGreaterThanOrEqual(0.95);
  });

  it("of calls drawn at random, each case asked several times, holds the truth in 94 of 100 or more", () => {
    const next = numbers(41);
    const make = () => {
      const chances = Array.from({ length: 30 }, () => next() ** 0.5);
      const side = chances.map(() => [0, 1, 2, 3].map(() => (next() < 0.5 ? 0 : 1)));
      const asked = (arm: number) =>
        side.map((row, index) =>
          row.map((own) => (own === arm ? (next() < (chances[index] as number) ? 1 : 0) : null)),
        );
      return evidenceOf({ assign: "random", arms: [asked(0), asked(1)] });
    };
    expect(coverage(1_500, 0, make)).toBeGreaterThanOrEqual(0.94);
  });

  it("of times, as a ratio, holds the truth in 94 of 100 or more", () => {
    const next = numbers(51);
    const make = () => {
      const hard = Array.from({ length: 30 }, () => 6 + normal(next));
      const times = (factor: number) => hard.map((at) => [factor * Math.exp(at + 0.4 * normal(next))]);
      return evidenceOf({ metric: { kind: "latency" }, arms: [times(1), times(1.25)] });
    };
    expect(coverage(2_000, 0.25, make)).toBeGreaterThanOrEqual(0.94);
  });
});
