import { isJudge } from "#shared/checks/definitions.ts";
import { checkName, scoreCase } from "#shared/checks/score-case.ts";
import { type Check, type CheckResult, checkReason, type Verdict } from "#shared/model/check.ts";
import type { AttemptSource, ReadyCell } from "./attempt-cell.ts";
import type { NewAttempt, NewScore } from "./attempt-store.ts";

/** What each check said, as it is stored. */
export const scoresOf = (checks: Check[], results: CheckResult[]): NewScore[] =>
  results.map((result, index) => {
    const check = checks[index] as Check;
    return {
      name: checkName(check),
      type: check.type,
      isJudge: isJudge(check),
      state: result.state,
      score: result.score,
      weight: check.weight,
      costUsd: result.costUsd,
      reasonJson: JSON.stringify(result.reason),
      detailJson: result.detail === null ? null : JSON.stringify(result.detail),
    };
  });

/** What the judges took; null: nobody knows. */
export const judgeCostOf = (results: CheckResult[]): number | null =>
  results.reduce<number | null>(
    (sum, { costUsd }) => (sum === null || costUsd === null ? null : sum + costUsd),
    0,
  );

/** The verdict and the score of one reply. What is an error has no score that could count among the others. */
export function verdictOf(
  checks: Check[],
  results: CheckResult[],
  threshold: number | null,
): { verdict: Verdict; score: number | null } {
  const scored = results.map((result, index) => ({ check: checks[index] as Check, result }));
  const { verdict, score } = scoreCase(scored, threshold);
  return { verdict, score: verdict === "error" ? null : score };
}

/** Where no judge may be called, one that no recording answers has not said anything. */
export function leaveJudgesOut(attempt: NewAttempt, ready: ReadyCell, { suite }: AttemptSource): NewAttempt {
  if (!attempt.scores.some(isUnrecorded)) return attempt;
  const scores = attempt.scores.map((score): NewScore => (isUnrecorded(score) ? leftOut(score) : score));
  const results = scores.map(({ state, score, costUsd, reasonJson }) => ({
    state,
    score,
    costUsd,
    reason: JSON.parse(reasonJson),
    detail: null,
  }));
  const threshold = ready.content?.threshold ?? suite.threshold;
  return { ...attempt, scores, ...verdictOf(ready.checks, results, threshold) };
}

/** Any other error of a judge is one: a check that cannot be used must not become one that was never there. */
function isUnrecorded({ isJudge, state, reasonJson }: NewScore): boolean {
  if (!isJudge || state !== "error") return false;
  const { params } = checkReason.parse(JSON.parse(reasonJson));
  return params.code === "providers.no-recording";
}

const leftOut = (score: NewScore): NewScore => ({
  ...score,
  state: "skipped",
  score: null,
  reasonJson: JSON.stringify({ code: "judge-left-out", params: {}, text: "The judge was not asked." }),
  detailJson: null,
});
