import { beforeEach, describe, expect, it } from "vitest";
import { missing } from "#shared/experiments/evidence.ts";
import type { Metric } from "#shared/model/experiment.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { addFixtureComparison } from "../../../tests/support/comparison-fixture.ts";
import { openExperiments } from "../../../tests/support/open-experiments.ts";
import { addFixtureSuite, type FixtureSuite, type SuiteWish } from "../../../tests/support/suite-fixture.ts";
import {
  addAttempt,
  addFixtureRun,
  type FixtureAnswer,
  type RunWish,
} from "../../../tests/support/test-run-fixture.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";
import { plannedCells } from "../tests/index.ts";
import { evidenceKey, evidenceOf, readingsOf } from "./evidence.ts";
import { experimentOf } from "./experiment-store.ts";

let db: Database;
let experiments: ReturnType<typeof openExperiments>;
beforeEach(() => {
  db = openTestDatabase();
  experiments = openExperiments(db);
});

const failed: FixtureAnswer = { verdict: "error", latencyMs: null, costUsd: null };
const letters: Record<string, FixtureAnswer | null> = {
  p: { verdict: "pass" },
  f: { verdict: "fail" },
  e: failed,
  u: { verdict: "unscored" },
  "-": null,
};

/** A run whose case i has for its repeats the verdicts that the i-th word spells; “-”: not called. */
const runOf = (suite: FixtureSuite, fates: string, more: RunWish = {}) => {
  const words = fates.split(" ");
  return addFixtureRun(suite, {
    repeats: words[0]?.length ?? 1,
    ...more,
    answer: ({ caseIndex, repeat }) => letters[words[caseIndex]?.[repeat] ?? "-"] ?? null,
  });
};

const answers = (suite: FixtureSuite, list: (FixtureAnswer | null)[], more: RunWish = {}) =>
  addFixtureRun(suite, { ...more, answer: ({ caseIndex }) => list[caseIndex] ?? null });

const suiteOf = (cases: number, more: Partial<SuiteWish> = {}) => addFixtureSuite(db, { cases, ...more });

const readings = (id: ExperimentId) => readingsOf(experiments.context, experimentOf(experiments.context, id));
const evidence = (id: ExperimentId, metric: Metric) => evidenceOf(experiments.context, readings(id), metric);

/** What each place of an arm holds: its value, or why it has none. */
const words = Object.fromEntries(Object.entries(missing).map(([word, code]) => [code, word]));
const held = (id: ExperimentId, metric: Metric, arm: number) => {
  const own = evidence(id, metric).arms[arm];
  return Array.from(own?.values ?? [], (value, place) =>
    Number.isNaN(value) ? words[own?.missing[place] ?? 0] : value,
  );
};

