import { describe, expect, it } from "vitest";
import { evidenceOf } from "../../tests/support/evidence.ts";
import fc from "../../tests/support/property.ts";
import { type Comparison, comparison, type Metric, type VerdictWord } from "../model/experiment.ts";
import { compareArms } from "./compare-arms.ts";
import { type Evidence, missing } from "./evidence.ts";

const binary = fc.constantFrom(0, 1);
const unit = fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const time = fc.oneof(fc.double({ min: 0.001, max: 1e6, noNaN: true }), fc.constantFrom(1, 250, 1_000));
const timeOrNone = fc.oneof({ weight: 6, arbitrary: time }, { weight: 1, arbitrary: fc.constant(0) });

const kinds: { metric: Metric; value: fc.Arbitrary<number> }[] = [
  { metric: { kind: "pass" }, value: binary },
  { metric: { kind: "check", name: "polite" }, value: binary },
  { metric: { kind: "score" }, value: unit },
  { metric: { kind: "latency" }, value: time },
  { metric: { kind: "cost" }, value: timeOrNone },
];

/** Evidence of every kind, with gaps, errors, groups and repeats, of any size from nothing. */
const evidence = (which = kinds): fc.Arbitrary<Evidence> =>
  fc
    .record({
      kind: fc.constantFrom(...which),
      cases: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 20, max: 60 })),
      repeats: fc.constantFrom(1, 1, 1, 3),
      assign: fc.constantFrom("paired" as const, "paired" as const, "random" as const),
      gaps: fc.boolean(),
      groups: fc.constantFrom(0, 0, 1, 4, 12),
      isExtended: fc.boolean(),
      isStoppedEarly: fc.boolean(),
    })
    .chain(({ kind, cases, repeats, assign, gaps, groups, ...rest }) => {
      const none = fc.constantFrom<number | null>(null);
      const place = fc.oneof(
        { weight: gaps ? 12 : 1_000, arbitrary: kind.value },
        { weight: 1, arbitrary: none },
      );
      const rows = fc.array(fc.array(place, { minLength: repeats, maxLength: repeats }), {
        minLength: cases,
        maxLength: cases,
      });
      return fc
        .tuple(
          rows,
          rows,
          fc.array(fc.nat(Math.max(0, groups - 1)), { minLength: cases, maxLength: cases }),
          fc.array(fc.integer({ min: 1, max: 5 }), {
            minLength: 2 * cases * repeats,
            maxLength: 2 * cases * repeats,
          }),
        )
        .map(([a, b, group, why]) => {
          const found = evidenceOf({
            metric: kind.metric,
            assign,
            cases,
            repeats,
            clusters: groups === 0 ? null : group,
            // Of `random` each place belongs to one arm.
            arms: assign === "paired" ? [a, b] : [alternate(a, 0), alternate(b, 1)],
            ...rest,
          });
          const places = cases * repeats;
          found.arms.forEach((arm, side) => {
            for (let index = 0; index < places; index += 1)
              if (Number.isNaN(arm.values[index]) && (assign === "paired" || (index % repeats) % 2 === side))
                arm.missing[index] = why[side * places + index] ?? missing.error;
            arm.errored = arm.missing.filter((code) => code === missing.error).length;
            arm.made += arm.errored;
          });
          return found;
        });
    });

const alternate = (rows: (number | null)[][], side: number) =>
  rows.map((row, index) => row.map((value, place) => ((index + place) % 2 === side ? value : null)));

const compare = (found: Evidence, delta = 0.05): Comparison =>
  compareArms(found, { delta, seed: 3 })[0] as Comparison;
const swapped = (found: Evidence): Evidence => ({ ...found, arms: [...found.arms].reverse() });

const mirror: Record<VerdictWord, VerdictWord> = {
  b_better: "a_better",
  a_better: "b_better",
  no_difference: "no_difference",
  cannot_tell: "cannot_tell",
  not_comparable: "not_comparable",
};

const isSame = (one: number | null, two: number | null): boolean =>
  one === null || two === null
    ? one === two
    : Math.abs(one - two) <= 1e-7 * Math.max(1, Math.abs(one), Math.abs(two));

