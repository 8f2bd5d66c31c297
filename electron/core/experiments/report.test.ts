import { beforeEach, describe, expect, it } from "vitest";
import { compareArms } from "#shared/experiments/compare-arms.ts";
import { type Evidence, missing } from "#shared/experiments/evidence.ts";
import type { Comparison, ExperimentPlan, Metric } from "#shared/model/experiment.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { type ExperimentReport, experimentReport } from "#shared/reports/experiment-json.ts";
import { addFixtureComparison } from "../../../tests/support/comparison-fixture.ts";
import { hostileTexts } from "../../../tests/support/hostile-texts.ts";
import { openComparisonReports } from "../../../tests/support/open-comparison-reports.ts";
import { addFixtureExperiment } from "../../../tests/support/realistic-experiments.ts";
import { addFixtureSuite, type FixtureSuite } from "../../../tests/support/suite-fixture.ts";
import { createTestPorts } from "../../../tests/support/test-ports.ts";
import {
  addFixtureRun,
  answerCells,
  type FixtureAnswer,
  type RunWish,
} from "../../../tests/support/test-run-fixture.ts";
import type { Database } from "../store/database.ts";
import { openTestDatabase } from "../store/open-database.ts";
import { plannedCells } from "../tests/index.ts";

let db: Database;
let reports: ReturnType<typeof openComparisonReports>;
beforeEach(() => {
  db = openTestDatabase();
  reports = openComparisonReports(db);
});

const readJson = async (experimentId: ExperimentId): Promise<ExperimentReport> =>
  experimentReport.parse(JSON.parse((await reports.report({ experimentId, format: "json" })).text));

/** What somebody else would do with the file: nothing but what stands in it. */
function evidenceIn({ evidence, cases }: ExperimentReport): Evidence {
  const words = ["none", "error", "unscored", "not-called", "unpriced", "recorded"];
  const clusters = cases.map(({ cluster }) => cluster);
  const order = new Uint32Array(evidence.cases);
  for (const { row, called } of cases) order[called] = row;
  return {
    ...evidence,
    arms: evidence.arms.map((arm, place) => ({
      ...arm,
      values: Float64Array.from(
        cases.flatMap(({ values }) => values[place] ?? []),
        (value) => value ?? Number.NaN,
      ),
      missing: Uint8Array.from(
        cases.flatMap(({ missing }) => missing[place] ?? []),
        (word) => (word === null ? missing.none : words.indexOf(word)),
      ),
    })),
    clusters: clusters.every((cluster) => cluster !== null) ? Int32Array.from(clusters) : null,
    order,
  };
}

const verdictIn = (report: ExperimentReport) =>
  compareArms(evidenceIn(report), report.experiment.plan).map((one) => withMajorities(report, one));

/** Where a case was asked several times, it is passed or failed by most of them; one that is even is neither. */
function withMajorities({ evidence, cases }: ExperimentReport, one: Comparison): Comparison {
  if (one.metric.kind !== "pass" || one.fixed === null || evidence.repeats === 1) return one;
  const most = (values: (number | null)[] = []) => {
    const known = values.filter((value) => value !== null);
    return Math.sign(known.reduce((sum, value) => sum + value - 0.5, 0));
  };
  const moved = cases.map(({ values }) => {
    const [before, after] = [most(values[one.a]), most(values[one.b])];
    return before === 0 || after === 0 ? 0 : after - before;
  });
  return {
    ...one,
    fixed: moved.filter((by) => by > 0).length,
    broken: moved.filter((by) => by < 0).length,
  };
}

/** Passes and failures that differ between arms, some errors, replies that were not called or recorded. */
const answerOf =
  (arm: number) =>
  ({ caseIndex, repeat }: { caseIndex: number; repeat: number }): FixtureAnswer | null => {
    const lot = (caseIndex * 7 + repeat * 3 + arm * 5) % 31;
    if (lot === 0) return null;
    if (lot === 1 && caseIndex % 3 === 0) return { verdict: "error", latencyMs: null, costUsd: null };
    return {
      verdict: lot < 12 + arm * 4 ? "pass" : "fail",
      score: lot / 31,
      latencyMs: 100 + lot * 9 * (1 + arm / 10),
      costUsd: lot === 3 ? null : 0.001 * (1 + lot / 40),
      recorded: lot === 4,
    };
  };