describe("what a comparison is read from", () => {
  it("has for a pass 1 and for a failure 0, and tells errors, what was not checked and what was not called apart", () => {
    const suite = suiteOf(5);
    const id = addFixtureComparison(suite, [[runOf(suite, "p f e u -"), runOf(suite, "p p p p p")]]);
    expect(held(id, { kind: "pass" }, 0)).toEqual([1, 0, "error", "unscored", "notCalled"]);
    expect(held(id, { kind: "pass" }, 1)).toEqual([1, 1, 1, 1, 1]);
    expect(evidence(id, { kind: "pass" }).arms.map(({ made, errored }) => [made, errored])).toEqual([
      [4, 1],
      [5, 0],
    ]);
  });

  it("has no latency or cost of its own for a recorded reply, and keeps an unknown price apart from a free reply", () => {
    const suite = suiteOf(5);
    const list: FixtureAnswer[] = [
      { verdict: "pass", latencyMs: 120, costUsd: 0.01 },
      { verdict: "pass", latencyMs: 80, costUsd: 0, recorded: true },
      { verdict: "fail", latencyMs: 90, costUsd: null },
      { verdict: "pass", latencyMs: 70, costUsd: 0 },
      failed,
    ];
    const id = addFixtureComparison(suite, [[answers(suite, list), runOf(suite, "p p p p p")]]);
    expect(held(id, { kind: "latency" }, 0)).toEqual([120, "recorded", 90, 70, "error"]);
    expect(held(id, { kind: "cost" }, 0)).toEqual([0.01, "recorded", "unpriced", 0, "error"]);
  });

  it("does not count a judge that could not be asked against the latency, the cost or another check of the same reply", () => {
    const suite = suiteOf(2, {
      checks: [
        { type: "contains", value: "x", metric: "polite" },
        { type: "llm-rubric", value: "Is right.", metric: "right" },
      ],
    });
    const unjudged: FixtureAnswer = {
      verdict: "error",
      score: null,
      error: null,
      latencyMs: 50,
      costUsd: 0.02,
      scores: [{ state: "pass" }, { state: "error" }],
    };
    const first = answers(suite, [null, { verdict: "pass" }]);
    addAttempt(
      suite,
      first.run,
      { cell: 0, caseIndex: 0, repeat: 0, model: "simulator/default", at: "2026-11-24T12:00:00.000Z" },
      unjudged,
    );
    const id = addFixtureComparison(suite, [[first, runOf(suite, "p p")]]);
    expect(held(id, { kind: "pass" }, 0)).toEqual(["error", 1]);
    expect(held(id, { kind: "score" }, 0)).toEqual(["error", 1]);
    expect(held(id, { kind: "check", name: "right" }, 0)).toEqual(["error", 1]);
    expect(held(id, { kind: "check", name: "polite" }, 0)).toEqual([1, 1]);
    expect(held(id, { kind: "latency" }, 0)[0]).toBe(50);
    expect(held(id, { kind: "cost" }, 0)[0]).toBe(0.02);
    const errored = (metric: Metric) => evidence(id, metric).arms[0]?.errored;
    expect([errored({ kind: "pass" }), errored({ kind: "latency" })]).toEqual([1, 0]);
  });

  it("reads a named check over all of its name, whatever lies between the attempts of the run", () => {
    const suite = suiteOf(4, {
      checks: [
        { type: "contains", value: "x", metric: "polite" },
        { type: "regex", value: "y", metric: "polite" },
        { type: "is-json", metric: "json" },
      ],
    });
    const scores = (one: number, two: number) => [
      { state: "pass" as const, score: one },
      { state: "fail" as const, score: two },
      { state: "skipped" as const, score: null },
    ];
    const list: FixtureAnswer[] = [
      { verdict: "pass", scores: scores(1, 0.5) },
      { verdict: "pass", scores: [{ state: "skipped" }, { state: "skipped" }, { state: "pass" }] },
      { verdict: "pass", scores: [{ state: "error" }, { state: "pass" }, { state: "pass" }] },
      failed,
    ];
    const [first, other] = [answers(suite, list), runOf(suite, "p p p p")];
    const id = addFixtureComparison(suite, [[first, other]]);
    const dense = held(id, { kind: "check", name: "polite" }, 0);
    expect(dense).toEqual([0.75, "unscored", "error", "error"]);
    expect(held(id, { kind: "check", name: "json" }, 0)).toEqual(["unscored", 1, 1, "error"]);
    // Attempts that lie far apart are looked up one by one.
    const sparse = addFixtureRun(suite, {
      answer: ({ caseIndex }) => (caseIndex < 1 ? (list[0] ?? null) : null),
    });
    for (let count = 0; count < 6; count += 1) runOf(suite, "p p p p");
    for (const caseIndex of [1, 2, 3])
      addAttempt(
        suite,
        sparse.run,
        { cell: caseIndex, caseIndex, repeat: 0, model: "simulator/default", at: "2026-11-24T12:00:00.000Z" },
        list[caseIndex] as FixtureAnswer,
      );
    const again = addFixtureComparison(suite, [[sparse, other]]);
    expect(held(again, { kind: "check", name: "polite" }, 0)).toEqual(dense);
  });

  it("puts repeats beside each other, and leaves those that an arm was never to have out of what is missing", () => {
    const suite = suiteOf(2);
    const id = addFixtureComparison(suite, [[runOf(suite, "pf-"), runOf(suite, "p f")]]);
    expect(evidence(id, { kind: "pass" }).repeats).toBe(3);
    expect(held(id, { kind: "pass" }, 0)).toEqual([1, 0, ...Array(4).fill("notCalled")]);
    expect(held(id, { kind: "pass" }, 1)).toEqual([1, "none", "none", 0, "none", "none"]);
  });

  it("has no value for a case that only one of two runs was to ask, and does not wait for it", () => {
    const suite = suiteOf(3);
    const places = Buffer.from([0b011]).toString("base64");
    const id = addFixtureComparison(suite, [
      [runOf(suite, "p p p"), runOf(suite, "f - -", { plan: { places } })],
    ]);
    expect(held(id, { kind: "pass" }, 1)).toEqual([0, "notCalled", "none"]);
  });

  it("numbers the cases of all rounds through, and pairs them within their round", () => {
    const suite = suiteOf(3);
    const places = (bits: number) => ({ plan: { places: Buffer.from([bits]).toString("base64") } });
    const id = addFixtureComparison(suite, [
      [runOf(suite, "p - f", places(0b101)), runOf(suite, "f - p", places(0b101))],
      [runOf(suite, "- f -", places(0b010)), runOf(suite, "- p -", places(0b010))],
    ]);
    expect(evidence(id, { kind: "pass" })).toMatchObject({ cases: 3, isExtended: true });
    expect(held(id, { kind: "pass" }, 0)).toEqual([1, 0, 0]);
    expect(held(id, { kind: "pass" }, 1)).toEqual([0, 1, 1]);
    expect(readings(id).layout.rounds.map(({ firstRow, caseIndexes }) => [firstRow, ...caseIndexes])).toEqual(
      [
        [0, 0, 2],
        [2, 1],
      ],
    );
  });

  it("of a random draw holds each call in one arm, and misses none of the other's", () => {
    const suite = suiteOf(6);
    const shareOf = (arm: number) => ({ repeats: 2, plan: { share: { arms: 2, arm, calls: 12 }, seed: 3 } });
    const cells = [0, 1].map((arm) => {
      const wish = shareOf(arm);
      return new Set(
        plannedCells([0, 1, 2, 3, 4, 5], { models: ["simulator/default"], repeats: 2, ...wish.plan }),
      );
    });
    const runs = [0, 1].map((arm) =>
      addFixtureRun(suite, {
        ...shareOf(arm),
        // The first call of arm A is still to come.
        answer: ({ caseIndex, repeat }) => {
          const cell = caseIndex * 2 + repeat;
          return cells[arm]?.has(cell) && !(arm === 0 && cell === [...(cells[0] ?? [])][0])
            ? { verdict: "pass" }
            : null;
        },
      }),
    );
    const id = addFixtureComparison(suite, [runs], { assign: "random", repeats: 2 });
    const [one, other] = [held(id, { kind: "pass" }, 0), held(id, { kind: "pass" }, 1)];
    expect(one.filter((held) => held === "notCalled")).toHaveLength(1);
    expect(other).not.toContain("notCalled");
    for (let cell = 0; cell < 12; cell += 1)
      expect([one[cell] === "none", other[cell] === "none"].sort(), `call ${cell}`).toEqual([false, true]);
  });

  it("follows the order in which the seed drew the calls, so that what is quick does not come first", () => {
    const suite = suiteOf(40);
    const fates = Array(40).fill("p").join(" ");
    const plan = { plan: { seed: 11 } };
    const id = addFixtureComparison(suite, [[runOf(suite, fates, plan), runOf(suite, fates, plan)]]);
    const drawn = plannedCells(
      Array.from({ length: 40 }, (_, at) => at),
      {
        models: ["simulator/default"],
        repeats: 1,
        seed: 11,
      },
    );
    expect(Array.from(evidence(id, { kind: "pass" }).order)).toEqual(Array.from(drawn));
  });

  it("keeps cases of one group together, also over rounds", () => {
    const suite = suiteOf(4, { caseOf: (index) => ({ group: index % 2 === 0 ? "invoice 7" : null }) });
    const fates = "p p p p";
    const id = addFixtureComparison(suite, [
      [runOf(suite, fates), runOf(suite, fates)],
      [runOf(suite, fates), runOf(suite, fates)],
    ]);
    // And a case that is asked again in a later round is the same one.
    expect(Array.from(evidence(id, { kind: "pass" }).clusters ?? [])).toEqual([0, 1, 0, 3, 0, 1, 0, 3]);
    const alone = suiteOf(2);
    const plain = addFixtureComparison(alone, [[runOf(alone, "p p"), runOf(alone, "p p")]]);
    expect(evidence(plain, { kind: "pass" }).clusters).toBeNull();
  });

  it("is kept for as many arms and rounds as there may be, and not read from the store at every look", () => {
    const suite = suiteOf(2);
    const round = () => Array.from({ length: 6 }, () => runOf(suite, "p f"));
    const id = addFixtureComparison(suite, [round(), round()]);
    const before = readings(id);
    const after = readings(id);
    expect(after.layout).toBe(before.layout);
    for (const [index, columns] of after.columns.flat().entries())
      expect(columns === before.columns.flat()[index], `run ${index}`).toBe(true);
  });

  it("has another name as soon as more was answered, or an error was tried again", () => {
    const suite = suiteOf(3);
    const first = runOf(suite, "p e -");
    const id = addFixtureComparison(suite, [[first, runOf(suite, "p p p")]]);
    const add = (cell: number, answer: FixtureAnswer) =>
      addAttempt(
        suite,
        first.run,
        { cell, caseIndex: cell, repeat: 0, model: "simulator/default", at: "2026-11-24T13:00:00.000Z" },
        answer,
      );
    const names = [evidenceKey(readings(id))];
    add(1, failed);
    names.push(evidenceKey(readings(id)));
    add(2, { verdict: "fail" });
    names.push(evidenceKey(readings(id)));
    expect(new Set(names).size).toBe(3);
    expect(evidenceKey(readings(id))).toBe(names[2]);
  });
});

