import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { Verdict } from "#shared/model/check.ts";
import type { ModelRef } from "#shared/model/content.ts";
import type { TestRunId } from "#shared/model/ids.ts";
import type { Interval, TestRun, TestRunSummary } from "#shared/model/test-run.ts";
import { weightedMean } from "#shared/statistics/mean.ts";
import { clusteredProportion, wilson } from "#shared/statistics/proportion.ts";
import { quantile } from "#shared/statistics/quantile.ts";
import type { Database } from "../store/database.ts";
import type { TestContext } from "./context.ts";
import { factsOf, type ResultCache, resultCacheOf } from "./results.ts";
import {
  caseIndexOf,
  casesOf,
  columnsOf,
  modelIndexOf,
  presentCells,
  type ResultColumns,
  spanOf,
  verdictAt,
} from "./results-columns.ts";
import { listTags } from "./results-store.ts";
import { clustersOf } from "./summary-clusters.ts";
import { listRunFacts, type ModelSums, type RunFacts, sumChecks, sumModels } from "./summary-store.ts";

export function listTestRuns(context: TestContext, input: ParsedInput<"tests.list">): Output<"tests.list"> {
  const { db } = context;
  const cache = resultCacheOf(context);
  const rows = listRunFacts(db, input, input.before, input.limit + 1);
  const page = rows.slice(0, input.limit);
  return {
    runs: page.map((facts) => summaryOf(db, cache, facts)),
    next: rows.length > input.limit ? (page.at(-1)?.sequence ?? null) : null,
  };
}

export function summaryOf(db: Database, cache: ResultCache, facts: RunFacts): TestRunSummary {
  const { passed, failed, errored, unscored, planned, plan } = facts;
  const decided = passed + failed;
  return {
    testRunId: facts.testRunId,
    promptId: facts.promptId,
    promptName: facts.promptName,
    versionId: facts.versionId,
    version: facts.version,
    suiteId: facts.suiteId,
    suiteName: facts.suiteName,
    suiteVersion: facts.suiteVersion,
    models: plan.models,
    repeats: plan.repeats,
    mode: plan.mode,
    simulated: facts.simulated,
    state: facts.state,
    counts: { planned, passed, failed, errored, unscored },
    passRate: decided === 0 ? null : passed / decided,
    passInterval: passIntervalOf(db, cache, facts),
    averageScore: facts.scoreWeight > 0 ? facts.scoreSum / facts.scoreWeight : null,
    costUsd: facts.unknownCosts > 0 ? null : facts.costUsd + facts.judgeCostUsd,
    isBaseline: facts.isBaseline,
    createdAt: facts.createdAt,
    endedAt: facts.endedAt,
  };
}

/** Of the whole run. Where each case was asked once and none depends on another, the counts are enough. */
function passIntervalOf(db: Database, cache: ResultCache, facts: RunFacts): Interval | null {
  const { passed, failed, plan, testRunId } = facts;
  if (passed + failed === 0) return null;
  const clusters = clustersOf(db, facts);
  if (clusters === null && plan.models.length * plan.repeats === 1) return wilson(passed, passed + failed);
  const state = `${passed}/${failed}/${facts.errored}/${facts.unscored}`;
  const kept = cache.intervals.get(testRunId);
  if (kept?.state === state) return kept.interval;
  const columns = columnsOf(db, cache.columns, facts);
  const { interval } = passesOf(columns, presentCells(columns), clusters);
  cache.intervals.set(testRunId, { state, interval });
  return interval;
}

/** The rate and its interval over these cells, with the case, or the group of cases, as the unit. */
function passesOf(columns: ResultColumns, cells: Iterable<number>, clusters: Int32Array | null) {
  const passed: number[] = [];
  const decided: number[] = [];
  for (const cell of cells) {
    const verdict = verdictAt(columns, cell);
    if (verdict !== "pass" && verdict !== "fail") continue;
    const caseIndex = caseIndexOf(columns, cell);
    const cluster = clusters?.[caseIndex] ?? caseIndex;
    decided[cluster] = (decided[cluster] ?? 0) + 1;
    passed[cluster] = (passed[cluster] ?? 0) + (verdict === "pass" ? 1 : 0);
  }
  // Without the holes of clusters that have no verdict.
  const there = Object.keys(decided).map(Number);
  return clusteredProportion(
    there.map((cluster) => passed[cluster] ?? 0),
    there.map((cluster) => decided[cluster] ?? 0),
  );
}

