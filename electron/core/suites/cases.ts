import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { CaseId, SuiteId } from "#shared/model/ids.ts";
import type { SuiteCase } from "#shared/model/suite.ts";
import { findCase, listCaseWindow, readCase } from "./case-store.ts";
import { type SuiteContext, suiteOf } from "./context.ts";
import { applyEdits } from "./edit-cases.ts";

export function listCaseWindowOf(
  { db, ...context }: SuiteContext,
  input: ParsedInput<"suites.cases">,
): Output<"suites.cases"> {
  // One moment for all of it: another program may write between two statements.
  return db.transaction(() => ({
    revision: suiteOf({ db, ...context }, input.suiteId).revision,
    ...listCaseWindow(db, input.suiteId, input, input),
  }));
}

export function readSuiteCase(context: SuiteContext, suiteId: SuiteId, id: CaseId): SuiteCase {
  suiteOf(context, suiteId);
  const row = findCase(context.db, suiteId, id);
  if (row === undefined) {
    throw new LatheError({
      code: "suites.case-not-found",
      message: "This case is not in the suite; it may have been removed in another window.",
    });
  }
  return { caseId: id, hash: row.hash, content: readCase(context.db, row.hash) };
}

/** One step of editing; all of it or nothing. */
export function editCases(
  context: SuiteContext,
  input: ParsedInput<"suites.edit-cases">,
): Output<"suites.edit-cases"> {
  const before = suiteOf(context, input.suiteId).revision;
  const edited = context.db.transaction(() => {
    const { touched, ...step } = applyEdits(context, input);
    return { ...step, cases: touched.map((id) => readSuiteCase(context, input.suiteId, id)) };
  });
  if (edited.revision !== before)
    context.publish({ type: "suite.changed", suiteId: input.suiteId, revision: edited.revision });
  return edited;
}