describe("runs that cannot be compared", () => {
  const reasons = (id: ExperimentId, metric: Metric = { kind: "pass" }) => evidence(id, metric).incomparable;

  it("asked other cases: by any metric, and by no case of the same name", () => {
    const [one, two] = [suiteOf(3), suiteOf(3, { caseOf: () => ({ expected: "Something else." }) })];
    const id = addFixtureComparison(one, [[runOf(one, "p p p"), runOf(two, "p p p")]]);
    expect(reasons(id)).toContain("suite");
    expect(reasons(id, { kind: "latency" })).toEqual(["suite"]);
    // Not one of them is the same case: each has the value of one arm only.
    expect(held(id, { kind: "pass" }, 0)).toEqual([1, 1, 1, ...Array(3).fill("none")]);
    expect(held(id, { kind: "pass" }, 1)).toEqual([...Array(3).fill("none"), 1, 1, 1]);
  });

  it("are not those of a suite that says the same under another name", () => {
    const one = suiteOf(3);
    const two = addFixtureSuite(db, { cases: 3, promptId: one.promptId });
    const id = addFixtureComparison(one, [[runOf(one, "p f p"), runOf(two, "p p p")]]);
    expect(reasons(id)).toEqual([]);
    expect(held(id, { kind: "pass" }, 0)).toEqual([1, 0, 1]);
    expect(held(id, { kind: "pass" }, 1)).toEqual([1, 1, 1]);
  });

  it("had other checks: by what was scored, and not by how long it took or what it cost", () => {
    const suite = suiteOf(2);
    const id = addFixtureComparison(suite, [
      [runOf(suite, "p p"), runOf(suite, "p p", { checksHash: "f".repeat(64) })],
    ]);
    expect(reasons(id)).toEqual(["checks"]);
    expect(reasons(id, { kind: "check", name: "contains" })).toEqual(["checks"]);
    expect([reasons(id, { kind: "latency" }), reasons(id, { kind: "cost" })]).toEqual([[], []]);
  });

  it("had other judges: by what a judge said, and not by a check that asks none", () => {
    const suite = suiteOf(2, {
      checks: [
        { type: "contains", value: "x", metric: "polite" },
        { type: "llm-rubric", value: "Is right.", metric: "right" },
      ],
    });
    const id = addFixtureComparison(suite, [
      [
        runOf(suite, "p p", { judgeHash: "a".repeat(64) }),
        runOf(suite, "p p", { judgeHash: "b".repeat(64) }),
      ],
    ]);
    expect(reasons(id)).toEqual(["judge"]);
    expect(reasons(id, { kind: "score" })).toEqual(["judge"]);
    expect(reasons(id, { kind: "check", name: "right" })).toEqual(["judge"]);
    expect(reasons(id, { kind: "check", name: "polite" })).toEqual([]);
    expect(reasons(id, { kind: "cost" })).toEqual([]);
  });

  it("may have other models and settings: those are what is compared", () => {
    const suite = suiteOf(2);
    const id = addFixtureComparison(suite, [
      [runOf(suite, "p p"), runOf(suite, "p p", { settingsHash: "e".repeat(64) })],
    ]);
    expect(reasons(id)).toEqual([]);
  });
});