const noCounts = (): Record<Verdict, number> => ({ pass: 0, fail: 0, error: 0, unscored: 0 });

/** A run with everything that is summed up over its attempts. */
export function readTestRun(context: TestContext, testRunId: TestRunId): TestRun {
  const { db } = context;
  const cache = resultCacheOf(context);
  const facts = factsOf(db, testRunId);
  const columns = columnsOf(db, cache.columns, facts);
  const cells = presentCells(columns);
  const clusters = clustersOf(db, facts);
  const span = spanOf(columns);
  const sums = span === null ? [] : sumModels(db, span);
  const { error } = meanScore(columns, cells, clusters);
  return {
    ...summaryOf(db, cache, facts),
    suiteVersionId: facts.suiteVersionId,
    // The cap may have been raised since.
    plan: { ...facts.plan, maxCostUsd: facts.maxCostUsd },
    hashes: {
      prompt: facts.contentHash,
      suite: facts.suiteHash,
      checks: facts.checksHash,
      judge: facts.judgeHash,
      settings: facts.settingsHash,
    },
    rescoredFrom: facts.rescoredFrom,
    appVersion: facts.appVersion,
    scoreError: error,
    judgeCostUsd: sums.some(({ unknownJudgeCosts }) => unknownJudgeCosts > 0) ? null : facts.judgeCostUsd,
    unknownCosts: facts.unknownCosts,
    latency: latencyOf(columns, cells),
    tokens: {
      input: sums.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
      output: sums.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
    },
    recorded: cells.reduce((sum, cell) => sum + (columns.recorded[cell] as number), 0),
    retries: sums.reduce((sum, { retries }) => sum + retries, 0),
    flakyCases: countFlaky(columns, cells),
    perModel: facts.plan.models.map((model, index) =>
      ofModel(columns, facts, { model, index, cells, clusters, sums }),
    ),
    perCheck: span === null ? [] : perCheck(db, span),
    perTag: perTag(db, columns, cells, clusters),
    error: facts.error,
  };
}

function meanScore(columns: ResultColumns, cells: Uint32Array, clusters: Int32Array | null) {
  return weightedMean(
    Float64Array.from(cells, (cell) => columns.score[cell] as number),
    Float64Array.from(cells, (cell) => columns.weight[cell] as number),
    Uint32Array.from(cells, (cell) => {
      const caseIndex = caseIndexOf(columns, cell);
      return clusters?.[caseIndex] ?? caseIndex;
    }),
  );
}

/** Of calls that were made for this run: a recorded reply took what it took another time. */
function latencyOf({ recorded, latencyMs }: ResultColumns, cells: Uint32Array): TestRun["latency"] {
  const live = Float64Array.from(
    cells.filter((cell) => recorded[cell] === 0 && !Number.isNaN(latencyMs[cell])),
    (cell) => latencyMs[cell] as number,
  ).sort();
  const [p50, p95] = [quantile(live, 0.5), quantile(live, 0.95)];
  if (p50 === null || p95 === null) return null;
  return { p50, p95, mean: live.reduce((sum, ms) => sum + ms, 0) / live.length, count: live.length };
}

/** Cases that one model passed in some repeats and failed in others. */
function countFlaky(columns: ResultColumns, cells: Uint32Array): number {
  const { repeats } = columns.grid;
  if (repeats === 1) return 0;
  const flaky = new Set<number>();
  const seen = new Map<number, number>();
  for (const cell of cells) {
    const verdict = verdictAt(columns, cell);
    if (verdict !== "pass" && verdict !== "fail") continue;
    const pair = Math.floor(cell / repeats);
    const both = (seen.get(pair) ?? 0) | (verdict === "pass" ? 1 : 2);
    seen.set(pair, both);
    if (both === 3) flaky.add(caseIndexOf(columns, cell));
  }
  return flaky.size;
}

