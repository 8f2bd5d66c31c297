import { beforeEach, describe, expect, it } from "vitest";
import { type ExperimentVerdict, experimentVerdict } from "#shared/model/experiment.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { caseContent } from "#shared/model/suite.ts";
import { addFixtureComparison } from "../../../tests/support/comparison-fixture.ts";
import { openExperiments } from "../../../tests/support/open-experiments.ts";
import { addFixtureSuite, type FixtureSuite } from "../../../tests/support/suite-fixture.ts";
import {
  addAttempt,
  addFixtureRun,
  endFixtureRun,
  type FixtureAnswer,
  type RunWish,
} from "../../../tests/support/test-run-fixture.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";
import { experimentOf } from "./experiment-store.ts";
import { summaryOf } from "./summaries.ts";
import { storeVerdict, verdictOf } from "./verdicts.ts";
import { liveComparisons } from "./verdicts-live.ts";

let db: Database;
let experiments: ReturnType<typeof openExperiments>;
beforeEach(() => {
  db = openTestDatabase();
  experiments = openExperiments(db);
});

const read = (id: ExperimentId, opened = experiments) => experimentOf(opened.context, id);
const verdict = (id: ExperimentId, opened = experiments): ExperimentVerdict =>
  experimentVerdict.parse(verdictOf(opened.context, read(id, opened)));

const failed: FixtureAnswer = { verdict: "error", latencyMs: null, costUsd: null };
const at = "2026-11-24T14:00:00.000Z";

/** Each case passes where its index is under `passes`; nothing else differs. */
const runOf = (suite: FixtureSuite, passes: number, more: RunWish = {}) =>
  addFixtureRun(suite, {
    ...more,
    answer:
      more.answer ??
      (({ caseIndex }) => ({
        verdict: caseIndex < passes ? "pass" : "fail",
        latencyMs: 100,
        costUsd: 0.125,
      })),
  });

const twoOf = (passes: [number, number], cases = 40) => {
  const suite = addFixtureSuite(db, { cases });
  return { suite, runs: passes.map((count) => runOf(suite, count)) };
};

