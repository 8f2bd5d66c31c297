import { armLetter } from "../experiments/arm-letter.ts";
import { isRatio } from "../experiments/arm-values.ts";
import { fewestCases } from "../experiments/verdict.ts";
import type { Arm, Assignment, Comparison, LeftOut, Metric } from "../model/experiment.ts";
import type { ExperimentWords } from "./experiment-words.ts";
import { amount, decimal, dollars, duration, percent } from "./figures.ts";

const minus = "\u2212";
const signOf = (value: number, shown: string): string =>
  Number(shown) === 0 ? shown : `${value < 0 ? minus : "+"}${shown}`;

const typography = (text: string): string => text.replace(/^-/, minus);

/** One of five sentences; `directional` stands beside it where there is too little for more. */
export function verdictSentence(comparison: Comparison, assign: Assignment, words: ExperimentWords): string {
  const { verdict, neededCases, reasons, a, b } = comparison;
  switch (verdict) {
    case "b_better":
      return words.better(armLetter(b));
    case "a_better":
      return words.better(armLetter(a));
    case "no_difference":
      return words.noDifference;
    case "cannot_tell":
      if (neededCases === null) return words.cannotTellAtAll;
      return assign === "random"
        ? words.cannotTellCalls(amount(neededCases))
        : words.cannotTell(amount(neededCases));
    case "not_comparable":
      return words.notComparable(reasons.map((reason) => words.reasons[reason]).join(words.separator));
  }
}

/** What a reader has to know. What was stopped early is incomplete by intention. */
export const noteTexts = ({ notes }: Comparison, words: ExperimentWords): string[] =>
  notes
    .filter((note) => note !== "incomplete" || !notes.includes("stopped-early"))
    .map((note) => words.notes[note]);

/** What keeps it from being more than a direction; null: nothing, or it cannot be compared at all. */
export function directionalSentence(
  { directional, verdict, n, notes }: Comparison,
  assign: Assignment,
  words: ExperimentWords,
): string | null {
  if (!directional || verdict === "not_comparable") return null;
  if (n >= fewestCases) {
    if (notes.includes("no-spread")) return words.noSpread;
    return notes.includes("few-differ") ? words.fewDiffer : words.fewUnlike;
  }
  return assign === "random" ? words.directionalCalls(amount(n)) : words.directional(amount(n));
}

export function metricName(metric: Metric, words: ExperimentWords): string {
  return metric.kind === "check" ? words.metrics.check(metric.name) : words.metrics[metric.kind];
}

/** One arm's value. Of a cost that of a thousand calls: of one it would be a fraction of a cent. */
export function valueText(metric: Metric, value: number | null): string {
  if (value === null) return "–";
  switch (metric.kind) {
    case "pass":
      return percent(value);
    case "latency":
      return duration(value);
    case "cost":
      return dollars(value * 1_000);
    default:
      return typography(decimal(value));
  }
}

/** Rates and scores in hundredths of their unit, with a sign; of costs and latencies the ratio and what it means. */
export function differenceText(
  { metric, difference }: Pick<Comparison, "metric" | "difference">,
  words: ExperimentWords,
): string {
  if (difference === null) return "–";
  if (!isRatio(metric)) return words.points(pointsText(difference));
  const ratio = ratioText(difference);
  if (difference === 0) return ratio;
  const share = percent(Math.abs(difference));
  return `${ratio} (${difference < 0 ? words.less(share) : words.more(share)})`;
}

const pointsText = (difference: number): string => signOf(difference, Math.abs(difference * 100).toFixed(1));

/** `×0.82`, with as many digits as tell it from ×1. */
function ratioText(difference: number): string {
  const ratio = 1 + difference;
  const digits = ratio >= 100 ? 0 : ratio >= 10 ? 1 : Math.abs(difference) < 0.1 ? 3 : 2;
  return `×${ratio.toFixed(digits)}`;
}

/** One end of an interval, or of the band of what does not matter. */
export const endText = (metric: Metric, end: number): string =>
  isRatio(metric) ? ratioText(end) : pointsText(end);

export function intervalText(
  { metric, interval, confidence }: Pick<Comparison, "metric" | "interval" | "confidence">,
  words: ExperimentWords,
): string {
  if (interval === null) return words.noInterval;
  const [low, high] = interval.map((end) => endText(metric, end));
  return words.interval(confidenceText(confidence), low ?? "", high ?? "");
}

/** 0.975 as `97.5 %`, 0.9833… as `98.33 %`. */
export const confidenceText = (confidence: number): string => `${Number((confidence * 100).toFixed(2))} %`;

export const pText = (p: number): string =>
  p < 0.0001 ? "< 0.0001" : p < 0.001 ? p.toFixed(4) : p.toFixed(3);

/** What does not matter: from −δ to δ, of ratios from 1/(1+δ) to 1+δ; as differences. */
export const bandOf = (metric: Metric, delta: number): [low: number, high: number] =>
  isRatio(metric) ? [1 / (1 + delta) - 1, delta] : [-delta, delta];

export function leftOutTexts(leftOut: LeftOut, words: ExperimentWords): string[] {
  const kinds = Object.keys(words.leftOutBy) as (keyof LeftOut)[];
  return kinds.flatMap((kind) => (leftOut[kind] > 0 ? words.leftOutBy[kind](amount(leftOut[kind])) : []));
}

export const leftOutCount = (leftOut: LeftOut): number =>
  Object.values(leftOut).reduce((sum, count) => sum + count, 0);

/** What the cases are, and in which groups. */
export function casesText({ n, clusters }: Comparison, assign: Assignment, words: ExperimentWords): string {
  const counted = assign === "random" ? words.calls(amount(n)) : words.cases(amount(n));
  return clusters === null ? counted : `${counted} ${words.groups(amount(clusters))}`;
}

/** Cases that B fixes and breaks; null where there is no such thing. Broken ones first: they are what hurts. */
export function changesText({ metric, fixed, broken }: Comparison, words: ExperimentWords): string[] | null {
  if (fixed === null || broken === null) return null;
  return metric.kind === "pass"
    ? [words.broken(amount(broken)), words.fixed(amount(fixed))]
    : [words.lost(amount(broken)), words.gained(amount(fixed))];
}

/** `Customer reply 1.0.3`, without the model. */
export const armPrompt = ({ promptName, version }: Pick<Arm, "promptName" | "version">, draft: string) =>
  `${promptName} ${version ?? draft}`;
