import { expect, it } from "vitest";
import { evidenceOf } from "../../tests/support/evidence.ts";
import { wilson } from "../statistics/proportion.ts";
import { advisedCases } from "./advised-cases.ts";
import { isDominated } from "./dominated.ts";
import { eValueAlong } from "./e-value-along.ts";
import { missing } from "./evidence.ts";
import { preferenceFigures } from "./preferences.ts";

it("ties are half a win in the rate and say nothing to interval and test", () => {
  expect(preferenceFigures({ winsA: 7, winsB: 15, ties: 8 })).toEqual({
    rate: 19 / 30,
    interval: wilson(15, 22),
    // Python: Fraction(2 * sum(comb(22, i) for i in range(7)) + comb(22, 7), 2**22)
    p: expect.closeTo(0.0931396484375, 12),
  });
  expect(preferenceFigures({ winsA: 4, winsB: 15, ties: 90 }).p).toBeNull();
  expect(preferenceFigures({ winsA: 0, winsB: 0, ties: 3 })).toEqual({ rate: 0.5, interval: null, p: null });
  expect(preferenceFigures({ winsA: 0, winsB: 0, ties: 0 })).toEqual({ rate: null, interval: null, p: null });
});

it("an arm is dominated by one that is as good for less or better for the same, never by its equal", () => {
  expect(
    isDominated([
      { quality: 0.8, cost: 2 },
      { quality: 0.8, cost: 1 },
      { quality: 0.9, cost: 2 },
      { quality: 0.7, cost: 0.5 },
      { quality: 0.7, cost: 0.5 },
      { quality: null, cost: 0 },
      { quality: 1, cost: null },
    ]),
  ).toEqual([true, false, false, false, false, null, null]);
});

it("the advice before a start is Connor's for rates, more for calls at random, and never under 20", () => {
  expect(advisedCases({ kind: "pass" }, 0.05, "paired")).toBe(626);
  expect(advisedCases({ kind: "check", name: "json" }, 0.1, "paired")).toBe(155);
  expect(advisedCases({ kind: "pass" }, 0.05, "random")).toBe(1251);
  // (1.959964 + 0.841621)² · 0.25² / 0.05², and · 0.5² / ln(1.05)².
  expect(advisedCases({ kind: "score" }, 0.05, "paired")).toBe(197);
  expect(advisedCases({ kind: "latency" }, 0.05, "paired")).toBe(825);
  expect(advisedCases({ kind: "score" }, 0.05, "random")).toBe(393);
  expect(advisedCases({ kind: "pass" }, 0.9, "paired")).toBe(20);
});

it("quick cases do not come first: the e-value waits for the case whose turn it is", () => {
  const evidence = evidenceOf({ arms: [Array(10).fill([0]), Array(10).fill([1])] });
  evidence.order = Uint32Array.from([3, 1, 4, 0, 5, 9, 2, 6, 8, 7]);
  const [, slow] = evidence.arms;
  if (slow === undefined) throw new Error("two arms");
  slow.missing[0] = missing.notCalled;
  slow.values[0] = Number.NaN;
  expect(eValueAlong(evidence)).toEqual({ wins: 3, losses: 0, eValue: expect.closeTo(2, 12) });
  // An error is an end too, and tells nothing.
  slow.missing[0] = missing.error;
  expect(eValueAlong(evidence)).toMatchObject({ wins: 9, losses: 0 });
});

it("ten cases of one group are one piece of evidence", () => {
  const arms = [Array(40).fill([0]), Array(40).fill([1])];
  const clusters = Array.from({ length: 40 }, (_, index) => index % 4);
  expect(eValueAlong(evidenceOf({ arms, clusters }))).toMatchObject({ wins: 4, losses: 0 });
  expect(eValueAlong(evidenceOf({ arms }))).toMatchObject({ wins: 40 });
});

it("a slower or dearer reply is a loss", () => {
  const arms = [Array(5).fill([100]), Array(5).fill([120])];
  expect(eValueAlong(evidenceOf({ metric: { kind: "latency" }, arms }))).toMatchObject({
    wins: 0,
    losses: 5,
  });
});
