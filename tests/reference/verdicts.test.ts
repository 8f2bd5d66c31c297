import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import type { Comparison } from "#shared/model/experiment.ts";
import { playScenario, scenarios, storedAttempts } from "./verdict-scenarios.ts";

/* Whole comparisons, from the start to the stored verdict, against an independent program: verdicts.py tells how. */

/** What the other program has an opinion of; of a BCa interval and what follows from it it has none. */
type Opinion = Partial<Comparison> & Pick<Comparison, "metric" | "b" | "n" | "leftOut">;
interface Entry {
  name: string;
  attempts: string;
  primary: Opinion[];
  others: Opinion[];
}
const asked = process.env.LATHE_ATTEMPTS;
const entries: Entry[] =
  asked === undefined ? JSON.parse(readFileSync(new URL("verdicts.json", import.meta.url), "utf8")) : [];
const written: unknown[] = [];
afterAll(() => {
  if (asked !== undefined) writeFileSync(asked, JSON.stringify(written));
});

async function play(name: string, isTurned = false) {
  const { bench, id } = await playScenario(name, isTurned);
  return { bench, ...(await bench.lathe.call("experiments.read", { experimentId: id })) };
}

/** Each scenario is played once, whoever looks at it. */
const plays = new Map<string, ReturnType<typeof play>>();
function played(name: string): ReturnType<typeof play> {
  const found = plays.get(name) ?? play(name);
  plays.set(name, found);
  return found;
}

const isSame = (found: unknown, expected: unknown): boolean => {
  if (typeof found === "number" && typeof expected === "number")
    return Math.abs(found - expected) <= 1e-7 * Math.max(Math.abs(expected), 1e-3);
  if (Array.isArray(found) && Array.isArray(expected))
    return found.length === expected.length && found.every((one, at) => isSame(one, expected[at]));
  return JSON.stringify(found) === JSON.stringify(expected);
};

it.each(Object.keys(scenarios))(
  "of “%s” the core stores the verdict and all the figures that an independent program finds in the same attempts",
  async (name) => {
    const { bench, verdict, plan, arms } = await played(name);
    const attempts = storedAttempts(bench);
    const fingerprint = createHash("sha256").update(JSON.stringify(attempts)).digest("hex");
    if (asked !== undefined) {
      const others = verdict.others.filter(({ b }) => b === 1).map(({ metric }) => metric);
      written.push({ name, plan, arms: arms.length, attempts, fingerprint, others });
      return;
    }
    const entry = entries.find((one) => one.name === name) as Entry;
    expect(fingerprint).toBe(entry.attempts);
    for (const kind of ["primary", "others"] as const) {
      expect(verdict[kind]).toHaveLength(entry[kind].length);
      const wrong = entry[kind].flatMap((opinion, at) => {
        const found = verdict[kind][at] as Comparison;
        return Object.entries(opinion)
          .filter(([key, expected]) => !isSame(found[key as keyof Comparison], expected))
          .map(([key, expected]) => [opinion.metric, key, found[key as keyof Comparison], expected]);
      });
      expect(wrong).toEqual([]);
    }
    const [stored] = bench.tests.db.all<{ json: string }>(
      "newest verdict",
      "SELECT verdict_json AS json FROM experiment_verdicts ORDER BY sequence DESC",
    );
    expect(JSON.parse(stored?.json ?? "null")).toEqual(verdict);
  },
);

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
  const { verdict: own } = await played(name);
  const { verdict: other } = await play(name, true);
  const [straight, round] = [own, other].map(({ primary, others }) => [...primary, ...others]) as [
    Comparison[],
    Comparison[],
  ];
  expect(round).toHaveLength(straight.length);
  const wrong = straight.flatMap((one, at) =>
    Object.entries(turned(one))
      .filter(([key, expected]) => !isNear(round[at]?.[key as keyof Comparison], expected))
      .map(([key, expected]) => [one.metric, key, round[at]?.[key as keyof Comparison], expected]),
  );
  expect(wrong).toEqual([]);
});