describe("a verdict", () => {
  it("is the better arm's where many cases are fixed and none breaks, with figures that add up", () => {
    const { suite, runs } = twoOf([20, 40]);
    const { primary, arms } = verdict(addFixtureComparison(suite, [runs]));
    expect(primary).toMatchObject([
      {
        a: 0,
        b: 1,
        verdict: "b_better",
        n: 40,
        difference: 0.5,
        fixed: 20,
        broken: 0,
        method: "newcombe-mcnemar",
      },
    ]);
    expect(arms).toMatchObject([
      {
        passRate: 0.5,
        counts: { planned: 40, passed: 20 },
        costUsd: 5,
        costPerCall: 0.125,
        isDominated: true,
      },
      {
        passRate: 1,
        counts: { planned: 40, passed: 40 },
        latency: { p50: 100, p95: 100 },
        isDominated: false,
      },
    ]);
    expect(arms[0]?.passInterval?.[0]).toBeGreaterThan(0.3);
  });

  it("has beside it what else both arms have values of, and the primary metric only once", () => {
    const suite = addFixtureSuite(db, {
      cases: 25,
      checks: [
        { type: "contains", value: "x", metric: "polite" },
        { type: "is-json", metric: "json" },
      ],
      // On so few cases a check says nothing.
      caseOf: (index) =>
        caseContent.pick({ checks: true }).parse({
          checks: index < 4 ? [{ type: "contains", value: "x", metric: "rare" }] : [],
        }),
    });
    const silent = (): FixtureAnswer => ({
      verdict: "pass",
      scores: [{ state: "pass" }, { state: "skipped" }, { state: "pass" }],
    });
    const id = addFixtureComparison(suite, [[runOf(suite, 25), runOf(suite, 25, { answer: silent })]], {
      metric: { kind: "score" },
    });
    const { primary, others } = verdict(id);
    expect(primary.map(({ metric }) => metric)).toEqual([{ kind: "score" }]);
    expect(others.map(({ metric }) => ("name" in metric ? metric.name : metric.kind))).toEqual([
      "pass",
      "latency",
      "cost",
      "polite",
    ]);
  });

  it("compares nothing where more than one call in twenty was an error", () => {
    const suite = addFixtureSuite(db, { cases: 40 });
    const faulty = runOf(suite, 0, {
      answer: ({ caseIndex }) => (caseIndex < 2 ? failed : { verdict: "pass" }),
    });
    const [few] = verdict(addFixtureComparison(suite, [[runOf(suite, 0), faulty]])).primary;
    expect(few).toMatchObject({ verdict: "b_better", leftOut: { errors: 2 }, n: 38, errorRate: 2 / 80 });
    const worse = runOf(suite, 0, {
      answer: ({ caseIndex }) => (caseIndex < 3 ? failed : { verdict: "pass" }),
    });
    const [many] = verdict(addFixtureComparison(suite, [[runOf(suite, 0), worse]])).primary;
    expect(many).toMatchObject({ verdict: "not_comparable", reasons: ["errors"], leftOut: { errors: 3 } });
  });

  it("counts over repeats the cases that most of them fix or break, which are those that the rows show", async () => {
    const suite = addFixtureSuite(db, { cases: 24 });
    // Two of three pass, and then all three: better on average, and the same case.
    const often = (of: (index: number) => number) =>
      runOf(suite, 0, {
        repeats: 3,
        answer: ({ caseIndex, repeat }) => ({ verdict: repeat < of(caseIndex) ? "pass" : "fail" }),
      });
    const id = addFixtureComparison(
      suite,
      [[often((index) => (index < 12 ? 2 : 1)), often((index) => (index < 20 ? 3 : 0))]],
      { repeats: 3 },
    );
    const [one] = verdict(id).primary;
    expect(one).toMatchObject({ n: 24, fixed: 8, broken: 0 });
    const { counts } = await experiments.lathe.call("experiments.rows", { experimentId: id });
    expect(counts).toMatchObject({ fixed: one?.fixed, broken: one?.broken, same: 16 });
    expect(liveComparisons(experiments.context, read(id))).toMatchObject([{ n: 24, fixed: 8, broken: 0 }]);
  });

  it("compares no runs of unlike suites, and says why", () => {
    const [one, two] = [30, 31].map((cases) =>
      addFixtureSuite(db, { cases, caseOf: () => ({ notes: `${cases}` }) }),
    ) as [FixtureSuite, FixtureSuite];
    const { primary } = verdict(addFixtureComparison(one, [[runOf(one, 30), runOf(two, 0)]]));
    expect(primary[0]).toMatchObject({ verdict: "not_comparable" });
    expect(primary[0]?.reasons).toContain("suite");
  });

  it("reads an arm over all rounds, and says that cases were added after a look", () => {
    const suite = addFixtureSuite(db, { cases: 60 });
    const half = (upper: boolean) => {
      const bits = Buffer.alloc(8);
      for (let index = 0; index < 60; index += 1)
        if (index >= 30 === upper) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
      return { places: bits.toString("base64") };
    };
    const part = (upper: boolean, word: "pass" | "fail") =>
      runOf(suite, 0, {
        plan: half(upper),
        answer: ({ caseIndex }) => (caseIndex >= 30 === upper ? { verdict: word } : null),
      });
    const id = addFixtureComparison(suite, [
      [part(false, "fail"), part(false, "pass")],
      [part(true, "fail"), part(true, "pass")],
    ]);
    const { primary, arms } = verdict(id);
    expect(primary[0]).toMatchObject({ verdict: "b_better", n: 60, fixed: 60, p: null });
    expect(primary[0]?.notes).toContain("extended");
    expect(arms.map(({ counts }) => counts.passed)).toEqual([0, 60]);
  });
});

