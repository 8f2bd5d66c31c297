import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import { type SuiteId, suiteId } from "#shared/model/ids.ts";
import type { Suite, SuiteSummary } from "#shared/model/suite.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { promptOf } from "../prompts/index.ts";
import { textKey } from "../store/text-key.ts";
import { countSplits, listCaseTags, listInputNames } from "./case-store.ts";
import { type SuiteContext, suiteOf, timeOf } from "./context.ts";
import { isChanged } from "./suite-hash.ts";
import {
  findSuiteByName,
  findSuiteName,
  insertSuite,
  listSuites as listRows,
  listSuiteNames,
  raiseRevision,
  type SuiteRow,
  setRemoved,
  updateSuite as updateRow,
} from "./suite-store.ts";

export const listSuites = (context: SuiteContext, input: ParsedInput<"suites.list">): Output<"suites.list"> =>
  listRows(context.db, input).map((row) => toSummary(context, row));

export function findSuiteNamed(context: SuiteContext, name: string): SuiteSummary {
  const found = findSuiteByName(context.db, name);
  if (found !== undefined) return toSummary(context, found);
  const names = listSuiteNames(context.db, 5);
  const known =
    names.length === 0 ? "The workspace has no suites yet." : `Known are, for example: ${names.join(", ")}.`;
  throw new LatheError({ code: "suites.not-found", message: `There is no suite named “${name}”. ${known}` });
}

export function readSuite(context: SuiteContext, id: SuiteId): Suite {
  const row = suiteOf(context, id);
  return {
    ...toSummary(context, row),
    checks: row.checks,
    threshold: row.threshold,
    inputNames: listInputNames(context.db, id),
    tags: listCaseTags(context.db, id),
    splits: countSplits(context.db, id),
  };
}

export const createSuite = (context: SuiteContext, input: ParsedInput<"suites.create">): Suite =>
  told(
    context,
    context.db.transaction(() => makeSuite(context, { ...input, threshold: null })),
  );

/** To be called within a transaction, and told of when that is through. */
export function makeSuite(
  context: SuiteContext,
  made: ParsedInput<"suites.create"> & { threshold: number | null },
): SuiteId {
  const id = suiteId.parse(context.ports.ids.next("sui"));
  refuseTakenName(context, made.name);
  if (made.promptId !== null) promptOf(context.prompts, made.promptId);
  const { checks, ...fields } = made;
  insertSuite(context.db, { suiteId: id, ...fields, checksJson: canonicalJson(checks), at: timeOf(context) });
  return id;
}

export function updateSuite(context: SuiteContext, input: ParsedInput<"suites.update">): Suite {
  context.db.transaction(() => {
    const now = suiteOf(context, input.suiteId);
    const name = input.name ?? now.name;
    if (textKey(name) !== textKey(now.name)) refuseTakenName(context, name);
    if (input.promptId !== undefined && input.promptId !== null && input.promptId !== now.promptId)
      promptOf(context.prompts, input.promptId);
    const at = timeOf(context);
    updateRow(context.db, {
      suiteId: input.suiteId,
      name,
      description: input.description ?? now.description,
      promptId: input.promptId === undefined ? now.promptId : input.promptId,
      checksJson: canonicalJson(input.checks ?? now.checks),
      threshold: input.threshold === undefined ? now.threshold : input.threshold,
      at,
    });
    raiseRevision(context.db, input.suiteId, at);
  });
  return told(context, input.suiteId);
}

/** Takes the suite out of the lists; all of it stays in the store. */
export function removeSuite(context: SuiteContext, id: SuiteId): void {
  context.db.transaction(() => {
    const { name } = suiteOf(context, id);
    setRemoved(context.db, id, name, timeOf(context));
  });
  context.publish({ type: "suite.removed", suiteId: id });
}

/** Brings a removed suite back; if its name was given away meanwhile, under the next free one. */
export function restoreSuite(context: SuiteContext, id: SuiteId): SuiteSummary {
  context.db.transaction(() => {
    const removed = findSuiteName(context.db, id);
    if (removed === undefined || removed.removedAt === null) return;
    setRemoved(context.db, id, freeName(context, removed.name), null);
  });
  told(context, id);
  return toSummary(context, suiteOf(context, id));
}

/** What became of a suite, when every page has heard of it. */
export function told(context: SuiteContext, id: SuiteId): Suite {
  const suite = readSuite(context, id);
  context.publish({ type: "suite.changed", suiteId: id, revision: suite.revision });
  return suite;
}

export function toSummary({ db }: SuiteContext, row: SuiteRow): SuiteSummary {
  const { checks: _checks, threshold: _threshold, latestHash: _hash, latestCases: _cases, ...shown } = row;
  return { ...shown, isChanged: isChanged(db, row) };
}

function refuseTakenName(context: SuiteContext, name: string): void {
  if (findSuiteByName(context.db, name) === undefined) return;
  const suggestion = freeName(context, name);
  throw new LatheError({
    code: "suites.name-taken",
    message: `There is already a suite named “${name}”. “${suggestion}” is free.`,
    details: { name, suggestion },
  });
}

export function freeName(context: SuiteContext, name: string): string {
  let free = name;
  for (let count = 2; findSuiteByName(context.db, free) !== undefined; count += 1) {
    const ending = ` (${count})`;
    free = `${name.slice(0, 120 - ending.length)}${ending}`;
  }
  return free;
}
