import { bcaInterval, bcaP, bootstrapRatio, type UnitSums } from "../statistics/bootstrap.ts";
import { casesForMeans } from "../statistics/sample-size.ts";
import { rounding } from "./arm-values.ts";
import { casesToDiffer, type Estimate, fewestDiffering, usualSpread } from "./estimate.ts";
import type { PairedCases } from "./paired-cases.ts";

/** Of times and prices of which some are 0: there is no logarithm of those, so that means are compared. */
export function pairedZeroRatio({ a, b, clusters, units, n }: PairedCases, seed: number): Estimate {
  const found = { below: sumsOf(a, clusters, units), above: sumsOf(b, clusters, units) };
  let differing = 0;
  for (let unit = 0; unit < units; unit += 1)
    if (Math.abs((found.above[unit] as number) - (found.below[unit] as number)) > rounding) differing += 1;
  return zeroRatio({ samples: [found], means: [meanOf(a), meanOf(b)], differing, n, seed });
}

interface ZeroRatio {
  samples: [UnitSums] | [second: UnitSums, first: UnitSums];
  means: [first: number, second: number];
  differing: number;
  n: number;
  seed: number;
}

export function zeroRatio({ samples, means, differing, n, seed }: ZeroRatio): Estimate {
  const found = bootstrapRatio(samples[0], seed, samples[1] ?? null);
  const isKnown = found !== null && bcaInterval(found) !== null;
  const isThin = differing < fewestDiffering;
  const variance = found === null ? Number.NaN : n * varianceOf(found.drawn);
  const supposed = Number.isFinite(variance) && !isThin ? variance : usualSpread.ratio ** 2;
  return {
    method: "bca-ratio",
    valueA: means[0],
    valueB: means[1],
    effect: means[0] <= 0 || means[1] < 0 ? null : Math.log(means[1]) - Math.log(means[0]),
    intervalAt: (confidence) => (found === null ? null : bcaInterval(found, confidence)),
    p: found === null || !isKnown ? null : bcaP(found),
    isThin: isThin || !isKnown,
    notes: isKnown ? (isThin ? ["few-differ"] : []) : ["no-spread"],
    casesFor: (delta, confidence) =>
      Math.max(casesForMeans(supposed, delta, confidence), isThin ? casesToDiffer(differing, n) : 0),
  };
}

/** By unit; null: each value is its own. */
export function sumsOf(values: Float64Array, clusters: Int32Array | null, units: number): Float64Array {
  if (clusters === null) return values;
  const sums = new Float64Array(units);
  for (let index = 0; index < values.length; index += 1) {
    const unit = clusters[index] as number;
    sums[unit] = (sums[unit] as number) + (values[index] as number);
  }
  return sums;
}

export const meanOf = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function varianceOf(drawn: Float64Array): number {
  const mean = meanOf(drawn);
  return drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (drawn.length - 1);
}
