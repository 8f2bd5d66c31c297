import { beforeEach, describe, expect, it } from "vitest";
import { wilson } from "#shared/statistics/proportion.ts";
import { openResults } from "../../../tests/support/open-results.ts";
import { addFixtureSuite } from "../../../tests/support/suite-fixture.ts";
import { addAttempt, addFixtureRun } from "../../../tests/support/test-run-fixture.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";

let db: Database;
let lathe: ReturnType<typeof openResults>["lathe"];

beforeEach(() => {
  db = openTestDatabase();
  ({ lathe } = openResults(db));
});

const model = "simulator/default";
const at = "2026-11-24T12:00:00.000Z";

describe("the sums of a run", () => {
  it("count an error neither as passed nor as failed, and unscored as neither too", async () => {
    const suite = addFixtureSuite(db, { cases: 4 });
    const verdicts = ["pass", "fail", "error", "unscored"] as const;
    const { testRunId } = addFixtureRun(suite, {
      answer: ({ caseIndex }) => ({ verdict: verdicts[caseIndex] ?? "pass" }),
    });
    const run = await lathe.call("tests.read", { testRunId });
    expect(run.counts).toEqual({ planned: 4, passed: 1, failed: 1, errored: 1, unscored: 1 });
    expect(run.passRate).toBe(0.5);
    expect(run.passInterval).toEqual(wilson(1, 2));
    const none = addFixtureRun(suite, { answer: () => ({ verdict: "error" }) });
    expect(await lathe.call("tests.read", { testRunId: none.testRunId })).toMatchObject({
      passRate: null,
      passInterval: null,
      averageScore: null,
    });
  });

  it("do not tell a rate as surer because the same cases were asked again", async () => {
    const suite = addFixtureSuite(db, { cases: 10 });
    const answer = ({ caseIndex }: { caseIndex: number }) => ({
      verdict: caseIndex < 7 ? ("pass" as const) : ("fail" as const),
    });
    const once = await lathe.call("tests.read", addFixtureRun(suite, { answer }));
    const often = await lathe.call("tests.read", addFixtureRun(suite, { answer, repeats: 10 }));
    const width = ([low, high]: [number, number] | readonly number[]) => (high ?? 0) - (low ?? 0);
    expect(often.passRate).toBe(once.passRate);
    expect(width(often.passInterval ?? [])).toBeGreaterThanOrEqual(width(once.passInterval ?? []));
    const listed = await lathe.call("tests.list", {});
    expect(listed.runs[0]?.passInterval).toEqual(often.passInterval);
  });

  it("take cases of one group as one, however many they are", async () => {
    const groups = (index: number) => ({ group: `document ${index % 3}` });
    const grouped = addFixtureSuite(db, { cases: 30, caseOf: groups });
    const alone = addFixtureSuite(db, { cases: 30 });
    const answer = ({ caseIndex }: { caseIndex: number }) => ({
      verdict: caseIndex % 3 === 0 ? ("fail" as const) : ("pass" as const),
    });
    const together = await lathe.call("tests.read", addFixtureRun(grouped, { answer }));
    const apart = await lathe.call("tests.read", addFixtureRun(alone, { answer }));
    expect(together.passRate).toBe(apart.passRate);
    expect(together.passInterval?.[0]).toBeLessThan(apart.passInterval?.[0] ?? 0);
    expect(together.scoreError).toBeGreaterThan(apart.scoreError ?? 1);
  });

  it("weigh the score by the weight of the case", async () => {
    const suite = addFixtureSuite(db, { cases: 2, caseOf: (index) => ({ weight: index === 0 ? 3 : 1 }) });
    const { testRunId } = addFixtureRun(suite, {
      answer: ({ caseIndex }) => ({
        verdict: caseIndex === 0 ? "pass" : "fail",
        score: caseIndex === 0 ? 1 : 0.2,
      }),
    });
    const run = await lathe.call("tests.read", { testRunId });
    expect(run.averageScore).toBeCloseTo(0.8, 12);
    // statistics: residuals 3·.2 and 1·−.6, (2/1 · (.36 + .36))^.5 / 4
    expect(run.scoreError).toBeCloseTo(0.3, 12);
    expect(run.perModel[0]?.averageScore).toBeCloseTo(0.8, 12);
  });

  it("measure latency on live calls only, and say nothing where there was none", async () => {
    const suite = addFixtureSuite(db, { cases: 5 });
    const { testRunId } = addFixtureRun(suite, {
      answer: ({ caseIndex }) => ({
        verdict: "pass",
        latencyMs: [100, 200, 300, 9_999, null][caseIndex] ?? null,
        recorded: caseIndex === 3,
      }),
    });
    expect(await lathe.call("tests.read", { testRunId })).toMatchObject({
      latency: { p50: 200, p95: 290, mean: 200, count: 3 },
      recorded: 1,
    });
    const replayed = addFixtureRun(suite, { answer: () => ({ verdict: "pass", recorded: true }) });
    expect((await lathe.call("tests.read", replayed)).latency).toBeNull();
  });

  it("tell a cost as unknown as soon as one is, and never as less", async () => {
    const suite = addFixtureSuite(db, { cases: 3 });
    const models = ["acme/known", "acme/unknown"];
    const { testRunId } = addFixtureRun(suite, {
      models,
      answer: ({ caseIndex, model }) => ({
        verdict: "pass",
        costUsd: model === "acme/unknown" && caseIndex === 1 ? null : 0.5,
        judgeCostUsd: 0.25,
      }),
    });
    const run = await lathe.call("tests.read", { testRunId });
    expect(run).toMatchObject({ costUsd: null, unknownCosts: 1, judgeCostUsd: 1.5 });
    expect(run.perModel.map(({ model, costUsd }) => [model, costUsd])).toEqual([
      ["acme/known", 2.25],
      ["acme/unknown", null],
    ]);
    const spent = await lathe.call("tests.spend", { since: "2026-11-24T00:00:00Z" });
    expect(spent).toEqual({ costUsd: 4, runs: 1, unknownCost: 1 });
    expect(await lathe.call("tests.spend", { since: "2026-11-24T12:00:01Z" })).toMatchObject({ runs: 0 });
  });

  it("tell how models, checks and tags fared, with what was skipped", async () => {
    const suite = addFixtureSuite(db, {
      cases: 4,
      checks: [
        { type: "contains", value: "x", metric: "polite" },
        { type: "llm-rubric", value: "?" },
      ],
      caseOf: (index) => ({ tags: index === 0 ? ["a", "b"] : ["b"] }),
    });
    const { testRunId } = addFixtureRun(suite, {
      models: [model, "acme/m"],
      answer: ({ caseIndex, model: asked }) =>
        asked === model
          ? { verdict: "pass", scores: [{ state: "pass" }, { state: "skipped" }] }
          : {
              verdict: caseIndex === 0 ? "fail" : "error",
              scores: [
                { state: "fail" },
                caseIndex === 0 ? { state: "pass", score: 0.5 } : { state: "error" },
              ],
            },
    });
    const run = await lathe.call("tests.read", { testRunId });
    expect(run.perModel.map(({ counts, passRate }) => [counts, passRate])).toEqual([
      [{ planned: 4, passed: 4, failed: 0, errored: 0, unscored: 0 }, 1],
      [{ planned: 4, passed: 0, failed: 1, errored: 3, unscored: 0 }, 0],
    ]);
    expect(run.perCheck).toEqual([
      { name: "llm-rubric", isJudge: true, passed: 1, failed: 0, errored: 3, skipped: 4, averageScore: 0.5 },
      { name: "polite", isJudge: false, passed: 4, failed: 4, errored: 0, skipped: 0, averageScore: 0.5 },
    ]);
    expect(run.perTag).toEqual([
      expect.objectContaining({ tag: "a", passed: 1, failed: 1, errored: 0, passRate: 0.5 }),
      expect.objectContaining({ tag: "b", passed: 4, failed: 1, errored: 3, passRate: 0.8 }),
    ]);
    const other = addFixtureRun(suite, { answer: () => ({ verdict: "fail" }) });
    expect((await lathe.call("tests.read", other)).perCheck[1]).toMatchObject({ passed: 0, failed: 4 });
    expect(await lathe.call("tests.read", { testRunId })).toEqual(run);
  });

  it("count what was spent on an error that was tried again, and not the error", async () => {
    const suite = addFixtureSuite(db, { cases: 2 });
    const { testRunId, run } = addFixtureRun(suite, {
      answer: ({ caseIndex }) => ({ verdict: caseIndex === 0 ? "error" : "pass", costUsd: 1, retries: 2 }),
    });
    addAttempt(suite, run, { cell: 0, caseIndex: 0, repeat: 0, model, at }, { verdict: "pass", costUsd: 1 });
    expect(await lathe.call("tests.read", { testRunId })).toMatchObject({
      counts: { passed: 2, errored: 0 },
      costUsd: 3,
      retries: 4,
      perModel: [{ costUsd: 3, counts: { passed: 2, errored: 0 } }],
      perCheck: [{ passed: 2, failed: 0 }],
    });
  });
});

