import type { Check } from "#shared/model/check.ts";
import { caseId, type PromptId, type SuiteId } from "#shared/model/ids.ts";
import type { CaseContent } from "#shared/model/suite.ts";
import { caseHash, keepCase, putCase } from "./case-store.ts";
import { type SuiteContext, suiteOf } from "./context.ts";
import { inSlices, inStoredSlices } from "./slices.ts";
import { suiteHash, workingHash } from "./suite-hash.ts";
import { findSuiteByName } from "./suite-store.ts";
import { freeName, makeSuite } from "./suites.ts";

/**
 * A new suite with all its cases, under its name or the next free one. To be called within a transaction, and told of
 * with `toldSuite` when that is through.
 */
export function makeWholeSuite(
  context: SuiteContext,
  made: {
    name: string;
    description: string;
    promptId: PromptId | null;
    checks: Check[];
    threshold: number | null;
    cases: CaseContent[];
  },
): SuiteId {
  const { cases, ...fields } = made;
  return makeSuiteOfKept(
    context,
    fields,
    cases.map((content) => keepCase(context.db, content)),
  );
}

/** The same of cases that are kept already; see `keepCases`. */
export function makeSuiteOfKept(
  context: SuiteContext,
  fields: Omit<Parameters<typeof makeWholeSuite>[1], "cases">,
  hashes: string[],
): SuiteId {
  const suiteId = makeSuite(context, { ...fields, name: freeName(context, fields.name) });
  const { revision } = suiteOf(context, suiteId);
  for (const [index, hash] of hashes.entries()) {
    const row = { hash, position: index + 1, revision };
    putCase(context.db, suiteId, { caseId: caseId.parse(context.ports.ids.next("cas")), ...row });
  }
  return suiteId;
}

/** Keeps cases under their hashes in slices, so that the transaction that makes a suite of them is short. */
export async function keepCases(
  { db }: SuiteContext,
  cases: readonly CaseContent[],
  signal: AbortSignal,
): Promise<string[]> {
  const hashes: string[] = [];
  await inStoredSlices(db, cases, signal, (content) => {
    hashes.push(keepCase(db, content));
  });
  return hashes;
}

/** The suite in the lists that has this name, and whether it says the same as the one given. */
export async function compareSuite(
  context: SuiteContext,
  made: { name: string; checks: Check[]; threshold: number | null; cases: readonly CaseContent[] },
  signal: AbortSignal,
): Promise<{ suiteId: SuiteId; isSame: boolean } | null> {
  const found = findSuiteByName(context.db, made.name);
  if (found === undefined) return null;
  const { suiteId } = found;
  if (found.cases !== made.cases.length) return { suiteId, isSame: false };
  const hashes = await inSlices(made.cases, signal, caseHash);
  return { suiteId, isSame: suiteHash(made, JSON.stringify(hashes)) === workingHash(context.db, found) };
}
