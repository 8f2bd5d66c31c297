import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { TestRunId } from "#shared/model/ids.ts";
import type { Interval, TestRun, TestRunSummary } from "#shared/model/test-run.ts";
import { wilson } from "#shared/statistics/proportion.ts";
import type { Database } from "../store/database.ts";
import type { TestContext } from "./context.ts";
import { factsOf } from "./results.ts";
import { type ResultCache, resultCacheOf } from "./results-cache.ts";
import { columnsOf, presentCells } from "./results-columns.ts";
import { clustersOf } from "./summary-clusters.ts";
import { listRunFacts, type RunFacts } from "./summary-store.ts";
import { passesOf, sumsOf } from "./summary-sums.ts";

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

/**
 * A run with everything that is summed up over its attempts. The sums of one that is under way may lag behind its counts,
 * unless they have to be exact.
 */
export function readTestRun(context: TestContext, testRunId: TestRunId, isExact = false): TestRun {
  const { db } = context;
  const cache = resultCacheOf(context);
  const facts = factsOf(db, testRunId);
  const { unknownJudgeCosts, ...sums } = sumsOf(
    db,
    cache,
    facts,
    columnsOf(db, cache.columns, facts),
    isExact,
  );
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
    judgeCostUsd: unknownJudgeCosts > 0 ? null : facts.judgeCostUsd,
    unknownCosts: facts.unknownCosts,
    error: facts.error,
    ...sums,
  };
}
