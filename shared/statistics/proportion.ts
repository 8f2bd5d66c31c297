import { z95, zOf } from "./normal.ts";
import { studentT } from "./student-t.ts";

/** Lower and upper end, 0..1. */
export type ProportionInterval = [lower: number, upper: number];

/**
 * Wilson's score interval of `passed` out of `count`, which need not be whole; null where nothing was counted.
 * E. B. Wilson (1927), JASA 22, 209–212; as method 3 in R. G. Newcombe (1998), Statistics in Medicine 17, 857–872.
 */
export function wilson(passed: number, count: number, confidence = 0.95): ProportionInterval | null {
  if (count <= 0) return null;
  const rate = passed / count;
  const z = zOf(confidence);
  const z2 = z * z;
  const centre = (rate + z2 / (2 * count)) / (1 + z2 / count);
  const half = (z * Math.sqrt((rate * (1 - rate)) / count + z2 / (4 * count * count))) / (1 + z2 / count);
  // All or none are the ends themselves, and not what rounding makes of them.
  return [passed <= 0 ? 0 : Math.max(0, centre - half), passed >= count ? 1 : Math.min(1, centre + half)];
}

/**
 * Where none of `count` failed, the failure rate may still be this high (95 %). J. A. Hanley & A. Lippman-Hand (1983),
 * “If nothing goes wrong, is everything all right?”, JAMA 249, 1743–1745.
 */
export const ruleOfThree = (count: number): number => (count <= 0 ? 1 : Math.min(1, 3 / count));

/** How many independent trials, of which none failed, stand behind the lower end n / (n + z²) of Wilson's interval. */
export const trialsBehind = (lower: number): number => (lower * z95 * z95) / (1 - lower);

/**
 * A rate over clusters whose members are not independent: repeats of one case, cases of one group.
 * `passed[c]` of `decided[c]` passed in cluster c.
 *
 * The rate is Σ passed / Σ decided. Its variance is that of a ratio over clusters, C/(C−1) · Σ(passed − rate·decided)² /
 * (Σ decided)² (W. G. Cochran, Sampling Techniques, 3rd ed., §3.12); set against rate·(1−rate)/n it gives the design
 * effect, and n over the design effect is the effective size for which Wilson's interval is made (E. L. Korn & B. I.
 * Graubard 1998, Survey Methodology 24, 193–201; C. Franco, R. J. A. Little, T. A. Louis & E. V. Slud 2019, Journal of
 * Survey Statistics and Methodology 7, 334–364). With few clusters it is made smaller still by (z / t)² with C−1 degrees
 * of freedom, as Korn & Graubard do. It is never larger than n, and where all passed or all failed, and the design
 * effect cannot be seen, it is the number of clusters. Clusters of one are Wilson's plain interval.
 */
export function clusteredProportion(
  passed: ArrayLike<number>,
  decided: ArrayLike<number>,
  confidence = 0.95,
): { rate: number | null; interval: ProportionInterval | null; effective: number } {
  let clusters = 0;
  let passes = 0;
  let count = 0;
  for (let index = 0; index < decided.length; index += 1) {
    const members = decided[index] as number;
    if (members === 0) continue;
    clusters += 1;
    count += members;
    passes += passed[index] as number;
  }
  if (count === 0) return { rate: null, interval: null, effective: 0 };
  const rate = passes / count;
  const effective =
    clusters === count ? count : effectiveSize(passed, decided, { clusters, count, rate, confidence });
  return { rate, interval: wilson(rate * effective, effective, confidence), effective };
}

function effectiveSize(
  passed: ArrayLike<number>,
  decided: ArrayLike<number>,
  {
    clusters,
    count,
    rate,
    confidence,
  }: { clusters: number; count: number; rate: number; confidence: number },
): number {
  // One cluster says nothing of how clusters differ.
  if (rate === 0 || rate === 1 || clusters === 1) return clusters;
  let squares = 0;
  for (let index = 0; index < decided.length; index += 1) {
    squares += ((passed[index] as number) - rate * (decided[index] as number)) ** 2;
  }
  const variance = ((clusters / (clusters - 1)) * squares) / (count * count);
  const few = (zOf(confidence) / studentT(confidence, clusters - 1)) ** 2;
  return Math.min(count, (few * rate * (1 - rate)) / variance);
}
