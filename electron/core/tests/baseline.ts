import { LatheError } from "#shared/contract/errors.ts";
import type { ParsedInput } from "#shared/contract/operations.ts";
import type { PromptId, TestRunId } from "#shared/model/ids.ts";
import { promptOf } from "../prompts/index.ts";
import type { Database } from "../store/database.ts";
import { clearBaseline, findBaselineRun, writeBaseline } from "./baseline-store.ts";
import type { TestContext } from "./context.ts";
import {
  type ColumnCache,
  caseIndexOf,
  casesOf,
  columnsOf,
  modelIndexOf,
  presentCells,
  type ResultColumns,
  verdictAt,
} from "./results-columns.ts";
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
  const id: TestRunId | null = findBaselineRun(db, promptId);
  return id === null ? null : (findRunFacts(db, id) ?? null);
}

export interface Changes {
  /** A place in `changes` of results-order for each cell. */
  list: Uint8Array;
  /** What they were worked out from. */
  state: string;
}

const places = { unknown: 0, same: 1, regressed: 2, fixed: 3 } as const;
const kept = new WeakMap<ResultColumns, Changes>();

/** How each attempt's verdict stands against the baseline's; null: the prompt has no baseline. */
export function changesAgainst(
  db: Database,
  cache: ColumnCache,
  facts: RunFacts,
  columns: ResultColumns,
): Changes | null {
  const baseline = findBaseline(db, facts.promptId);
  if (baseline === null) return null;
  const base = columnsOf(db, cache, baseline);
  const state = `${baseline.testRunId}/${base.version}/${columns.version}`;
  const found = kept.get(columns);
  if (found?.state === state) return found;
  const list = new Uint8Array(columns.sequence.length);
  const verdictOf = baseVerdicts(db, facts, columns, baseline, base);
  for (const cell of presentCells(columns)) {
    const now = verdictAt(columns, cell);
    const before = verdictOf(cell);
    if (before === null || (now !== "pass" && now !== "fail")) continue;
    list[cell] = before === now ? places.same : now === "pass" ? places.fixed : places.regressed;
  }
  const made = { list, state };
  kept.set(columns, made);
  return made;
}

/**
 * The baseline's verdict on the case of a cell: more than half of its attempts with the same model, or of all where it has
 * not had that model. null: none has a verdict, or they are even.
 */
function baseVerdicts(
  db: Database,
  facts: RunFacts,
  columns: ResultColumns,
  baseline: RunFacts,
  base: ResultColumns,
): (cell: number) => "pass" | "fail" | null {
  const models = baseline.plan.models.length;
  // By case and model: passes less failures.
  const balance = new Int16Array((caseIndexOf(base, base.sequence.length) + 1) * models);
  for (const cell of presentCells(base)) {
    const verdict = verdictAt(base, cell);
    const step = verdict === "pass" ? 1 : verdict === "fail" ? -1 : 0;
    const place = caseIndexOf(base, cell) * models + modelIndexOf(base, cell);
    balance[place] = (balance[place] ?? 0) + step;
  }
  const sameModel = facts.plan.models.map((model) => baseline.plan.models.indexOf(model));
  const indexOf = sameCases(db, facts, columns, baseline, base);
  return (cell) => {
    const caseIndex = indexOf(caseIndexOf(columns, cell));
    if (caseIndex === undefined) return null;
    const model = sameModel[modelIndexOf(columns, cell)] ?? -1;
    let sum = 0;
    if (model >= 0) sum = balance[caseIndex * models + model] ?? 0;
    else for (let other = 0; other < models; other += 1) sum += balance[caseIndex * models + other] ?? 0;
    return sum > 0 ? "pass" : sum < 0 ? "fail" : null;
  };
}

/** Where a case of the one run stands in the other. In the same version of a suite that is the same place. */
export function sameCases(
  db: Database,
  one: Pick<RunFacts, "suiteVersionId">,
  columns: ResultColumns,
  other: Pick<RunFacts, "suiteVersionId">,
  others: ResultColumns,
): (caseIndex: number) => number | undefined {
  if (one.suiteVersionId === other.suiteVersionId) return (caseIndex) => caseIndex;
  const { ids } = casesOf(db, columns);
  const indexes = new Map(casesOf(db, others).ids.map((id, index) => [id, index]));
  return (caseIndex) => {
    const id = ids[caseIndex];
    return id === undefined ? undefined : indexes.get(id);
  };
}
