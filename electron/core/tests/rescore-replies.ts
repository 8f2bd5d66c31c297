import type { CheckSubject } from "#shared/checks/subject.ts";
import type { CaseId } from "#shared/model/ids.ts";
import type { CaseContent } from "#shared/model/suite.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { readFrozenSuite } from "../suites/index.ts";
import { scoreTalk } from "./attempt.ts";
import {
  type AttemptMaker,
  type AttemptSource,
  createCellReader,
  inputsWithDefaults,
  type ReadyCell,
} from "./attempt-cell.ts";
import { recall } from "./attempt-conversation.ts";
import { leaveJudgesOut } from "./attempt-score.ts";
import { findStoredAttempt, listMarks } from "./attempt-store.ts";
import { createPriceTag } from "./budget-prices.ts";
import type { TestContext } from "./context.ts";
import { findTestRunNumbered, type TestRunRow } from "./test-run-store.ts";

/**
 * Scores stored replies. A case whose question has not changed is scored as its suite has it now; one that is gone, or
 * asks something else, as it was when it was asked: an answer is not held against a question that it was never given.
 */
export function createRescorer(context: TestContext, run: TestRunRow, source: AttemptSource): AttemptMaker {
  const { db } = context;
  const origin = originOf(context, run);
  const asked = readFrozenSuite(context.suites, originOfCells(context, run).suiteVersionId);
  const readAsked = createCellReader(context, {
    ...source,
    suite: { ...asked, checks: source.suite.checks },
  });
  const now = new Map<CaseId, string>(source.suite.cases.map(({ caseId, hash }) => [caseId, hash]));
  const marks = marksByCell(context, run);

  async function prepare(cell: number): Promise<ReadyCell> {
    const ready = await readAsked(cell);
    const hash = now.get(ready.caseId);
    if (ready.content === null || hash === undefined || hash === ready.caseHash) return ready;
    const changed = source.suite.readCase(hash);
    if (!asksTheSame(ready.content, changed)) return ready;
    return {
      ...ready,
      caseHash: hash,
      content: changed,
      inputs: inputsWithDefaults(source.content, changed.inputs),
      checks: [...source.suite.checks, ...changed.checks],
    };
  }

  /** What the other models answered to the same case, where a check compares them. */
  function othersOf({ checks, caseIndex, model, repeat }: ReadyCell): CheckSubject["others"] {
    if (!checks.some(({ type }) => type === "select-best")) return [];
    const { models, repeats } = source.plan;
    return models.flatMap((name, modelIndex) => {
      if (name === model) return [];
      const cell = (caseIndex * models.length + modelIndex) * repeats + repeat;
      const stored = findStoredAttempt(db, origin.sequence, cell);
      return stored === undefined || stored.error !== null ? [] : [{ name, output: stored.text }];
    });
  }

  return {
    prepare,
    mostCost: createPriceTag(context, source, { judgesOnly: true }).mostCost,
    async make(ready, hooks) {
      const stored = findStoredAttempt(db, origin.sequence, ready.cell);
      if (stored === undefined)
        throw new Error(`cell ${ready.cell} of run ${origin.sequence} has no attempt`);
      const talk = recall(ready, stored);
      const attempt = await scoreTalk(context, source, ready, talk, hooks, {
        marks: marks.get(ready.cell) ?? [],
        others: othersOf(ready),
      });
      attempt.retries = stored.retries;
      return source.plan.mode === "replay" ? leaveJudgesOut(attempt, ready, source) : attempt;
    },
  };
}

const asksTheSame = (one: CaseContent, other: CaseContent): boolean =>
  canonicalJson([one.inputs, one.turns]) === canonicalJson([other.inputs, other.turns]);

/** The run whose replies are scored again. */
export function originOf({ db }: TestContext, { rescoredFrom }: TestRunRow): TestRunRow {
  const origin = rescoredFrom === null ? undefined : findTestRunNumbered(db, rescoredFrom);
  if (origin === undefined) throw new Error("a run that is scored again has no origin");
  return origin;
}

/** The run that made the calls: its suite is the one that the cells are numbered by. */
function originOfCells(context: TestContext, run: TestRunRow): TestRunRow {
  let origin = run;
  while (origin.rescoredFrom !== null) origin = originOf(context, origin);
  return origin;
}

/** What people said of each reply, whichever run they looked at: of each rater the newest that was not taken back. */
function marksByCell(context: TestContext, run: TestRunRow): Map<number, CheckSubject["marks"]> {
  const runs: number[] = [];
  for (let at = run; at.rescoredFrom !== null; ) {
    at = originOf(context, at);
    runs.push(at.sequence);
  }
  const newest = new Map<string, ReturnType<typeof listMarks>[number]>();
  for (const mark of listMarks(context.db, runs))
    newest.set(JSON.stringify([mark.cell, mark.rater, mark.kind, mark.metric]), mark);
  const byCell = new Map<number, CheckSubject["marks"]>();
  for (const { cell, kind, value, metric } of newest.values()) {
    if (value !== "") byCell.set(cell, [...(byCell.get(cell) ?? []), { kind, value, metric }]);
  }
  return byCell;
}
