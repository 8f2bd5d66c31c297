import type { TFunction } from "i18next";
import type { Comparison, Metric } from "#shared/model/experiment.ts";
import { formatCost, formatDuration } from "../../../ui/format.ts";
import {
  decimalsFor,
  formatDecimal,
  formatShareOfChange,
  formatSigned,
} from "../../../ui/format-difference.ts";
import { formatPercent, formatScore } from "../../../ui/format-rate.ts";
import { bandOf } from "./verdict-text.ts";

/** The difference and its interval as they are read: in points, or as ratios; null: nothing was measured. */
export interface Effect {
  point: number;
  interval: readonly [number, number] | null;
  format: (value: number) => string;
}

export function effectOf(comparison: Comparison, delta: number): Effect | null {
  const { difference, interval, scale } = comparison;
  if (difference === null) return null;
  const read = (value: number) => (scale === "ratio" ? 1 + value : value * 100);
  const point = read(difference);
  const ends = interval === null ? null : ([read(interval[0]), read(interval[1])] as const);
  const marks = [...bandOf(scale, delta), scale === "ratio" ? 1 : 0];
  const figures = ends === null ? [point] : [point, ...ends];
  const decimals = decimalsFor(figures, marks, scale === "ratio" ? 2 : 1);
  return {
    point,
    interval: ends,
    format: (value) =>
      scale === "ratio" ? `×${formatDecimal(value, decimals)}` : formatSigned(value, decimals),
  };
}

/** “+4.2 points, between −1.0 and +9.5”; “×0.82 (18% cheaper), between ×0.75 and ×0.90” */
export function effectText(t: TFunction, comparison: Comparison, delta: number): string {
  const effect = effectOf(comparison, delta);
  if (effect === null) return t("compare.verdict.effect.none");
  const { point, interval, format } = effect;
  const bare = (value: number) => format(value).replace(/^×/, "");
  const ends = interval === null ? null : { low: bare(interval[0]), high: bare(interval[1]) };
  if (comparison.scale === "difference") {
    const amount = format(point);
    return ends === null
      ? t("compare.verdict.effect.points", { amount })
      : t("compare.verdict.effect.pointsBetween", { amount, ...ends });
  }
  const figures = { ratio: bare(point), words: ratioWords(t, comparison.metric, point) };
  return ends === null
    ? t("compare.verdict.effect.ratio", figures)
    : t("compare.verdict.effect.ratioBetween", { ...figures, ...ends });
}

function ratioWords(t: TFunction, metric: Metric, ratio: number): string {
  const kind = metric.kind === "cost" ? "cost" : "latency";
  const share = formatShareOfChange(Math.abs(ratio - 1));
  if (ratio === 1) return t(`compare.verdict.ratioWords.${kind}.same`);
  return t(`compare.verdict.ratioWords.${kind}.${ratio < 1 ? "less" : "more"}`, { share });
}

/** What one arm has by a metric: of latency and cost the median. */
export function valueText(comparison: Comparison, side: "a" | "b"): string {
  const { metric } = comparison;
  const value = side === "a" ? comparison.valueA : comparison.valueB;
  const median = side === "a" ? comparison.medianA : comparison.medianB;
  const shown = median ?? value;
  if (shown === null) return "–";
  switch (metric.kind) {
    case "pass":
      return formatPercent(shown);
    case "latency":
      return formatDuration(shown);
    case "cost":
      return formatCost(shown);
    default:
      return formatScore(shown);
  }
}