describe("whatever the evidence", () => {
  it("no figure is lost on the way through JSON, and a verdict has all that belongs to it", () => {
    fc.assert(
      fc.property(evidence(), (found) => {
        const told = compare(found);
        expect(JSON.parse(JSON.stringify(told))).toEqual(told);
        expect(comparison.safeParse(told).success).toBe(true);
        expect(told.neededCases === null).toBe(told.verdict !== "cannot_tell");
        expect(told.reasons.length > 0).toBe(told.verdict === "not_comparable");
        if (told.directional) expect(told.p).toBeNull();
        if (told.directional) expect(["cannot_tell", "not_comparable"]).toContain(told.verdict);
        if (told.n < 20) expect(told.directional).toBe(true);
        if (told.interval !== null) {
          expect(told.interval[1] - told.interval[0]).toBeGreaterThan(0);
          expect(told.difference).toBeGreaterThanOrEqual(told.interval[0] - 1e-9);
          expect(told.difference).toBeLessThanOrEqual(told.interval[1] + 1e-9);
        }
        if (told.verdict === "b_better") expect(told.leaning).toBe("b");
        if (told.verdict === "a_better") expect(told.leaning).toBe("a");
        if (found.isExtended || found.isStoppedEarly) {
          expect(told.p).toBeNull();
          if (told.verdict.endsWith("_better")) expect(told.eValue).toBeGreaterThanOrEqual(20);
        }
      }),
      { numRuns: 250 },
    );
  });

  it("swapping the arms mirrors everything, so that it does not matter which is called A", () => {
    fc.assert(
      fc.property(evidence(), (found) => {
        const one = compare(found);
        const two = compare(swapped(found));
        // Two samples are drawn one after the other; all of a side being 0 leaves one of the two without a ratio.
        if (
          one.method === "bca-ratio" &&
          (found.assign === "random" || one.difference === null || two.difference === null)
        )
          return;
        // A ratio is mirrored as a logarithm; of one that is nearly 0 rounding has left too little.
        const turned = (value: number | null, other: number | null): boolean => {
          if (value === null || other === null) return value === other;
          if (one.scale === "difference") return isSame(value, -other);
          if (Math.min(value, other) < -1 + 1e-6) return true;
          return Math.abs(Math.log1p(value) + Math.log1p(other)) < 1e-7;
        };
        expect(two.verdict).toBe(mirror[one.verdict]);
        expect([two.fixed, two.broken]).toEqual([one.broken, one.fixed]);
        expect([two.valueA, two.valueB, two.medianA]).toEqual([one.valueB, one.valueA, one.medianB]);
        expect([two.method, two.n, two.notes, two.leftOut, two.directional]).toEqual([
          one.method,
          one.n,
          one.notes,
          one.leftOut,
          one.directional,
        ]);
        expect(turned(two.difference, one.difference)).toBe(true);
        expect(turned(two.interval?.[0] ?? null, one.interval?.[1] ?? null)).toBe(true);
        expect(turned(two.interval?.[1] ?? null, one.interval?.[0] ?? null)).toBe(true);
        expect(isSame(two.p, one.p)).toBe(true);
        expect(isSame(two.eValue, one.eValue)).toBe(true);
        expect(Math.abs((two.neededCases ?? 0) - (one.neededCases ?? 0))).toBeLessThanOrEqual(1);
        expect(two.leaning).toBe(one.leaning === null ? null : one.leaning === "a" ? "b" : "a");
      }),
      { numRuns: 250 },
    );
  });

  it("a larger difference that matters never makes a finding of none, nor turns one around", () => {
    fc.assert(
      fc.property(
        evidence(kinds.slice(0, 4)),
        fc.double({ min: 0.001, max: 0.5, noNaN: true }),
        (found, delta) => {
          const strict = compare(found, delta);
          const lax = compare(found, delta * 2);
          expect(lax.interval).toEqual(strict.interval);
          if (strict.verdict !== lax.verdict) expect(lax.verdict).toBe("no_difference");
        },
      ),
      { numRuns: 200 },
    );
  });

  it("an answer of B that turns from fail to pass never speaks more for A", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(binary, binary), { minLength: 20, maxLength: 80 }),
        fc.nat(),
        (cases, place) => {
          const at = place % cases.length;
          const arms = (isTurned: boolean) => [
            cases.map(([a]) => [a]),
            cases.map(([, b], index) => [isTurned && index === at ? 1 : b]),
          ];
          const before = compare(evidenceOf({ arms: arms(false) }));
          const after = compare(evidenceOf({ arms: arms(true) }));
          expect(after.difference).toBeGreaterThanOrEqual(before.difference as number);
          if (before.verdict === "b_better") expect(after.verdict).not.toBe("a_better");
          if (after.verdict === "a_better") expect(before.verdict).toBe("a_better");
        },
      ),
    );
  });

  it("the same answers of twice as many cases are no less sure", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(binary, binary), { minLength: 20, maxLength: 120 }), (cases) => {
        const of = (rows: typeof cases) =>
          compare(evidenceOf({ arms: [rows.map(([a]) => [a]), rows.map(([, b]) => [b])] }));
        const once = of(cases);
        const twice = of([...cases, ...cases]);
        const [low, high] = once.interval as [number, number];
        const [lowTwice, highTwice] = twice.interval as [number, number];
        expect(highTwice - lowTwice).toBeLessThan(high - low);
        if (once.verdict.endsWith("_better"))
          expect([once.verdict, "no_difference"]).toContain(twice.verdict);
        if (once.verdict === "no_difference") expect(twice.verdict).toBe("no_difference");
      }),
    );
  });
});
