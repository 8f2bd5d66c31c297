import type { TFunction } from "i18next";
import type { Comparison, Experiment, ExperimentPlan } from "#shared/model/experiment.ts";
import { formatNumber } from "../../../ui/format.ts";
import { unitOf } from "./verdict-text.ts";

const kinds = ["errors", "unscored", "missing", "unpriced", "recorded"] as const;

/** What took no part and why, a sentence for each reason. */
export const leftOutLines = (
  t: TFunction,
  { leftOut }: Pick<Comparison, "leftOut">,
  plan: Pick<ExperimentPlan, "assign">,
): string[] =>
  kinds
    .filter((kind) => leftOut[kind] > 0)
    .map((kind) =>
      t(`compare.verdict.leftOut.${kind}.${unitOf(plan.assign)}`, {
        count: leftOut[kind],
        amount: formatNumber(leftOut[kind]),
      }),
    );

export const leftOutTotal = ({ leftOut }: Pick<Comparison, "leftOut">): number =>
  kinds.reduce((sum, kind) => sum + leftOut[kind], 0);

/** What a reader has to know about how the evidence came to be, in plain words. */
export function noteLines(
  t: TFunction,
  { simulated, verdict }: Pick<Experiment, "simulated" | "verdict">,
): string[] {
  const notes = new Set(verdict.primary.flatMap((comparison) => comparison.notes));
  // What was stopped early is incomplete by intention.
  if (notes.has("stopped-early")) notes.delete("incomplete");
  return [
    ...(simulated ? [t("compare.verdict.notes.simulated")] : []),
    ...[...notes].map((note) => t(`compare.verdict.notes.${note}`)),
  ];
}
