import { LatheError } from "#shared/contract/errors.ts";
import type { Check } from "#shared/model/check.ts";
import { type CaseId, type SuiteId, type SuiteVersionId, suiteVersionId } from "#shared/model/ids.ts";
import type { CaseContent, SuiteVersion } from "#shared/model/suite.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { listCases, readCase } from "./case-store.ts";
import { type SuiteContext, suiteOf, timeOf } from "./context.ts";
import { suiteHash, workingHash } from "./suite-hash.ts";
import { findSuite, findSuiteName } from "./suite-store.ts";
import {
  findSuiteVersion,
  insertSuiteVersion,
  latestSuiteVersion,
  listSuiteVersions,
} from "./suite-version-store.ts";

/** A suite as a run is made with it. Its cases are read one by one: there may be a hundred thousand. */
export interface FrozenSuite {
  version: SuiteVersion;
  name: string;
  checks: Check[];
  threshold: number | null;
  /** In their order. */
  cases: { caseId: CaseId; hash: string }[];
  /** Fails with `store.damaged` where its text is not the one that was hashed. */
  readCase(hash: string): CaseContent;
}

interface Manifest {
  checks: Check[];
  threshold: number | null;
  cases: [CaseId, string][];
}

/** Makes the working copy a version, unless it is the same as the latest. */
export function freezeSuite(context: SuiteContext, suiteId: SuiteId, message = ""): FrozenSuite {
  return readFrozenSuite(context, freeze(context, suiteId, message).version.suiteVersionId);
}

export function freeze(
  context: SuiteContext,
  suiteId: SuiteId,
  message: string,
): { version: SuiteVersion; unchanged: boolean } {
  const frozen = context.db.transaction(() => keepVersion(context, suiteId, message));
  if (!frozen.unchanged) {
    const { revision } = suiteOf(context, suiteId);
    context.publish({ type: "suite.changed", suiteId, revision });
  }
  return frozen;
}

/** To be called within a transaction, and told of when that is through. */
export function keepVersion(
  context: SuiteContext,
  suiteId: SuiteId,
  message: string,
): { version: SuiteVersion; unchanged: boolean } {
  const { db } = context;
  const suite = suiteOf(context, suiteId);
  const latest = latestSuiteVersion(db, suiteId);
  const hash = workingHash(db, suite);
  if (latest?.hash === hash) return { version: latest, unchanged: true };
  const cases = listCases(db, suiteId).map((row): [CaseId, string] => [row.caseId, row.hash]);
  const version: SuiteVersion = {
    suiteVersionId: suiteVersionId.parse(context.ports.ids.next("suv")),
    suiteId,
    number: (latest?.number ?? 0) + 1,
    hash,
    cases: cases.length,
    message,
    createdAt: timeOf(context),
  };
  const manifest: Manifest = { checks: suite.checks, threshold: suite.threshold, cases };
  insertSuiteVersion(db, { ...version, manifestJson: canonicalJson(manifest) });
  return { version, unchanged: false };
}

export function listVersions(context: SuiteContext, suiteId: SuiteId): SuiteVersion[] {
  suiteOf(context, suiteId);
  return listSuiteVersions(context.db, suiteId);
}

export function readFrozenSuite(context: SuiteContext, id: SuiteVersionId): FrozenSuite {
  const row = findSuiteVersion(context.db, id);
  if (row === undefined) throw noSuchVersion();
  const { manifestJson, ...version } = row;
  const { checks, threshold, cases }: Manifest = JSON.parse(manifestJson);
  if (suiteHash({ checks, threshold }, JSON.stringify(cases.map(([, hash]) => hash))) !== version.hash) {
    throw new LatheError({
      code: "store.damaged",
      message:
        "This version of the suite is damaged in the workspace file. Run “verify” to see what else is, and restore a backup.",
      details: { suiteVersion: id },
    });
  }
  return {
    version,
    name: findSuiteName(context.db, version.suiteId)?.name ?? "",
    checks,
    threshold,
    cases: cases.map(([caseId, hash]) => ({ caseId, hash })),
    readCase: (hash) => readCase(context.db, hash),
  };
}

/** The working copy as a run would be made with it; nothing is frozen, and nothing written. */
export function readWorkingSuite(
  context: SuiteContext,
  suiteId: SuiteId,
): Omit<FrozenSuite, "version"> & { description: string } {
  const { db } = context;
  const { name, description, checks, threshold } = suiteOf(context, suiteId);
  return {
    name,
    description,
    checks,
    threshold,
    cases: listCases(db, suiteId).map(({ caseId, hash }) => ({ caseId, hash })),
    readCase: (hash) => readCase(db, hash),
  };
}

/** What a suite has now, without its text; undefined: it is in no list. */
export function findWorkingSuite(
  { db }: SuiteContext,
  suiteId: SuiteId,
): { revision: number; listCases(): { caseId: CaseId; hash: string }[] } | undefined {
  const suite = findSuite(db, suiteId);
  return suite && { revision: suite.revision, listCases: () => listCases(db, suiteId) };
}

export const noSuchVersion = (): LatheError =>
  new LatheError({
    code: "suites.version-not-found",
    message: "This version of the suite is not in the workspace.",
  });
