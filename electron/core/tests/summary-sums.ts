import type { Verdict } from "#shared/model/check.ts";
import type { ModelRef } from "#shared/model/content.ts";
import type { TestRun } from "#shared/model/test-run.ts";
import { weightedMean } from "#shared/statistics/mean.ts";
import { clusteredProportion } from "#shared/statistics/proportion.ts";
import { quantile } from "#shared/statistics/quantile.ts";
import type { Database } from "../store/database.ts";
import type { ResultCache } from "./results-cache.ts";
import {
  caseIndexOf,
  modelIndexOf,
  presentCells,
  type ResultColumns,
  spanOf,
  verdictAt,
} from "./results-columns.ts";
import { isFresh } from "./results-fresh.ts";
import { listWeights } from "./results-store.ts";
import { clustersOf } from "./summary-clusters.ts";
import { type AttemptSpan, type ModelSums, type RunFacts, sumChecks, sumModels } from "./summary-store.ts";
import { perTag } from "./summary-tags.ts";

/** What is summed up over the attempts of a run. */
export type RunSums = Pick<
  TestRun,
  | "scoreError"
  | "latency"
  | "tokens"
  | "recorded"
  | "retries"
  | "flakyCases"
  | "perModel"
  | "perCheck"
  | "perTag"
> & { unknownJudgeCosts: number };

const kept = new WeakMap<ResultColumns, { version: number; sums: RunSums; madeAt: number; tookMs: number }>();

/**
 * Worked out once for each state of a run; of a large one that is under way, for at most a fifth of the time, unless they
 * have to be exact.
 */
export function sumsOf(
  db: Database,
  cache: ResultCache,
  facts: RunFacts,
  columns: ResultColumns,
  isExact: boolean,
): RunSums {
  const found = kept.get(columns);
  const madeAt = cache.monotonic();
  if (
    found !== undefined &&
    (found.version === columns.version || (!isExact && isFresh(facts, found, madeAt)))
  )
    return found.sums;
  const sums = sumUp(db, facts, columns);
  kept.set(columns, { version: columns.version, sums, madeAt, tookMs: cache.monotonic() - madeAt });
  return sums;
}

/** Attempts to be summed up: which, what each weighs, and which belong together. */
interface Counted {
  cells: Uint32Array;
  /** By cell; null: all weigh the same. */
  weights: Float64Array | null;
  clusters: Int32Array | null;
}

function sumUp(db: Database, facts: RunFacts, columns: ResultColumns): RunSums {
  const counted: Counted = {
    cells: presentCells(columns),
    weights: weightsOf(db, columns),
    clusters: clustersOf(db, facts),
  };
  const { cells } = counted;
  const span = spanOf(columns);
  const sums = span === null ? [] : sumModels(db, span, facts.plan.models);
  const score = meanScore(columns, counted);
  const isOne = facts.plan.models.length === 1;
  return {
    scoreError: score.error,
    unknownJudgeCosts: sums.reduce((sum, { unknownJudgeCosts }) => sum + unknownJudgeCosts, 0),
    latency: latencyOf(columns, cells),
    tokens: {
      input: sums.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
      output: sums.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
    },
    recorded: cells.reduce((sum, cell) => sum + (columns.recorded[cell] as number), 0),
    retries: sums.reduce((sum, { retries }) => sum + retries, 0),
    flakyCases: countFlaky(columns, cells),
    perModel: facts.plan.models.map((model, index) =>
      ofModel(columns, facts, counted, { model, index, sums, score: isOne ? score : null }),
    ),
    perCheck: span === null ? [] : perCheck(db, span),
    perTag: perTag(db, columns, counted.clusters),
  };
}

function weightsOf(db: Database, columns: ResultColumns): Float64Array | null {
  const listed = listWeights(db, columns.run);
  if (listed.length === 0) return null;
  const weights = new Float64Array(columns.sequence.length).fill(1);
  for (const { cell, weight } of listed) weights[cell] = weight;
  return weights;
}

/** The rate and its interval over these cells, with the case, or the group of cases, as the unit. */
export function passesOf(columns: ResultColumns, cells: Uint32Array, clusters: Int32Array | null) {
  const cases = caseIndexOf(columns, columns.sequence.length) + 1;
  const passed = new Uint32Array(cases);
  const decided = new Uint32Array(cases);
  for (const cell of cells) {
    const verdict = verdictAt(columns, cell);
    if (verdict !== "pass" && verdict !== "fail") continue;
    const caseIndex = caseIndexOf(columns, cell);
    const cluster = clusters?.[caseIndex] ?? caseIndex;
    decided[cluster] = (decided[cluster] as number) + 1;
    if (verdict === "pass") passed[cluster] = (passed[cluster] as number) + 1;
  }
  return clusteredProportion(passed, decided);
}

const noCounts = (): Record<Verdict, number> => ({ pass: 0, fail: 0, error: 0, unscored: 0 });

function meanScore(columns: ResultColumns, { cells, weights, clusters }: Counted) {
  return weightedMean(
    Float64Array.from(cells, (cell) => columns.score[cell] as number),
    weights === null ? null : Float64Array.from(cells, (cell) => weights[cell] as number),
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
  counted: Counted,
  of: { model: ModelRef; index: number; sums: ModelSums[]; score: { mean: number | null } | null },
): TestRun["perModel"][number] {
  const cells =
    plan.models.length === 1
      ? counted.cells
      : counted.cells.filter((cell) => modelIndexOf(columns, cell) === of.index);
  const counts = noCounts();
  for (const cell of cells) counts[verdictAt(columns, cell)] += 1;
  const { rate, interval } = passesOf(columns, cells, counted.clusters);
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
    averageScore: (of.score ?? meanScore(columns, { ...counted, cells })).mean,
    costUsd: unknown ? null : costUsd,
  };
}

function perCheck(db: Database, span: AttemptSpan): TestRun["perCheck"] {
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
