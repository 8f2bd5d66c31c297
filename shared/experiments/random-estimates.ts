import { independentDifference } from "../statistics/independent-proportions.ts";
import { weightedMean } from "../statistics/mean.ts";
import { type SampleMean, tInterval, tTest, welch } from "../statistics/mean-difference.ts";
import { clusteredProportion } from "../statistics/proportion.ts";
import { quantile } from "../statistics/quantile.ts";
import { casesForIndependentRates, casesForMeans } from "../statistics/sample-size.ts";
import { rounding } from "./arm-values.ts";
import { casesToDiffer, type Estimate, fewestDiffering, usualSpread } from "./estimate.ts";
import type { RandomCalls } from "./random-calls.ts";
import { meanOf, sumsOf, zeroRatio } from "./zero-ratio.ts";

export function randomRates(a: RandomCalls, b: RandomCalls): Estimate {
  const { interval: _, ...byT } = byWelch(a, b);
  const [first, second] = [rateSums(a), rateSums(b)];
  const at = (confidence: number) => {
    const one = clusteredProportion(first.passed, first.decided, confidence);
    const two = clusteredProportion(second.passed, second.decided, confidence);
    return { one, two };
  };
  const { one, two } = at(0.95);
  // One more of either outcome, so that no rate is 0 or 1 for certain.
  const middle = (meanOf(a.values) * a.n + meanOf(b.values) * b.n + 1) / (a.n + b.n + 2);
  const perUnit = (a.n + b.n) / (one.effective + two.effective);
  return {
    ...byT,
    method: "newcombe-welch",
    intervalAt: (confidence) => {
      const { one, two } = at(confidence);
      if (one.rate === null || two.rate === null || one.interval === null || two.interval === null)
        return null;
      return independentDifference(
        { rate: one.rate, interval: one.interval },
        { rate: two.rate, interval: two.interval },
      );
    },
    // Fewer groups than that say nothing of how groups differ.
    isThin: Math.min(a.units, b.units) < fewestDiffering,
    notes: [],
    casesFor: (delta, confidence) =>
      casesForIndependentRates(middle - delta / 2, delta, confidence) * Math.max(1, perUnit),
  };
}

export function randomMeans(a: RandomCalls, b: RandomCalls): Estimate {
  const { interval, ...found } = byWelch(a, b);
  return {
    ...found,
    method: "welch",
    intervalAt: (confidence) => {
      const ends = interval(confidence);
      return ends === null ? null : [Math.max(-1, ends[0]), Math.min(1, ends[1])];
    },
  };
}

/** Of times and prices; of some that are 0 the means are compared. */
export function randomRatio(a: RandomCalls, b: RandomCalls, seed: number): Estimate {
  const [valueA, valueB] = [meanOf(a.values), meanOf(b.values)];
  if (hasZero(a.values) || hasZero(b.values))
    return zeroRatio({
      samples: [unitSums(b), unitSums(a)],
      means: [valueA, valueB],
      differing: differing(a, b),
      n: Math.min(a.n, b.n),
      seed,
    });
  const { interval, ...found } = byWelch(logs(a), logs(b), usualSpread.ratio);
  return {
    ...found,
    method: "welch-log",
    valueA: Math.exp(found.valueA as number),
    valueB: Math.exp(found.valueB as number),
    intervalAt: interval,
  };
}

export function hasZero(values: Float64Array): boolean {
  for (const value of values) if (value <= 0) return true;
  return false;
}

const logs = (calls: RandomCalls): RandomCalls => ({ ...calls, values: calls.values.map(Math.log) });

function byWelch(
  a: RandomCalls,
  b: RandomCalls,
  usual: number = usualSpread.score,
): Omit<Estimate, "method" | "intervalAt"> & { interval: Estimate["intervalAt"] } {
  const [first, second] = [sampleMean(a), sampleMean(b)];
  const estimated =
    first.error === null || second.error === null ? null : welch(first as SampleMean, second as SampleMean);
  const hasSpread = estimated !== null && estimated.error > rounding;
  const found = differing(a, b);
  const isThin = found < fewestDiffering;
  const isKnown = hasSpread && !isThin;
  const variance = isKnown
    ? a.n * (first.error as number) ** 2 + b.n * (second.error as number) ** 2
    : 2 * usual ** 2;
  return {
    valueA: first.mean,
    valueB: second.mean,
    effect: second.mean - first.mean,
    interval: (confidence) => (hasSpread ? tInterval(estimated, confidence) : null),
    p: hasSpread ? tTest(estimated) : null,
    isThin: isThin || !hasSpread,
    notes: hasSpread ? (isThin ? ["few-differ"] : []) : ["no-spread"],
    casesFor: (delta, confidence) =>
      Math.max(casesForMeans(variance, delta, confidence), isThin ? casesToDiffer(found, a.n + b.n) / 2 : 0),
  };
}

function sampleMean({ values, clusters, units }: RandomCalls): {
  mean: number;
  error: number | null;
  units: number;
} {
  const { mean, error } = weightedMean(values, null, clusters);
  return { mean: mean ?? Number.NaN, error, units };
}

/** Calls of either arm that are not like most. */
function differing(a: RandomCalls, b: RandomCalls): number {
  const all = new Float64Array(a.n + b.n);
  all.set(a.values);
  all.set(b.values, a.n);
  const middle = quantile(all.sort(), 0.5) ?? 0;
  let count = 0;
  for (const value of all) if (Math.abs(value - middle) > rounding) count += 1;
  return count;
}

function rateSums({ values, clusters, units, n }: RandomCalls): {
  passed: Float64Array;
  decided: Float64Array;
} {
  return {
    passed: sumsOf(values, clusters, units),
    decided: sumsOf(new Float64Array(n).fill(1), clusters, units),
  };
}

function unitSums(calls: RandomCalls): { below: Float64Array; above: Float64Array } {
  const { passed, decided } = rateSums(calls);
  return { below: decided, above: passed };
}
