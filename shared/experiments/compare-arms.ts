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

/** What cannot be compared tests nothing, and makes the others no stricter. */
function readTogether(found: Standing[], options: CompareOptions): Comparison[] {
  const tested = found.filter((standing) => standing.reasons.length === 0 && standing.estimate !== null);
  const steps = holmSteps(tested.map((standing) => standing.estimate?.p ?? 1));
  const alone = { p: 1, confidence: 0.95 };
  return found.map((standing) => comparisonAt(standing, steps[tested.indexOf(standing)] ?? alone, options));
}