function ofModel(
  columns: ResultColumns,
  { plan, planned, rescoredFrom }: RunFacts,
  of: { model: ModelRef; index: number; cells: Uint32Array; clusters: Int32Array | null; sums: ModelSums[] },
): TestRun["perModel"][number] {
  const cells = of.cells.filter((cell) => modelIndexOf(columns, cell) === of.index);
  const counts = noCounts();
  for (const cell of cells) counts[verdictAt(columns, cell)] += 1;
  const { rate, interval } = passesOf(columns, cells, of.clusters);
  const spent = of.sums.filter(({ model }) => model === of.model);
  // The replies of a run that was scored again were paid for by the run before.
  const unknown = spent.some(
    (sum) => sum.unknownJudgeCosts > 0 || (rescoredFrom === null && sum.unknownCosts > 0),
  );
  const costUsd = spent.reduce(
    (sum, { costUsd, judgeCostUsd }) =>
      sum + (rescoredFrom === null ? (costUsd ?? 0) : 0) + (judgeCostUsd ?? 0),
    0,
  );
  return {
    model: of.model,
    counts: {
      planned: planned / plan.models.length,
      passed: counts.pass,
      failed: counts.fail,
      errored: counts.error,
      unscored: counts.unscored,
    },
    passRate: rate,
    passInterval: interval,
    averageScore: meanScore(columns, cells, of.clusters).mean,
    costUsd: unknown ? null : costUsd,
  };
}

function perCheck(db: Database, span: NonNullable<ReturnType<typeof spanOf>>): TestRun["perCheck"] {
  const checks = new Map<string, TestRun["perCheck"][number] & { scoreSum: number; scored: number }>();
  for (const row of sumChecks(db, span)) {
    const check = checks.get(row.name) ?? {
      name: row.name,
      isJudge: false,
      passed: 0,
      failed: 0,
      errored: 0,
      skipped: 0,
      averageScore: null,
      scoreSum: 0,
      scored: 0,
    };
    const counts = { pass: "passed", fail: "failed", error: "errored", skipped: "skipped" } as const;
    check[counts[row.state]] += row.count;
    check.isJudge ||= row.isJudge === 1;
    check.scoreSum += row.scoreSum;
    check.scored += row.scored;
    checks.set(row.name, check);
  }
  return [...checks.values()].map(({ scoreSum, scored, ...check }) => ({
    ...check,
    averageScore: scored === 0 ? null : scoreSum / scored,
  }));
}

function perTag(
  db: Database,
  columns: ResultColumns,
  cells: Uint32Array,
  clusters: Int32Array | null,
): TestRun["perTag"] {
  const { hashes } = casesOf(db, columns);
  const indexes = new Map<string, number[]>();
  hashes.forEach((hash, index) => {
    const same = indexes.get(hash);
    if (same === undefined) indexes.set(hash, [index]);
    else same.push(index);
  });
  const tags = new Map<string, Set<number>>();
  for (const { hash, tag } of listTags(db, [...indexes.keys()])) {
    const found = indexes.get(hash);
    if (found === undefined) continue;
    const cases = tags.get(tag) ?? new Set();
    tags.set(tag, cases);
    for (const index of found) cases.add(index);
  }
  return [...tags]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([tag, cases]) => {
      const own = cells.filter((cell) => cases.has(caseIndexOf(columns, cell)));
      const counts = noCounts();
      for (const cell of own) counts[verdictAt(columns, cell)] += 1;
      const { rate, interval } = passesOf(columns, own, clusters);
      return {
        tag,
        passed: counts.pass,
        failed: counts.fail,
        errored: counts.error,
        unscored: counts.unscored,
        passRate: rate,
        passInterval: interval,
      };
    });
}
