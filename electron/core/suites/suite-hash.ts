import type { Check } from "#shared/model/check.ts";
import { suiteText } from "#shared/suites/suite-text.ts";
import { sha256 } from "../store/content-store.ts";
import type { Database } from "../store/database.ts";
import { hashesJson } from "./case-store.ts";
import type { SuiteRow } from "./suite-store.ts";

/** sha256 (64 hex digits) over everything that makes it this test: see `suiteText`. */
export const suiteHash = (suite: { checks: Check[]; threshold: number | null }, hashesJson: string): string =>
  sha256(suiteText(suite, hashesJson));

const known = new WeakMap<Database, Map<string, { revision: number; hash: string }>>();

/** Of the working copy; worked out once for each revision. */
export function workingHash(db: Database, suite: SuiteRow): string {
  const hashes = known.get(db) ?? new Map();
  known.set(db, hashes);
  const found = hashes.get(suite.suiteId);
  if (found?.revision === suite.revision) return found.hash;
  const hash = suiteHash(suite, hashesJson(db, suite.suiteId));
  // A transaction may yet be taken back, and then another state has this revision.
  if (!db.raw.inTransaction) hashes.set(suite.suiteId, { revision: suite.revision, hash });
  return hash;
}

export function isChanged(db: Database, suite: SuiteRow): boolean {
  if (suite.latestHash === null) return suite.cases > 0 || suite.checks.length > 0;
  return suite.cases !== suite.latestCases || workingHash(db, suite) !== suite.latestHash;
}
