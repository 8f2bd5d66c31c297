import type { TFunction } from "i18next";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import { fewestCases } from "#shared/experiments/verdict.ts";
import type { Arm, Assignment, Comparison, ExperimentPlan, Incomparable } from "#shared/model/experiment.ts";
import { formatNumber } from "../../../ui/format.ts";
import {
  formatDecimal,
  formatEValue,
  formatPercentBeside,
  formatShort,
} from "../../../ui/format-difference.ts";
import { armSettings } from "../arm-words.ts";

/** What the sentences are about besides the comparison itself. */
export interface Compared {
  plan: Pick<ExperimentPlan, "delta" | "assign">;
  /** How many arms there are; with two, nobody needs to be told against which. */
  arms: number;
}

export const unitOf = (assign: Assignment): "cases" | "calls" => (assign === "random" ? "calls" : "cases");

/** The share of errors beyond which nothing is compared. */
const mostErrors = 0.05;

const letters = ({ a, b }: Pick<Comparison, "a" | "b">) => ({ a: armLetter(a), b: armLetter(b) });

/** One of the five sentences. */
export function sentenceOf(t: TFunction, comparison: Comparison, { plan, arms }: Compared): string {
  const { verdict, neededCases } = comparison;
  const sentence = t(`compare.verdict.${arms > 2 ? "many" : "two"}.${verdict}`, letters(comparison));
  if (verdict === "cannot_tell" && neededCases !== null) {
    return t(`compare.verdict.needed.${unitOf(plan.assign)}`, {
      sentence,
      count: neededCases,
      amount: formatNumber(neededCases),
    });
  }
  const [first] = comparison.reasons;
  if (verdict === "not_comparable" && first !== undefined) {
    return t("compare.verdict.because", { sentence, reason: reasonOf(t, comparison, first) });
  }
  return sentence;
}

export const shortVerdictOf = (t: TFunction, comparison: Comparison): string =>
  t(`compare.verdict.short.${comparison.verdict}`, letters(comparison));

/** The reasons beside the one in the sentence; null: there is none. That nothing is there follows from the others. */
export function otherReasonsOf(t: TFunction, comparison: Comparison): string | null {
  const others = comparison.reasons.slice(1).filter((reason) => reason !== "no-values");
  if (comparison.verdict !== "not_comparable" || others.length === 0) return null;
  const reasons = others
    .map((reason) => reasonOf(t, comparison, reason))
    .join(t("compare.verdict.reasonSeparator"));
  return t("compare.verdict.alsoBecause", { reasons });
}

function reasonOf(t: TFunction, comparison: Comparison, reason: Incomparable): string {
  const { errorRate, leftOut } = comparison;
  if (reason === "no-values") return t(`compare.verdict.reason.noValues.${mostLeftOut(comparison)}`);
  if (reason !== "errors") return t(`compare.verdict.reason.${reason}`);
  // Few errors can still cost many cases, where one of several repeats or arms fails.
  return errorRate > mostErrors
    ? t("compare.verdict.reason.errors", { rate: formatPercentBeside(errorRate, mostErrors) })
    : t("compare.verdict.reason.errorsLeftOut", { amount: formatNumber(leftOut.errors) });
}

/** Why nothing is there to compare: the reason of most of what was left out. */
function mostLeftOut({ leftOut }: Comparison): "any" | keyof Comparison["leftOut"] {
  const kinds = ["errors", "unscored", "unpriced", "recorded", "missing"] as const;
  const most = kinds.reduce((best, kind) => (leftOut[kind] > leftOut[best] ? kind : best));
  return leftOut[most] === 0 ? "any" : most;
}

/** What to do about what cannot be compared. */
export function remedyOf(t: TFunction, { reasons }: Comparison): string | null {
  const [first] = reasons;
  if (first === undefined) return null;
  return t(`compare.verdict.remedy.${first === "no-values" ? "noValues" : first}`);
}

/** Too little for a winner, and where it points all the same; empty: there is enough. */
export function directionalOf(t: TFunction, comparison: Comparison, { plan }: Compared): string[] {
  const { directional, n, notes, leaning, verdict } = comparison;
  if (!directional || verdict === "not_comparable") return [];
  const unit = unitOf(plan.assign);
  const figures = { count: n, amount: formatNumber(n) };
  const isSmall = n < fewestCases;
  return [
    isSmall
      ? t(`compare.verdict.directional.${unit}`, figures)
      : notes.includes("no-spread")
        ? t("compare.verdict.directional.noSpread")
        : notes.includes("few-differ")
          ? t("compare.verdict.directional.fewDiffer")
          : t("compare.verdict.directional.other"),
    leaning === null
      ? t("compare.verdict.directional.notLeaning")
      : t("compare.verdict.directional.leaning", { arm: letters(comparison)[leaning] }),
    ...(isSmall
      ? [t("compare.verdict.directional.whyCases")]
      : notes.includes("few-differ")
        ? [t("compare.verdict.directional.whyFewDiffer")]
        : []),
  ];
}

/** How the sentence follows from the interval, for somebody without statistics; null: there is none, or too little. */
export function readingOf(t: TFunction, comparison: Comparison, { plan }: Compared): string | null {
  const { verdict, interval, directional, eValue } = comparison;
  if (interval === null || directional || verdict === "not_comparable") return null;
  if (verdict === "no_difference") {
    return t("compare.verdict.reading.no_difference", { delta: deltaText(t, comparison.scale, plan.delta) });
  }
  const ahead = sideOf(comparison);
  if (verdict !== "cannot_tell") {
    const arm = letters(comparison)[verdict === "b_better" ? "b" : "a"];
    return t("compare.verdict.reading.better", { arm });
  }
  if (ahead !== null) {
    return t("compare.verdict.reading.cannot_tellBeyond", {
      arm: letters(comparison)[ahead],
      eValue: formatEValue(eValue ?? 0),
    });
  }
  return t("compare.verdict.reading.cannot_tell");
}

/** Whose side the whole interval is on; null: neither's. */
function sideOf({ interval, scale }: Comparison): "a" | "b" | null {
  if (interval === null || (interval[0] <= 0 && interval[1] >= 0)) return null;
  const isMore = interval[0] > 0;
  return isMore === (scale === "difference") ? "b" : "a";
}

/** “draft of Customer reply on simulator/default, with temperature 0.2” */
export function whoOf(t: TFunction, arm: Arm): string {
  const { promptName: name, version, model } = arm;
  const who =
    version === null
      ? t("compare.verdict.arm.draft", { name, model })
      : t("compare.verdict.arm.version", { name, version, model });
  const set = armSettings(t, arm);
  if (set.length === 0) return who;
  return t("compare.verdict.arm.settings", { who, settings: set.join(t("shell.format.listSeparator")) });
}

/** What does not matter: ±5 points, or ×0.952 to ×1.05. */
export function deltaText(t: TFunction, scale: Comparison["scale"], delta: number): string {
  if (scale === "difference") {
    return t("compare.verdict.delta.points", { amount: formatShort(delta * 100) });
  }
  return t("compare.verdict.delta.ratio", {
    low: formatDecimal(1 / (1 + delta), 2),
    high: formatDecimal(1 + delta, 2),
  });
}

/** “±5 points” as numbers on the axis of the figure. */
export const bandOf = (scale: Comparison["scale"], delta: number): readonly [number, number] =>
  scale === "difference" ? [-delta * 100, delta * 100] : [1 / (1 + delta), 1 + delta];
