import type { Client } from "#shared/contract/client.ts";
import type { CaseId, SuiteId } from "#shared/model/ids.ts";

/** The last case of a suite, past any filter, and the revision that was true of; null: it has none. */
export async function lastCase(
  client: Client<AbortSignal>,
  suiteId: SuiteId,
): Promise<{ caseId: CaseId | null; revision: number }> {
  const { total, revision } = await client.call("suites.cases", { suiteId, limit: 1 });
  if (total === 0) return { caseId: null, revision };
  const end = await client.call("suites.cases", { suiteId, offset: total - 1, limit: 1 });
  return { caseId: end.cases[0]?.caseId ?? null, revision: end.revision };
}
