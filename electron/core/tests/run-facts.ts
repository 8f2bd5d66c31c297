import type { TestRunId } from "#shared/model/ids.ts";
import type { TestContext } from "./context.ts";
import { asItStands } from "./engine-unstored.ts";
import { factsOf } from "./results.ts";
import { listRunFactsNumbered, type RunFacts } from "./summary-store.ts";

export type { RunFacts } from "./summary-store.ts";

/** Runs by their numbers, each with its counts and as it stands for those who look. */
export const runFactsOf = (context: TestContext, numbers: readonly number[]): RunFacts[] =>
  listRunFactsNumbered(context.db, numbers).map((run) => asItStands(context, run));

/** Runs by their ids, in that order. Fails with `tests.not-found`. */
export const runFactsNamed = (context: TestContext, ids: readonly TestRunId[]): RunFacts[] =>
  ids.map((id) => asItStands(context, factsOf(context.db, id)));
