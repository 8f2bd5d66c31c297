import quantile from "@stdlib/stats-base-dists-normal-quantile";
import cumulative from "@stdlib/stats-base-dists-t-cdf";

/** The value under which the share `p` of the standard normal distribution lies. */
export const normalQuantile = (p: number): number => quantile(p, 0, 1);

/** A two-sided interval of this confidence reaches so many standard errors to each side: 1.96 for 0.95. */
export const zOf = (confidence: number): number => normalQuantile((1 + confidence) / 2);

/** What lies under `x`: Student's t with a million million degrees of freedom, which is the same to eleven digits. */
export const normalCumulative = (x: number): number => cumulative(x, 1e12);

export const z95 = zOf(0.95);
