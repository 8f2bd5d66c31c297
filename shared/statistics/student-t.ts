import cumulative from "@stdlib/stats-base-dists-t-cdf";
import quantile from "@stdlib/stats-base-dists-t-quantile";
import { zOf } from "./normal.ts";

/** A two-sided interval of this confidence reaches so many standard errors to each side, with `df` degrees of freedom. */
export const studentT = (confidence: number, df: number): number =>
  df === Number.POSITIVE_INFINITY ? zOf(confidence) : quantile((1 + confidence) / 2, df);

/** The probability of a t at least as far from 0, to either side. */
export const twoSidedP = (t: number, df: number): number => Math.min(1, 2 * cumulative(-Math.abs(t), df));
