import { normalQuantile, zOf } from "./normal.ts";

/** With which a difference that is there is found. */
const power = 0.8;

/**
 * Cases that a paired comparison of two rates takes to find a difference `delta`, where the share `discordance` of them
 * differs: R. J. Connor (1987), “Sample size for testing differences in proportions for the paired-sample design”,
 * Biometrics 43, 207–211. A difference cannot be larger than the share that differs. Not rounded.
 */
export function casesForPairedRates(discordance: number, delta: number, confidence = 0.95): number {
  const differing = Math.max(discordance, delta);
  const reach =
    zOf(confidence) * Math.sqrt(differing) +
    normalQuantile(power) * Math.sqrt(Math.max(0, differing - delta * delta));
  return (reach / delta) ** 2;
}

/**
 * Cases that a mean takes whose values have the variance `variance`: of differences of pairs theirs; of two independent
 * samples of this size each, the sum of both. E. Miller (2024), “Adding Error Bars to Evals”, arXiv 2411.00640, §5: the
 * variance of means of K repeats is ω² + σ²/K. Not rounded.
 */
export const casesForMeans = (variance: number, delta: number, confidence = 0.95): number =>
  ((zOf(confidence) + normalQuantile(power)) ** 2 * variance) / (delta * delta);

/**
 * Cases per arm that independent samples take to find `base` against `base` + `delta`: J. L. Fleiss (1981), Statistical
 * Methods for Rates and Proportions, 2nd ed., §3.2, without correction for continuity. Not rounded.
 */
export function casesForIndependentRates(base: number, delta: number, confidence = 0.95): number {
  const low = Math.max(0, Math.min(base, 1 - delta));
  const high = Math.min(1, low + delta);
  const middle = (low + high) / 2;
  const reach =
    zOf(confidence) * Math.sqrt(2 * middle * (1 - middle)) +
    normalQuantile(power) * Math.sqrt(low * (1 - low) + high * (1 - high));
  return (reach / delta) ** 2;
}
