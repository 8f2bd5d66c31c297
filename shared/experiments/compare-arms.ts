import type { Comparison } from "../model/experiment.ts";
import { holmSteps } from "../statistics/holm.ts";
import { comparisonAt } from "./comparison.ts";
import type { CompareOptions, Evidence } from "./evidence.ts";
import { type Standing, standings } from "./standing.ts";

/** Every arm against the first, by one metric; with several, Holm-adjusted together. */
export const compareArms = (evidence: Evidence, options: CompareOptions): Comparison[] =>
  readTogether(standings(evidence, options), options);

/** The same by several metrics, one after the other, all of them Holm-adjusted together. */
export const compareByMetrics = (evidences: readonly Evidence[], options: CompareOptions): Comparison[] =>
  readTogether(
    evidences.flatMap((evidence) => standings(evidence, options)),
    options,
  );

/** That a winner is named where there is none. */
const alpha = 0.05;

/**
 * What cannot be compared tests nothing, and makes the others no stricter. A plan that may stop early or add cases has two
 * ways to a winner, at the planned number of cases and by the e-value; they share α. (Without that a false winner is named
 * in up to 7 of 100: simulation.test.ts.)
 */
function readTogether(found: Standing[], options: CompareOptions): Comparison[] {
  const ways = options.mayExtend === true || options.stopEarly === true ? 2 : 1;
  const tested = found.filter((standing) => standing.reasons.length === 0 && standing.estimate !== null);
  const steps = holmSteps(
    tested.map((standing) => Math.min(1, ways * (standing.estimate?.p ?? 1))),
    alpha,
  ).map(({ p, confidence }) => ({ p, confidence: 1 - (1 - confidence) / ways }));
  const alone = { p: 1, confidence: 1 - alpha / ways };
  return found.map((standing) => comparisonAt(standing, steps[tested.indexOf(standing)] ?? alone, options));
}
