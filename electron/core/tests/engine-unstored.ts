import type { TestRunId } from "#shared/model/ids.ts";
import type { TestRunState } from "#shared/model/test-run.ts";
import type { TestContext } from "./context.ts";

/** As it stands for those who look: a run whose results could not be stored is not running any more. */
export function asItStands<R extends { testRunId: TestRunId; state: TestRunState }>(
  { live }: TestContext,
  run: R,
): R {
  const unstored = live.get(run.testRunId)?.unstored ?? null;
  if (unstored === null) return run;
  return { ...run, state: unstored.state, ...("error" in run ? { error: unstored.error } : {}) };
}