describe("flakiness", () => {
  it("has the case first that goes to and fro, and counts errors apart", async () => {
    const suite = addFixtureSuite(db, { cases: 3 });
    const fates = ["pppp", "pfpf", "pefp"];
    const { testRunId } = addFixtureRun(suite, {
      repeats: 4,
      answer: ({ caseIndex, repeat }) => ({
        verdict: ({ p: "pass", f: "fail", e: "error" } as const)[fates[caseIndex]?.[repeat] as "p"],
      }),
    });
    const rows = await lathe.call("tests.flakiness", { testRunId });
    expect(
      rows.map(({ caseName, passed, failed, errored, flipRate }) => [
        caseName,
        passed,
        failed,
        errored,
        flipRate,
      ]),
    ).toEqual([
      ["Case 2", 2, 2, 0, 1],
      ["Case 3", 2, 1, 1, 1],
      ["Case 1", 4, 0, 0, 0],
    ]);
    // statistics.stdev([1, 0, 1, 0])
    expect(rows[0]?.scoreSpread).toBeCloseTo(0.5773502691896257, 12);
    expect((await lathe.call("tests.read", { testRunId })).flakyCases).toBe(2);
  });
});

describe("the list of runs", () => {
  it("has each run once over its pages, newest first, and only those asked for", async () => {
    const suites = [addFixtureSuite(db, { cases: 1 }), addFixtureSuite(db, { cases: 1 })];
    const made = Array.from({ length: 7 }, (_, index) =>
      addFixtureRun(suites[index % 2] as (typeof suites)[0], { state: index === 6 ? "paused" : "done" }),
    );
    const ids = made.map(({ testRunId }) => testRunId).reverse();
    const seen: string[] = [];
    let before: number | null = null;
    do {
      const page: { runs: { testRunId: string }[]; next: number | null } = await lathe.call("tests.list", {
        before,
        limit: 3,
      });
      seen.push(...page.runs.map(({ testRunId }) => testRunId));
      before = page.next;
    } while (before !== null);
    expect(seen).toEqual(ids);
    const of = async (filter: object) =>
      (await lathe.call("tests.list", filter)).runs.map(({ testRunId }) => testRunId);
    expect(await of({ suiteId: suites[1]?.suiteId })).toEqual(ids.filter((_id, index) => index % 2 === 1));
    expect(await of({ promptId: suites[0]?.promptId })).toHaveLength(4);
    expect(await of({ state: "paused" })).toEqual([ids[0]]);
  });
});
