import type { TFunction } from "i18next";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import type { ExperimentSummary } from "#shared/model/experiment.ts";
import { formatNumber } from "../../../ui/format.ts";

/** A verdict as it stands in a list: its word, and how much more would tell where nobody can yet. */
export function shortVerdict(
  t: TFunction,
  { b, verdict, neededCases }: ExperimentSummary["verdicts"][number],
  { arms, assign }: Pick<ExperimentSummary, "arms" | "assign">,
): string {
  const letters = { a: armLetter(0), b: armLetter(b) };
  // Each of several stands in a word or two beside the others.
  if (arms.length > 2) return t(`compare.list.many.${verdict}`, letters);
  const sentence = t(`compare.verdict.two.${verdict}`, letters);
  if (verdict !== "cannot_tell" || neededCases === null) return sentence;
  return t(`compare.verdict.needed.${assign === "random" ? "calls" : "cases"}`, {
    sentence,
    count: neededCases,
    amount: formatNumber(neededCases),
  });
}
