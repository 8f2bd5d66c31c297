import { LatheError } from "#shared/contract/errors.ts";
import type { Check } from "#shared/model/check.ts";
import type { CaseId, SuiteId, SuiteVersionId } from "#shared/model/ids.ts";
import type { CaseContent, SuiteVersion } from "#shared/model/suite.ts";
import type { SuiteContext } from "./context.ts";

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

/** Makes the working copy a version, unless it is the same as the latest. */
export function freezeSuite(_context: SuiteContext, _suiteId: SuiteId, _message = ""): FrozenSuite {
  throw new LatheError({ code: "host.internal", message: "Not built yet." });
}

export function readFrozenSuite(_context: SuiteContext, _id: SuiteVersionId): FrozenSuite {
  throw new LatheError({ code: "host.internal", message: "Not built yet." });
}
