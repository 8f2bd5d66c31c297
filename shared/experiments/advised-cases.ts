import type { Assignment, Metric } from "../model/experiment.ts";
import { casesForIndependentRates, casesForMeans, casesForPairedRates } from "../statistics/sample-size.ts";
import { isRatio } from "./arm-values.ts";
import { usualSpread } from "./estimate.ts";
import { fewestCases } from "./verdict.ts";

/** Before anything is known: one case in five differs, and seven in ten pass. */
const usualDiscordance = 0.2;
const usualRate = 0.7;

/**
 * Cases, or calls per arm of `random`, that find a difference of `delta` in four of five times. A check counts as pass or
 * fail, which takes more than a score.
 */
export function advisedCases(metric: Metric, delta: number, assign: Assignment): number {
  return Math.max(fewestCases, Math.ceil(casesFor(metric, delta, assign)));
}

function casesFor(metric: Metric, delta: number, assign: Assignment): number {
  if (metric.kind === "pass" || metric.kind === "check")
    return assign === "paired"
      ? casesForPairedRates(usualDiscordance, delta)
      : casesForIndependentRates(usualRate, delta);
  const spread = metric.kind === "score" ? usualSpread.score : usualSpread.ratio;
  // Of two independent samples either spreads as much as differences of pairs, which are alike by half.
  const variance = spread ** 2 * (assign === "paired" ? 1 : 2);
  return casesForMeans(variance, isRatio(metric) ? Math.log1p(delta) : delta);
}
