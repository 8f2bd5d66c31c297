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
    const { bench, id } = await playScenario(name);
    const attempts = storedAttempts(bench);
    const fingerprint = createHash("sha256").update(JSON.stringify(attempts)).digest("hex");
    const { verdict, plan, arms } = await bench.lathe.call("experiments.read", { experimentId: id });
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
