import type { CaseId, TestRunId } from "#shared/model/ids.ts";
import type { Interval } from "#shared/model/test-run.ts";
import type { Database } from "../store/database.ts";
import type { TestContext } from "./context.ts";
import type { Grid } from "./engine-cells.ts";
import type { ColumnCache } from "./results-columns.ts";

/** What is kept between two windows of the same results. */
export interface ResultCache {
  columns: ColumnCache;
  orders: Map<string, Order>;
  /** Of pass rates, where they take more than the counts. */
  intervals: Map<TestRunId, { state: string; interval: Interval | null }>;
  base: BaseVerdicts | null;
  /** Milliseconds that only rise. */
  monotonic: () => number;
}

export interface Order {
  /** What it was made from. */
  state: string;
  cells: Uint32Array;
  madeAt: number;
  tookMs: number;
}

const caches = new WeakMap<Database, ResultCache>();

/** One for a workspace that is open, whoever asks. */
export function resultCacheOf({ db, ports }: Pick<TestContext, "db" | "ports">): ResultCache {
  const kept = caches.get(db);
  if (kept !== undefined) return kept;
  const made: ResultCache = {
    columns: new Map(),
    orders: new Map(),
    intervals: new Map(),
    base: null,
    monotonic: ports.clock.monotonic,
  };
  caches.set(db, made);
  return made;
}

/** The verdicts of a baseline, by case and model: passes less failures. */
export interface BaseVerdicts {
  state: string;
  grid: Grid;
  balance: Int32Array;
  /** Where each case stands; read only for a run of another version of the suite. */
  indexes: Map<CaseId, number> | null;
}
