import type { Comparison } from "../model/experiment.ts";
import type { Interval } from "../model/test-run.ts";
import { quantile } from "../statistics/quantile.ts";
import { advisedCases } from "./advised-cases.ts";
import { isRatio, rounding } from "./arm-values.ts";
import type { CompareOptions } from "./evidence.ts";
import type { Standing } from "./standing.ts";
import { type Ground, isDirectional, neededCases, verdictOf } from "./verdict.ts";

/** What is claimed of two arms at a confidence, with a p that was adjusted to it. */
export function comparisonAt(
  standing: Standing,
  { p, confidence }: { p: number; confidence: number },
  { delta }: CompareOptions,
): Comparison {
  const { evidence, estimate, reasons, n } = standing;
  const isOfRatio = isRatio(evidence.metric);
  const about = {
    a: standing.a,
    b: standing.b,
    metric: evidence.metric,
    scale: isOfRatio ? ("ratio" as const) : ("difference" as const),
    n,
    confidence,
    leftOut: standing.leftOut,
    errorRate: standing.errorRate,
    fixed: standing.fixed,
    broken: standing.broken,
    eValue: standing.along.eValue,
    clusters: standing.groups,
    notes: notesOf(standing),
    reasons,
    ...medians(standing.values),
  };
  if (estimate === null) {
    const isRefused = reasons.length > 0;
    return {
      ...about,
      verdict: isRefused ? "not_comparable" : "cannot_tell",
      valueA: null,
      valueB: null,
      difference: null,
      interval: null,
      p: null,
      method: "none",
      neededCases: isRefused ? null : advisedCases(evidence.metric, delta, evidence.assign),
      directional: true,
      leaning: null,
    };
  }
  const told = (effect: number) => (isOfRatio ? Math.expm1(effect) : effect);
  const isRefused = reasons.length > 0;
  const ground = groundOf(standing, estimate, confidence, delta);
  const { interval } = ground;
  const verdict = isRefused ? "not_comparable" : verdictOf(ground);
  const directional = isDirectional(ground);
  const isShown = !isRefused && !directional && ground.along === null && estimate.p !== null;
  return {
    ...about,
    verdict,
    valueA: estimate.valueA,
    valueB: estimate.valueB,
    difference: estimate.effect === null ? null : told(estimate.effect),
    interval: isRefused || interval === null ? null : [told(interval[0]), told(interval[1])],
    p: isShown ? p : null,
    method: estimate.method,
    neededCases: verdict === "cannot_tell" ? neededCases(ground) : null,
    directional,
    leaning: leaningOf(estimate.valueA, estimate.valueB, ground.sign),
  };
}

function groundOf(
  standing: Standing,
  estimate: NonNullable<Standing["estimate"]>,
  confidence: number,
  delta: number,
): Ground {
  const { evidence, perArm, different, leftOut, isIncomplete, along } = standing;
  const isOfRatio = isRatio(evidence.metric);
  const found = estimate.intervalAt(confidence);
  // Of two cases a ratio may reach further than a number can.
  const interval: Interval | null = found === null || !Number.isFinite(Math.exp(found[1])) ? null : found;
  const wasLookedAt = evidence.isExtended || evidence.isStoppedEarly;
  const share = evidence.assign === "paired" ? 1 : 0.5;
  return {
    estimate,
    interval,
    confidence,
    margin: isOfRatio ? Math.log1p(delta) : delta,
    sign: isOfRatio ? -1 : 1,
    n: perArm,
    different,
    along: wasLookedAt || isIncomplete ? along : null,
    stillPlanned: wasLookedAt || !isIncomplete ? 0 : Math.max(1, Math.ceil(leftOut.missing * share)),
  };
}

function leaningOf(a: number | null, b: number | null, sign: 1 | -1): "a" | "b" | null {
  if (a === null || b === null || Math.abs(b - a) <= rounding) return null;
  return sign * (b - a) > 0 ? "b" : "a";
}

function medians(values: Standing["values"]): { medianA: number | null; medianB: number | null } {
  if (values === null) return { medianA: null, medianB: null };
  return {
    medianA: quantile(values.a.slice().sort(), 0.5),
    medianB: quantile(values.b.slice().sort(), 0.5),
  };
}

function notesOf({ evidence, estimate, isIncomplete, isRepeated }: Standing): Comparison["notes"] {
  const notes: Comparison["notes"] = [...(estimate?.notes ?? [])];
  if (evidence.isExtended) notes.push("extended");
  if (evidence.isStoppedEarly) notes.push("stopped-early");
  if (isIncomplete) notes.push("incomplete");
  if (isRepeated) notes.push("means-of-repeats");
  return notes;
}