const runsOf = (suite: FixtureSuite, arms: number, more: RunWish = {}) =>
  Array.from({ length: arms }, (_, arm) => addFixtureRun(suite, { ...more, answer: answerOf(arm) }));

/** Of two walks through the cases a random draw gave this arm about the half. */
function drawnRun(suite: FixtureSuite, arm: number) {
  const draw = { models: ["simulator/default"], repeats: 2, share: { arms: 2, arm, calls: 72 }, seed: 3 };
  const cells = new Set(plannedCells(Array.from(suite.cases.keys()), draw));
  return addFixtureRun(suite, {
    repeats: 2,
    plan: { share: draw.share, seed: draw.seed },
    answer: (place) => (cells.has(place.caseIndex * 2 + place.repeat) ? answerOf(arm)(place) : null),
  });
}

const metrics: Metric[] = [
  { kind: "pass" },
  { kind: "score" },
  { kind: "check", name: "contains" },
  { kind: "latency" },
  { kind: "cost" },
];

describe("the JSON report of a comparison", () => {
  it.each(metrics)(
    "holds by $kind what it takes to compute its verdict again, to the last digit",
    async (metric) => {
      const grouped = addFixtureSuite(db, {
        cases: 60,
        caseOf: (index) => (index < 20 ? { group: `document ${index % 5}` } : {}),
      });
      const plain = addFixtureSuite(db, { cases: 40 });
      const ids = [
        addFixtureComparison(plain, [runsOf(plain, 2)], { metric }),
        addFixtureComparison(grouped, [runsOf(grouped, 3, { repeats: 3 })], {
          metric,
          repeats: 3,
          delta: 0.1,
        }),
        addFixtureComparison(plain, [runsOf(plain, 2), runsOf(plain, 2)], { metric, mayExtend: true }),
      ];
      const drawn = [0, 1].map((arm) => drawnRun(plain, arm));
      ids.push(addFixtureComparison(plain, [drawn], { metric, assign: "random", repeats: 2, samples: 36 }));
      for (const id of ids) {
        const report = await readJson(id);
        expect(report.cases.map(({ row }) => row)).toEqual(report.cases.map((_, index) => index));
        expect(report.cases).toHaveLength(report.evidence.cases);
        expect(verdictIn(report)).toEqual(report.experiment.verdict.primary);
        expect(report.experiment.verdict.primary[0]?.n).toBeGreaterThan(20);
      }
    },
  );

  it("holds every attempt of every arm as it was stored, hostile or not, and every vote and judgement", async () => {
    const hostile = Object.values(hostileTexts);
    const suite = addFixtureSuite(db, {
      cases: hostile.length,
      caseOf: (index) => ({ name: hostile[index] ?? "", inputs: { question: hostile[index] ?? "" } }),
    });
    const runs = (["pass", "fail"] as const).map((verdict) =>
      addFixtureRun(suite, {
        repeats: 2,
        answer: ({ caseIndex }) => ({ verdict, reply: hostile[caseIndex] ?? "" }),
      }),
    );
    const { experimentId: id } = addFixtureExperiment(
      db,
      runs.map(({ run }) => run),
    );
    const report = await readJson(id);
    expect(report.cases.map(({ content }) => content.inputs.question)).toEqual(hostile);
    for (const [index, { attempts }] of report.cases.entries()) {
      expect(attempts.map((own) => own.map(({ verdict }) => verdict))).toEqual([
        ["pass", "pass"],
        ["fail", "fail"],
      ]);
      for (const { text } of attempts.flat()) expect(text).toBe(hostile[index]);
    }
    const count = (table: string) =>
      db.get<{ count: number }>(table, `SELECT count(*) AS count FROM ${table}`)?.count ?? 0;
    expect(report.votes).toHaveLength(count("experiment_votes"));
    expect(report.judgements).toHaveLength(count("experiment_judgements"));
    expect(report.votes.length * report.judgements.length).toBeGreaterThan(0);
  });

  it("is made in pieces of a moderate size, and stops when nobody reads on", async () => {
    const suite = addFixtureSuite(db, { cases: 400 });
    const answer = () => ({ verdict: "pass" as const, reply: "x".repeat(2_000) });
    const id = addFixtureComparison(suite, [
      [addFixtureRun(suite, { answer }), addFixtureRun(suite, { answer })],
    ]);
    const { pieces } = await reports.report({ experimentId: id, format: "json" });
    expect(pieces.length).toBeGreaterThan(3);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(2 * 1024 * 1024);
    const controller = new AbortController();
    const frames = reports.lathe.stream(
      "experiments.report",
      { experimentId: id, format: "json" },
      controller.signal,
    );
    await frames.next();
    controller.abort();
    await expect(
      (async () => {
        for (;;) if ((await frames.next()).done) return;
      })(),
    ).rejects.toMatchObject({ code: "host.cancelled" });
  });
});