describe("a stored verdict", () => {
  const rows = () =>
    db.all<{ evidence: string; state: string; app: string }>(
      "verdicts",
      "SELECT evidence, state, app_version AS app FROM experiment_verdicts ORDER BY sequence",
    );

  it("is what is read for its evidence, also by a program that would read another", () => {
    const { suite, runs } = twoOf([10, 30]);
    const id = addFixtureComparison(suite, [runs]);
    const first = storeVerdict(experiments.context, read(id));
    db.run(
      "another program's view",
      `INSERT INTO experiment_verdicts (experiment, evidence, state, verdict_json, app_version, made_at)
       SELECT experiment, 'x' || evidence, state, verdict_json, app_version, made_at FROM experiment_verdicts`,
    );
    const later = openExperiments(openAgain(), { appVersion: "9.0.0" });
    expect(verdict(id, later)).toEqual(first);
    expect(verdict(id, later).appVersion).toBe("0.1.0");
    storeVerdict(later.context, read(id, later));
    expect(rows().filter(({ evidence }) => !evidence.startsWith("x"))).toHaveLength(1);
  });

  it("is no longer the one that counts when more was answered, and is kept beside the new one", () => {
    const suite = addFixtureSuite(db, { cases: 30 });
    const open = runOf(suite, 0, {
      answer: ({ caseIndex }) => (caseIndex === 0 ? failed : { verdict: "pass" }),
    });
    const id = addFixtureComparison(suite, [[runOf(suite, 0), open]]);
    storeVerdict(experiments.context, read(id));
    storeVerdict(experiments.context, read(id));
    expect(rows()).toHaveLength(1);
    addAttempt(
      suite,
      open.run,
      { cell: 0, caseIndex: 0, repeat: 0, model: "simulator/default", at },
      { verdict: "pass" },
    );
    expect(verdict(id).primary[0]?.n).toBe(30);
    storeVerdict(experiments.context, read(id));
    expect(rows()).toHaveLength(2);
  });

  it("is not made while a run is under way", () => {
    const { suite, runs } = twoOf([10, 30]);
    const running = runOf(suite, 40, { state: "running" });
    const id = addFixtureComparison(suite, [[runs[0] as { run: number }, running]]);
    storeVerdict(experiments.context, read(id));
    expect(rows()).toEqual([]);
    expect(summaryOf(experiments.context, read(id))).toMatchObject({
      state: "running",
      verdicts: [],
      endedAt: null,
    });
    endFixtureRun(db, running.run, "cancelled");
    storeVerdict(experiments.context, read(id));
    expect(rows()).toMatchObject([{ state: "cancelled", app: "0.1.0" }]);
  });

  it("is read again from the evidence where it has a form that nobody knows any more", () => {
    const { suite, runs } = twoOf([10, 30]);
    const id = addFixtureComparison(suite, [runs]);
    const { sequence } = read(id);
    const known = verdict(id);
    storeVerdict(experiments.context, read(id));
    const key = rows()[0]?.evidence ?? "";
    const other = addFixtureComparison(suite, [runs], { seed: 8 });
    db.run(
      "old form",
      `INSERT INTO experiment_verdicts (experiment, evidence, state, verdict_json, app_version, made_at)
       VALUES (@experiment, @key, 'done', '{"winner":"b"}', '0.0.1', @at)`,
      { experiment: sequence + 1, key, at },
    );
    expect(verdict(other).primary).toEqual(known.primary);
    expect(summaryOf(experiments.context, read(other)).verdicts).toMatchObject([
      { b: 1, verdict: "b_better" },
    ]);
  });

  /** The same file for a program that has kept nothing. */
  const openAgain = (): Database => ({ ...db, raw: db.raw });
});

describe("a row of the list", () => {
  it("tells the verdict that is stored, without a look at the attempts", () => {
    const { suite, runs } = twoOf([10, 30]);
    const id = addFixtureComparison(suite, [runs, runs]);
    storeVerdict(experiments.context, read(id));
    const names: string[] = [];
    const watched: Database = {
      ...db,
      all: (name, sql, parameters) => {
        names.push(name);
        return db.all(name, sql, parameters);
      },
    };
    const opened = openExperiments(watched);
    expect(summaryOf(opened.context, read(id, opened))).toMatchObject({
      state: "done",
      planned: 160,
      ended: 160,
      simulated: true,
      verdicts: [{ b: 1, verdict: "b_better", neededCases: null, directional: false }],
    });
    expect(names).not.toContain("list figures");
  });
});

describe("what is told while it runs", () => {
  it("counts the cases that both arms have ended, what is better and worse among them, and no p-value", () => {
    const suite = addFixtureSuite(db, { cases: 30 });
    const part = (passes: (index: number) => boolean, until: number) =>
      runOf(suite, 0, {
        state: "running",
        answer: ({ caseIndex }) =>
          caseIndex < until ? { verdict: passes(caseIndex) ? "pass" : "fail" } : null,
      });
    const id = addFixtureComparison(suite, [
      [part((index) => index === 0, 20), part((index) => index > 4, 25)],
    ]);
    const [live] = liveComparisons(experiments.context, read(id));
    expect(live).toMatchObject({ b: 1, n: 20, fixed: 15, broken: 1, leaning: "b" });
    expect(Object.keys(live ?? {}).sort()).toEqual(["b", "broken", "eValue", "fixed", "leaning", "n"]);
  });

  it("tells of latency that less is better", () => {
    const suite = addFixtureSuite(db, { cases: 30 });
    const taking = (ms: number) =>
      runOf(suite, 0, { answer: () => ({ verdict: "pass", latencyMs: ms, costUsd: 0 }) });
    const id = addFixtureComparison(suite, [[taking(200), taking(100)]], { metric: { kind: "latency" } });
    expect(liveComparisons(experiments.context, read(id))).toMatchObject([{ n: 30, fixed: 30, broken: 0 }]);
    expect(liveComparisons(experiments.context, read(id))[0]?.eValue).toBeGreaterThan(20);
  });
});
