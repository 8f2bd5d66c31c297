import type { TFunction } from "i18next";
import type { RunSummary } from "#shared/model/run.ts";
import { formatCost, formatDuration, formatNumber, formatTokens } from "../../ui/format.ts";
import type { RunTrend, TrendMeasure } from "./run-trend.ts";

/** A figure of the measure with its unit. */
export function sayFigure(measure: TrendMeasure, value: number | null): string {
  if (measure === "time") return formatDuration(value);
  return measure === "cost" ? formatCost(value) : formatTokens(value);
}

/** A figure on the axis, whose unit stands above it. */
export const sayTick = (value: number, language: string): string =>
  new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }).format(value);

/** Day and minute, as short as it can be written at the end of an axis. */
export const sayMoment = (at: string, language: string): string =>
  new Intl.DateTimeFormat(language, {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(at));

/** What the tooltip of a run says: whose figure, when, and who answered. */
export function describeRun(t: TFunction, run: RunSummary, figure: string, language: string): string {
  const model = run.simulated ? `${run.model} · ${t("runs.trend.simulated")}` : run.model;
  return `${run.version ?? t("runs.draft")} · ${figure}\n${sayMoment(run.createdAt, language)}\n${model}`;
}

/** "3 left out: 2 recorded, 1 cancelled"; null when every run is in. */
export function sayLeftOut(t: TFunction, measure: TrendMeasure, leftOut: RunTrend["leftOut"]): string | null {
  if (leftOut.length === 0) return null;
  const reasons = leftOut.map(({ reason, count }) => {
    const amount = formatNumber(count);
    return reason === "unknown"
      ? t(`runs.trend.reason.unknown.${measure}`, { amount })
      : t(`runs.trend.reason.${reason}`, { amount });
  });
  const amount = leftOut.reduce((sum, { count }) => sum + count, 0);
  return t("runs.trend.leftOut", {
    amount: formatNumber(amount),
    reasons: reasons.join(t("runs.listSeparator")),
  });
}
