import type { TFunction } from "i18next";
import { isRatio } from "#shared/experiments/arm-values.ts";
import type { Metric } from "#shared/model/experiment.ts";
import { formatNumber } from "../../ui/format.ts";

export const metricName = (t: TFunction, metric: Metric): string =>
  metric.kind === "check"
    ? t("compare.metric.check", { name: metric.name })
    : t(`compare.metric.${metric.kind}`);

/** 0.05 → 5 points; of ratios 5%. */
export function deltaText(t: TFunction, metric: Metric, delta: number): string {
  const hundredths = Math.round(delta * 1_000) / 10;
  const amount = formatNumber(hundredths);
  return isRatio(metric)
    ? t("compare.delta.percent", { amount })
    : t("compare.delta.points", { count: hundredths, amount });
}
