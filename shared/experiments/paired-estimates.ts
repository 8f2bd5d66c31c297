import { weightedMean } from "../statistics/mean.ts";
import { ofPairs, tInterval, tTest } from "../statistics/mean-difference.ts";
import { type PairedCounts, pairedDifference } from "../statistics/paired-proportions.ts";
import { casesForMeans, casesForPairedRates } from "../statistics/sample-size.ts";
import { signTest } from "../statistics/sign-test.ts";
import { rounding } from "./arm-values.ts";
import { casesToDiffer, type Estimate, fewestDiffering, usualSpread } from "./estimate.ts";
import type { PairedCases } from "./paired-cases.ts";

/** Each case was put to either arm once, and passed or failed. */
export function pairedRates(cases: PairedCases): Estimate {
  const counts = pairedCounts(cases);
  return {
    ...fromCounts(cases, counts, 1),
    method: "newcombe-mcnemar",
    p: signTest(counts.gained, counts.lost),
  };
}

/** Means of repeats, or cases in groups: t, or for rates of which too few differ for it, as if each unit were asked once. */
export function pairedMeans(cases: PairedCases): Estimate {
  const differences = new Float64Array(cases.n);
  for (let index = 0; index < cases.n; index += 1)
    differences[index] = rounded((cases.b[index] as number) - (cases.a[index] as number));
  const found = fromDifferences(cases, differences, usualSpread.score);
  const byT: Estimate = {
    ...found,
    method: cases.clusters === null ? "paired-t" : "clustered-t",
    valueA: weightedMean(cases.a).mean,
    valueB: weightedMean(cases.b).mean,
    intervalAt: (confidence) => {
      const interval = found.intervalAt(confidence);
      return interval === null ? null : [Math.max(-1, interval[0]), Math.min(1, interval[1])];
    },
  };
  if (!cases.isBinary || !found.isThin) return byT;
  const counted = fromCounts(cases, pairedCounts(cases), independentShare(cases, differences));
  const isFew = found.differing < fewestDiffering;
  const ends = counted.intervalAt(0.95);
  return {
    ...counted,
    method: "newcombe-means",
    p: null,
    notes: [isFew ? "few-differ" : "no-spread"],
    // A group that differs is one event, however many cases it has: of four such there is no winner.
    isThin: cases.clusters !== null && isFew && ends !== null && (ends[0] > 0 || ends[1] < 0),
  };
}

/**
 * How many independent cases stand behind one. Of groups as if their members always answered alike: n / Σ size², by L. Kish
 * (1965), Survey Sampling, §5.4 and 11.7, which of groups of one size is their number; fewer where the differences are
 * seen to vary more between groups than that.
 */
function independentShare({ n, clusters, units }: PairedCases, differences: Float64Array): number {
  if (clusters === null) return 1;
  const sizes = new Float64Array(units);
  for (const cluster of clusters) sizes[cluster] = (sizes[cluster] as number) + 1;
  const kish = n / sizes.reduce((sum, size) => sum + size * size, 0);
  const grouped = weightedMean(differences, null, clusters).error ?? 0;
  const single = weightedMean(differences).error ?? 0;
  return grouped > rounding ? Math.min(kish, (single / grouped) ** 2) : kish;
}

/** Of times and prices, none of which is 0. */
export function pairedLogarithms(cases: PairedCases): Estimate {
  const differences = new Float64Array(cases.n);
  let sumA = 0;
  let sumB = 0;
  for (let index = 0; index < cases.n; index += 1) {
    const a = Math.log(cases.a[index] as number);
    const b = Math.log(cases.b[index] as number);
    sumA += a;
    sumB += b;
    differences[index] = rounded(b - a);
  }
  return {
    ...fromDifferences(cases, differences, usualSpread.ratio),
    method: "log-ratio",
    valueA: Math.exp(sumA / cases.n),
    valueB: Math.exp(sumB / cases.n),
  };
}

const rounded = (difference: number): number => (Math.abs(difference) < rounding ? 0 : difference);

/** Of rates between 0 and 1: what is to be expected of each case if it were asked once. */
function pairedCounts({ a, b, n }: PairedCases): PairedCounts {
  const counts = { both: 0, gained: 0, lost: 0, neither: 0 };
  for (let index = 0; index < n; index += 1) {
    const first = a[index] as number;
    const second = b[index] as number;
    counts.both += first * second;
    counts.gained += (1 - first) * second;
    counts.lost += first * (1 - second);
    counts.neither += (1 - first) * (1 - second);
  }
  return counts;
}

/** `share`: how many independent units stand behind one case. */
function fromCounts({ n }: PairedCases, counts: PairedCounts, share: number): Omit<Estimate, "method" | "p"> {
  const { both, gained, lost, neither } = counts;
  const scaled = {
    both: both * share,
    gained: gained * share,
    lost: lost * share,
    neither: neither * share,
  };
  return {
    valueA: (both + lost) / n,
    valueB: (both + gained) / n,
    effect: (gained - lost) / n,
    intervalAt: (confidence) => pairedDifference(scaled, confidence),
    isThin: false,
    notes: [],
    casesFor: (delta, confidence) =>
      casesForPairedRates((gained + lost + 1) / (n + 2), delta, confidence) / share,
  };
}

function fromDifferences(
  { n, clusters, units }: PairedCases,
  differences: Float64Array,
  usual: number,
): Omit<Estimate, "method" | "valueA" | "valueB"> & { differing: number } {
  const { mean, error } = weightedMean(differences, null, clusters);
  const differing = countDiffering(differences, clusters, units);
  const isThin = differing < fewestDiffering;
  const hasSpread = error !== null && error > rounding;
  const estimated = hasSpread && mean !== null ? ofPairs({ mean, error, units }) : null;
  const variance = error === null ? usual ** 2 : n * error * error;
  // Little was seen to differ: one more case is supposed, which does as is usual.
  const supposed = isThin ? ((n - 1) * variance + usual ** 2) / n : variance;
  return {
    differing,
    effect: mean,
    intervalAt: (confidence) => (estimated === null ? null : tInterval(estimated, confidence)),
    p: estimated === null ? null : tTest(estimated),
    isThin: isThin || !hasSpread,
    notes: hasSpread ? (isThin ? ["few-differ"] : []) : ["no-spread"],
    casesFor: (delta, confidence) =>
      Math.max(
        casesForMeans(supposed, delta, confidence),
        isThin ? (casesToDiffer(differing, units) * n) / units : 0,
      ),
  };
}

/** Cases, or groups of them, in which the two sides are not the same. */
function countDiffering(differences: Float64Array, clusters: Int32Array | null, units: number): number {
  const isDiffering = new Uint8Array(units);
  let count = 0;
  for (let index = 0; index < differences.length; index += 1) {
    const unit = clusters === null ? index : (clusters[index] as number);
    if (differences[index] === 0 || isDiffering[unit] === 1) continue;
    isDiffering[unit] = 1;
    count += 1;
  }
  return count;
}