describe("every report of a comparison", () => {
  it.each(["html", "json"] as const)("%s says what it takes to make it again", async (format) => {
    const suite = addFixtureSuite(db, { cases: 24 });
    const runs = runsOf(suite, 2);
    const plan: Partial<ExperimentPlan> = { seed: 4_711, delta: 0.07 };
    const id = addFixtureComparison(suite, [runs], plan);
    const { text, fileName } = await reports.report({ experimentId: id, format });
    for (const fact of [
      id,
      ...runs.map(({ testRunId }) => testRunId),
      suite.suiteHash,
      suite.contentHash,
      "4711",
      "simulator/default",
      "Newcombe 1998, Statistics in Medicine 17, 2635–2650",
    ])
      expect(text).toContain(fact);
    expect(fileName).toMatch(new RegExp(`^Prompt of .* draft vs draft – Fixture 2026-11-25\\.${format}$`));
  });

  it("of one that was never called says so, and of none that is there nothing", async () => {
    const suite = addFixtureSuite(db, { cases: 3 });
    const runs = [0, 1].map(() => addFixtureRun(suite, { state: "cancelled", answer: () => null }));
    const id = addFixtureComparison(suite, [runs]);
    expect((await readJson(id)).cases.map(({ attempts }) => attempts)).toEqual([
      [[], []],
      [[], []],
      [[], []],
    ]);
    const { text } = await reports.report({ experimentId: id, format: "html" });
    expect(text).toContain("Incomplete: 0 of 6 attempts were made.");
    await expect(
      reports.report({ experimentId: "exp_nothere1" as ExperimentId, format: "html" }),
    ).rejects.toMatchObject({ code: "experiments.not-found" });
  });

  it("of one under way has the verdict of what it holds, whatever somebody saw a moment before", async () => {
    let now = 0;
    const slow = () => {
      now += 100;
      return now;
    };
    const opened = openComparisonReports(db, { clock: { ...createTestPorts().clock, monotonic: slow } });
    const suite = addFixtureSuite(db, { cases: 30 });
    const fates = [0, 1].map((arm) => ({ caseIndex }: { caseIndex: number }): FixtureAnswer => {
      return { verdict: caseIndex % 4 < 1 + arm * 2 ? "pass" : "fail" };
    });
    const [isEarly, isLate] = [(index: number) => index < 5, (index: number) => index >= 5];
    const runs = fates.map((fate) =>
      addFixtureRun(suite, { state: "running", answer: (at) => (isEarly(at.caseIndex) ? fate(at) : null) }),
    );
    const id = addFixtureComparison(suite, [runs]);
    const before = await opened.lathe.call("experiments.read", { experimentId: id });
    expect(before.verdict.primary[0]?.n).toBe(5);
    for (const [arm, run] of runs.entries())
      answerCells(suite, run, { answer: (at) => (isLate(at.caseIndex) ? (fates[arm]?.(at) ?? null) : null) });
    const { text } = await opened.report({ experimentId: id, format: "json" });
    const report = experimentReport.parse(JSON.parse(text));
    expect(report.experiment.verdict.primary[0]?.n).toBe(30);
    expect(verdictIn(report)).toEqual(report.experiment.verdict.primary);
  });

  it("tells unlike suites apart by the hashes of each arm", async () => {
    const [one, other] = [addFixtureSuite(db, { cases: 24 }), addFixtureSuite(db, { cases: 22, checks: [] })];
    const id = addFixtureComparison(one, [[addFixtureRun(one, {}), addFixtureRun(other, {})]]);
    const { text } = await reports.report({ experimentId: id, format: "html" });
    expect(text).toContain("Not comparable: ");
    expect(text).toContain("A · Suite hash");
    expect(text).toContain(other.suiteHash);
  });
});
