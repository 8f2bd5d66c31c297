import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { listCases } from "./case-store.ts";
import { type SuiteContext, suiteOf, timeOf } from "./context.ts";
import { CaseEditing } from "./edit-cases.ts";
import { keepVersion, noSuchVersion, readFrozenSuite } from "./freeze.ts";
import { workingHash } from "./suite-hash.ts";
import { raiseRevision, updateSuite } from "./suite-store.ts";
import { listSuiteVersions } from "./suite-version-store.ts";
import { told } from "./suites.ts";

/** As many edits as `suites.edit-cases` takes. A longer step is taken back by going back to a version. */
export const mostUndo = 20_000;

/** Puts the working copy back. What it was becomes a version of its own first, unless it is one already. */
export function goBack(
  context: SuiteContext,
  { suiteId, suiteVersionId }: ParsedInput<"suites.go-back">,
): Output<"suites.go-back"> {
  const { db } = context;
  const undo = db.transaction(() => {
    const suite = suiteOf(context, suiteId);
    const target = readFrozenSuite(context, suiteVersionId);
    if (target.version.suiteId !== suiteId) throw noSuchVersion();
    const hash = workingHash(db, suite);
    if (!listSuiteVersions(db, suiteId).some((version) => version.hash === hash))
      keepVersion(context, suiteId, `Before going back to version ${target.version.number}`);

    const { checks, threshold } = target;
    if (canonicalJson([checks, threshold]) !== canonicalJson([suite.checks, suite.threshold])) {
      const at = timeOf(context);
      updateSuite(db, { ...suite, checksJson: canonicalJson(checks), threshold, at });
      raiseRevision(db, suiteId, at);
    }
    const editing = new CaseEditing(context, suiteId, suiteOf(context, suiteId).revision);
    const wanted = new Map(target.cases.map((one) => [one.caseId, one.hash]));
    for (const { caseId, hash: now } of listCases(db, suiteId)) {
      const then = wanted.get(caseId);
      if (then === undefined) editing.remove(caseId);
      else if (then !== now) editing.update(caseId, then);
    }
    let previous = null;
    for (const { caseId, hash: then } of target.cases) {
      editing.place(caseId, previous, then);
      previous = caseId;
    }
    return editing.store()?.undo ?? [];
  });
  return { suite: told(context, suiteId), undo: undo.length > mostUndo ? [] : undo };
}
