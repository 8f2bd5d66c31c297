import { LatheError } from "#shared/contract/errors.ts";
import type { ParsedInput } from "#shared/contract/operations.ts";
import type { CaseId, PromptId } from "#shared/model/ids.ts";
import { promptOf } from "../prompts/index.ts";
import type { Database } from "../store/database.ts";
import { clearBaseline, findBaselineRun, writeBaseline } from "./baseline-store.ts";
import type { TestContext } from "./context.ts";
import { placeOf } from "./engine-cells.ts";
import type { BaseVerdicts, ResultCache } from "./results-cache.ts";
import { casesOf, columnsOf, presentCells, type ResultColumns, verdictAt } from "./results-columns.ts";
import { listVerdicts, verdictOrder } from "./results-store.ts";
import { findRunFacts, type RunFacts } from "./summary-store.ts";

/** The run that a prompt's later runs are held against, or none any more. */
export function setBaseline(context: TestContext, input: ParsedInput<"tests.set-baseline">): void {
  const { db, ports, publish } = context;
  const { promptId, testRunId } = input;
  db.transaction(() => {
    const prompt = promptOf(context.prompts, promptId);
    if (testRunId === null) return clearBaseline(db, promptId);
    const facts = findRunFacts(db, testRunId);
    if (facts === undefined || facts.promptId !== promptId) {
      throw new LatheError({
        code: "tests.not-of-prompt",
        message: `This test run is not one of “${prompt.name}”. Choose one of its own runs as the baseline.`,
      });
    }
    writeBaseline(db, promptId, facts.sequence, new Date(ports.clock.now()).toISOString());
  });
  publish({ type: "baseline.changed", promptId });
}

export function findBaseline(db: Database, promptId: PromptId): RunFacts | null {
  const id = findBaselineRun(db, promptId);
  return id === null ? null : (findRunFacts(db, id) ?? null);
}

export interface Changes {
  /** A place in `changes` of results-order for each cell. */
  list: Uint8Array;
  /** What they were worked out from. */
  state: string;
}

const places = { same: 1, regressed: 2, fixed: 3 } as const;
const kept = new WeakMap<ResultColumns, Changes>();

/** How each attempt's verdict stands against the baseline's; null: the prompt has no baseline. */
export function changesAgainst(
  db: Database,
  cache: ResultCache,
  facts: RunFacts,
  columns: ResultColumns,
): Changes | null {
  const baseline = findBaseline(db, facts.promptId);
  if (baseline === null) return null;
  const base = baseVerdicts(db, cache, baseline);
  const state = `${base.state}/${columns.version}`;
  const found = kept.get(columns);
  if (found?.state === state) return found;
  const list = new Uint8Array(columns.sequence.length);
  const verdictOf = baseVerdictOf(db, cache, { facts, columns }, { facts: baseline, base });
  for (const cell of presentCells(columns)) {
    const now = verdictAt(columns, cell);
    if (now !== "pass" && now !== "fail") continue;
    const before = verdictOf(cell);
    if (before === null) continue;
    list[cell] = before === now ? places.same : now === "pass" ? places.fixed : places.regressed;
  }
  const made = { list, state };
  kept.set(columns, made);
  return made;
}

/** Kept for the baseline that was looked at last: a person works on one prompt at a time. */
function baseVerdicts(db: Database, cache: ResultCache, facts: RunFacts): BaseVerdicts {
  const { passed, failed, errored, unscored, plan } = facts;
  const state = [facts.testRunId, facts.sequence, passed, failed, errored, unscored].join("/");
  if (cache.base?.state === state) return cache.base;
  const grid = { models: plan.models.length, repeats: plan.repeats };
  const rows = listVerdicts(db, facts.sequence);
  const pairs = rows.reduce((most, { place }) => Math.max(most, place), 0) / 4 / grid.repeats;
  const balance = new Int32Array(Math.floor(pairs) + 1);
  for (const { place } of rows) {
    const verdict = verdictOrder[place & 3];
    const pair = Math.floor(Math.floor(place / 4) / grid.repeats);
    balance[pair] = (balance[pair] ?? 0) + (verdict === "pass" ? 1 : verdict === "fail" ? -1 : 0);
  }
  cache.base = { state, grid, balance, indexes: null };
  return cache.base;
}

/**
 * The baseline's verdict on the case of a cell: more than half of its attempts with the same model, or of all where it has
 * not had that model. null: none has a verdict, or they are even.
 */
function baseVerdictOf(
  db: Database,
  cache: ResultCache,
  { facts, columns }: { facts: RunFacts; columns: ResultColumns },
  { facts: baseline, base }: { facts: RunFacts; base: BaseVerdicts },
): (cell: number) => "pass" | "fail" | null {
  const { balance, grid } = base;
  const sameModel = facts.plan.models.map((model) => baseline.plan.models.indexOf(model));
  const isSameSuite = facts.suiteVersionId === baseline.suiteVersionId;
  if (!isSameSuite) base.indexes ??= indexesOf(db, columnsOf(db, cache.columns, baseline));
  const { ids } = isSameSuite ? { ids: [] } : casesOf(db, columns);
  return (cell) => {
    const { caseIndex: index, modelIndex } = placeOf(cell, columns.grid);
    const id = ids[index];
    const caseIndex = isSameSuite ? index : id === undefined ? undefined : base.indexes?.get(id);
    if (caseIndex === undefined) return null;
    const model = sameModel[modelIndex] ?? -1;
    let sum = 0;
    if (model >= 0) sum = balance[caseIndex * grid.models + model] ?? 0;
    else
      for (let other = 0; other < grid.models; other += 1)
        sum += balance[caseIndex * grid.models + other] ?? 0;
    return sum > 0 ? "pass" : sum < 0 ? "fail" : null;
  };
}

const indexesOf = (db: Database, columns: ResultColumns): Map<CaseId, number> =>
  new Map(casesOf(db, columns).ids.map((id, index) => [id, index]));

/** Where a case of the one run stands in the other. In the same version of a suite that is the same place. */
export function sameCases(
  db: Database,
  one: { facts: RunFacts; columns: ResultColumns },
  other: { facts: RunFacts; columns: ResultColumns },
): (caseIndex: number) => number | undefined {
  if (one.facts.suiteVersionId === other.facts.suiteVersionId) return (caseIndex) => caseIndex;
  const { ids } = casesOf(db, one.columns);
  const indexes = indexesOf(db, other.columns);
  return (caseIndex) => {
    const id = ids[caseIndex];
    return id === undefined ? undefined : indexes.get(id);
  };
}
