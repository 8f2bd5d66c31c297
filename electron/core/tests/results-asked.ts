import type { CaseId, SuiteVersionId } from "#shared/model/ids.ts";
import type { Database } from "../store/database.ts";
import { type FrozenSuite, readFrozenSuite } from "../suites/index.ts";
import type { TestContext } from "./context.ts";
import { plannedCells } from "./engine-cells.ts";
import { selectCases } from "./plan.ts";
import { factsOf } from "./results.ts";
import type { RunFacts } from "./summary-store.ts";

/** The cases of a frozen suite by their index, which a run's cells are numbered by. */
export interface AskedCases {
  suiteVersionId: SuiteVersionId;
  /** Of the frozen suite. */
  suiteHash: string;
  ids: CaseId[];
  /** Of their contents. */
  hashes: string[];
  suite: FrozenSuite;
}

/** Suites that are kept: a hundred thousand cases are some ten megabytes. */
const mostKept = 6;
const caches = new WeakMap<Database, Map<SuiteVersionId, AskedCases>>();

/** What a run's models were asked. Of a run that was scored again, what the run was asked that made the calls. */
export function askedCases(context: TestContext, run: RunFacts): AskedCases {
  const { suiteVersionId } = callerOf(context, run);
  const kept = caches.get(context.db) ?? new Map<SuiteVersionId, AskedCases>();
  caches.set(context.db, kept);
  const asked = kept.get(suiteVersionId) ?? readAsked(context, suiteVersionId);
  // The one used last is the last to go.
  kept.delete(suiteVersionId);
  kept.set(suiteVersionId, asked);
  for (const id of kept.keys()) if (kept.size > mostKept) kept.delete(id);
  return asked;
}

function readAsked(context: TestContext, suiteVersionId: SuiteVersionId): AskedCases {
  const suite = readFrozenSuite(context.suites, suiteVersionId);
  return {
    suiteVersionId,
    suiteHash: suite.version.hash,
    ids: suite.cases.map(({ caseId }) => caseId),
    hashes: suite.cases.map(({ hash }) => hash),
    suite,
  };
}

/** Drawn orders that are kept: the arms of a comparison have the same one. */
const mostOrders = 4;
const orders = new WeakMap<Database, Map<string, Uint32Array>>();

/** All cells that a run asks for, in the order in which they are called, or were by the run whose replies it has. */
export function calledCells(context: TestContext, run: RunFacts): Uint32Array {
  const { plan, suiteVersionId } = callerOf(context, run);
  const { models, repeats, seed, only, places, share } = plan;
  const key = JSON.stringify([suiteVersionId, models.length, repeats, seed, only, places, share]);
  const kept = orders.get(context.db) ?? new Map<string, Uint32Array>();
  orders.set(context.db, kept);
  const cells =
    kept.get(key) ?? plannedCells(selectCases(context.db, askedCases(context, run).suite, plan), plan);
  kept.delete(key);
  kept.set(key, cells);
  for (const old of kept.keys()) if (kept.size > mostOrders) kept.delete(old);
  return cells;
}

function callerOf({ db }: TestContext, run: RunFacts): RunFacts {
  let caller = run;
  while (caller.rescoredFrom !== null) caller = factsOf(db, caller.rescoredFrom);
  return caller;
}
