import { studentT, twoSidedP } from "./student-t.ts";

/** A figure with its standard error and the degrees of freedom of that. */
export interface Estimated {
  mean: number;
  error: number;
  df: number;
}

/** A mean of one sample, over units that are independent. */
export interface SampleMean {
  mean: number;
  error: number;
  units: number;
}

/**
 * Of the differences of pairs: Student's paired t (W. S. Gosset 1908, Biometrika 6, 1–25). Units are cases; or, where
 * `error` is a clustered one, clusters: C − 1 degrees of freedom, as A. C. Cameron & D. L. Miller (2015), Journal of Human
 * Resources 50, 317–372, advise for few of them.
 */
export const ofPairs = ({ mean, error, units }: SampleMean): Estimated => ({ mean, error, df: units - 1 });

/**
 * The difference (second − first) of two independent means whose spreads differ: B. L. Welch (1947), Biometrika 34,
 * 28–35, with the degrees of freedom of F. E. Satterthwaite (1946), Biometrics Bulletin 2, 110–114.
 */
export function welch(first: SampleMean, second: SampleMean): Estimated {
  const one = first.error ** 2;
  const two = second.error ** 2;
  const df = (one + two) ** 2 / (one ** 2 / (first.units - 1) + two ** 2 / (second.units - 1));
  return { mean: second.mean - first.mean, error: Math.sqrt(one + two), df };
}

export function tInterval({ mean, error, df }: Estimated, confidence = 0.95): [number, number] {
  const half = studentT(confidence, df) * error;
  return [mean - half, mean + half];
}

/** Two-sided, against a mean of 0. */
export const tTest = ({ mean, error, df }: Estimated): number => twoSidedP(mean / error, df);
