import type { Check, ScoredCheck, Verdict } from "../model/check.ts";
import { reaches } from "./outcome.ts";

export interface CaseScore {
  verdict: Verdict;
  /** Weighted mean over the checks that passed or failed, 0..1; null: none did. */
  score: number | null;
}

/**
 * What the checks of a case come to. Checks of weight 0 never decide. An error among the others makes the case an error,
 * whatever the rest say; where none passed or failed it is unscored. It passes when every check does, or with a
 * threshold when the score Σ wᵢ·sᵢ / Σ wᵢ reaches it.
 */
export function scoreCase(scored: readonly ScoredCheck[], threshold: number | null): CaseScore {
  let weights = 0;
  let sum = 0;
  let hasError = false;
  let hasFailure = false;
  for (const { check, result } of scored) {
    if (check.weight <= 0 || result.state === "skipped") continue;
    if (result.state === "error") {
      hasError = true;
      continue;
    }
    hasFailure ||= result.state === "fail";
    weights += check.weight;
    sum += check.weight * (result.score ?? 0);
  }
  const score = weights > 0 ? Math.min(1, sum / weights) : null;
  if (hasError) return { verdict: "error", score };
  if (score === null) return { verdict: "unscored", score };
  const passes = threshold === null ? !hasFailure : reaches(score, threshold);
  return { verdict: passes ? "pass" : "fail", score };
}

/** All checks of a case, the suite's first. */
export const checksOf = (suiteChecks: readonly Check[], caseChecks: readonly Check[]): Check[] => [
  ...suiteChecks,
  ...caseChecks,
];

/** What a check is called in figures, filters and reports. */
export const checkName = ({ metric, not, type }: Pick<Check, "metric" | "not" | "type">): string =>
  metric ?? (not ? `not-${type}` : type);
