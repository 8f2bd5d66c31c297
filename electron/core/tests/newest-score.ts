import type { PromptId, SuiteId, TestRunId } from "#shared/model/ids.ts";
import type { Database } from "../store/database.ts";
import { findNewestDone, listRunFactsNumbered } from "./summary-store.ts";

/** A prompt and the suite that it came with, under the name of what it was made from. */
export interface MadeFrom {
  key: string;
  promptId: PromptId;
  suiteId: SuiteId;
}

export interface NewestScore {
  testRunId: TestRunId;
  /** The mean over what was scored; null: nothing was. */
  score: number | null;
  passed: number;
  /** Attempts in all. */
  cases: number;
  /** Of several models all of them. */
  model: string;
  simulated: boolean;
  at: string;
}

/** By key, how the newest test run went that came to its end, of any prompt that was made from it. */
export function newestScores(db: Database, made: readonly MadeFrom[]): Map<string, NewestScore> {
  const newest = findNewestDone(db, made);
  const runs = new Map(
    listRunFactsNumbered(
      db,
      newest.map(({ run }) => run),
    ).map((facts) => [facts.sequence, facts]),
  );
  const scores = new Map<string, NewestScore>();
  for (const { key, run } of newest) {
    const facts = runs.get(run);
    if (facts === undefined) continue;
    scores.set(key, {
      testRunId: facts.testRunId,
      score: facts.scoreWeight > 0 ? facts.scoreSum / facts.scoreWeight : null,
      passed: facts.passed,
      cases: facts.passed + facts.failed + facts.errored + facts.unscored,
      model: facts.plan.models.join(", "),
      simulated: facts.simulated,
      at: facts.endedAt ?? facts.createdAt,
    });
  }
  return scores;
}
