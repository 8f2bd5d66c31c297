import { expect, it } from "vitest";
import type { Comparison } from "#shared/model/experiment.ts";
import { playScenario } from "./verdict-scenarios.ts";

const opposite = {
  b_better: "a_better",
  a_better: "b_better",
  no_difference: "no_difference",
  cannot_tell: "cannot_tell",
  not_comparable: "not_comparable",
} as const;

/** What is to be read where A is called B. */
function turned(one: Comparison): Partial<Comparison> {
  const isRatio = one.scale === "ratio";
  const other = (value: number) => (isRatio ? Math.expm1(-Math.log1p(value)) : -value);
  return {
    ...one,
    verdict: opposite[one.verdict],
    valueA: one.valueB,
    valueB: one.valueA,
    medianA: one.medianB,
    medianB: one.medianA,
    difference: one.difference === null ? null : other(one.difference),
    interval: one.interval === null ? null : [other(one.interval[1]), other(one.interval[0])],
    fixed: one.broken,
    broken: one.fixed,
    leaning: one.leaning === null ? null : one.leaning === "a" ? "b" : "a",
  };
}

const isNear = (found: unknown, expected: unknown): boolean =>
  typeof found === "number" && typeof expected === "number"
    ? Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.abs(expected))
    : Array.isArray(found) && Array.isArray(expected)
      ? found.every((one, at) => isNear(one, expected[at]))
      : JSON.stringify(found) === JSON.stringify(expected);

// Of a random assignment other calls are made: the draw gives a case to a place, whoever stands there.
it.each([
  "pass, once, a few errors",
  "pass, three times",
  "score, in groups, some unpriced",
  "cost, some of it 0",
  "three rounds that do not suffice",
])("who is called A in “%s” changes nothing but the names, all the way through the core", async (name) => {
  const read = async (isTurned: boolean) => {
    const { bench, id } = await playScenario(name, isTurned);
    const { verdict } = await bench.lathe.call("experiments.read", { experimentId: id });
    return [...verdict.primary, ...verdict.others];
  };
  const [straight, round] = [await read(false), await read(true)];
  expect(round).toHaveLength(straight.length);
  const wrong = straight.flatMap((one, at) =>
    Object.entries(turned(one))
      .filter(([key, expected]) => !isNear(round[at]?.[key as keyof Comparison], expected))
      .map(([key, expected]) => [one.metric, key, round[at]?.[key as keyof Comparison], expected]),
  );
  expect(wrong).toEqual([]);
});
