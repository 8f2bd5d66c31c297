import type { Check, CheckReason, CheckResult } from "../model/check.ts";
import { type ReasonCode, type ReasonParams, reason } from "./reasons.ts";

/** What a check found, before it is negated. */
export type Outcome =
  | { kind: "decided"; passed: boolean; score: number; reason: CheckReason; detail: CheckResult["detail"] }
  | { kind: "error" | "skipped"; reason: CheckReason; detail: CheckResult["detail"] };

/** `score` defaults to 1 or 0. */
export const decided = (
  passed: boolean,
  because: CheckReason,
  { score, detail }: { score?: number; detail?: CheckResult["detail"] } = {},
): Outcome => ({
  kind: "decided",
  passed,
  score: score ?? (passed ? 1 : 0),
  reason: because,
  detail: detail ?? null,
});

/** It could not be found out: neither a pass nor a fail. */
export const broken = (
  code: ReasonCode,
  params: ReasonParams = {},
  detail: CheckResult["detail"] = null,
): Outcome => ({
  kind: "error",
  reason: reason(code, params),
  detail,
});

export const skipped = (code: ReasonCode, params: ReasonParams = {}): Outcome => ({
  kind: "skipped",
  reason: reason(code, params),
  detail: null,
});

/** The outcome as it is kept. Only what was decided can be turned round; what has no figure for a score was not decided. */
export function resultOf(
  { not }: Pick<Check, "not">,
  outcome: Outcome,
  costUsd: number | null = 0,
): CheckResult {
  if (outcome.kind === "decided" && Number.isNaN(outcome.score)) {
    return resultOf({ not }, broken("check-crashed", { message: "its score is no number." }), costUsd);
  }
  if (outcome.kind !== "decided") {
    return { state: outcome.kind, score: null, reason: outcome.reason, detail: outcome.detail, costUsd };
  }
  const score = Math.min(1, Math.max(0, outcome.score));
  return {
    state: outcome.passed === not ? "fail" : "pass",
    score: not ? 1 - score : score,
    reason: outcome.reason,
    detail: outcome.detail,
    costUsd,
  };
}

/** Sums of products of floating figures miss a limit by a hair. */
export const reaches = (score: number, limit: number): boolean => score >= limit - 1e-9;
