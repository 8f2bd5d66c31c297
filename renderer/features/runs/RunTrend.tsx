import { SegmentedControl } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { type ComponentType, lazy, Suspense, useId, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { RunSummary } from "#shared/model/run.ts";
import type { TrendChartProps } from "../../ui/TrendChart.tsx";
import classes from "./RunTrend.module.css";
import {
  fewestForTrend,
  groupRuns,
  type RunTrend as Trend,
  type TrendMeasure,
  trendMeasures,
  trendOf,
  unitFor,
} from "./run-trend.ts";
import { describeRun, sayFigure, sayLeftOut, sayMoment, sayTick } from "./trend-words.ts";

export interface TrendLook {
  isOpen: boolean;
  measure: TrendMeasure;
}

interface Props {
  /** As they are listed, newest first. */
  runs: readonly RunSummary[];
  look: TrendLook;
  onLook: (look: TrendLook) => void;
}

// A chart that cannot be fetched must not take the prompt's desk down with it.
const TrendChart = lazy(async (): Promise<{ default: ComponentType<TrendChartProps> }> => {
  try {
    return { default: (await import("../../ui/TrendChart.tsx")).TrendChart };
  } catch {
    return { default: NotLoaded };
  }
});

/** Pixels. */
const chartHeight = 104;
const measureWords = { time: "runs.fact.total", cost: "runs.fact.cost", tokens: "runs.fact.output" } as const;

/** How time, cost or length of the replies went over the runs that are listed below it. */
export function RunTrend({ runs, look, onLook }: Props) {
  const { t } = useTranslation();
  const { isOpen, measure } = look;
  const trend = useMemo(() => trendOf(runs, measure), [runs, measure]);
  const bodyId = useId();
  if (runs.length === 0) return null;
  const leftOut = sayLeftOut(t, measure, trend.leftOut);
  const tooFew = t(`runs.trend.tooFew.${measure}`, { needed: fewestForTrend, known: trend.known });
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  if (trend.points.length < fewestForTrend) {
    return (
      <p className={classes.alone}>
        {tooFew} {leftOut}
      </p>
    );
  }
  return (
    <section className={classes.trend} aria-label={t("runs.trend.title")}>
      <div className={classes.head}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={isOpen}
          aria-controls={isOpen ? bodyId : undefined}
          onClick={() => onLook({ ...look, isOpen: !isOpen })}
        >
          <Chevron size={14} aria-hidden /> {t("runs.trend.title")}
        </button>
        {isOpen && leftOut !== null && <p className={classes.leftOut}>{leftOut}</p>}
        {isOpen && (
          <SegmentedControl<TrendMeasure>
            aria-label={t("runs.trend.measure")}
            className={classes.measure ?? ""}
            value={measure}
            onChange={(chosen) => onLook({ ...look, measure: chosen })}
            data={trendMeasures.map((value) => ({ value, label: t(measureWords[value]) }))}
          />
        )}
      </div>
      {isOpen && (
        <div id={bodyId}>
          {trend.known < fewestForTrend ? (
            <p className={classes.note}>{tooFew}</p>
          ) : (
            <TrendFigure trend={trend} measure={measure} />
          )}
        </div>
      )}
    </section>
  );
}

function TrendFigure({ trend, measure }: { trend: Trend; measure: TrendMeasure }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const values = trend.points.flatMap(({ value }) => value ?? []);
  const unit = unitFor(measure, values);
  const chart = useMemo(() => {
    const { groups, groupOf } = groupRuns(trend.points.map(({ run }) => run).toReversed(), {
      draft: t("runs.draft"),
      earlier: t("runs.trend.earlier"),
    });
    const points = trend.points.map(({ run, value }) => ({
      x: sayMoment(run.createdAt, language),
      y: value === null ? null : value / unit.size,
      group: groupOf(run),
      description: describeRun(t, run, sayFigure(measure, value), language),
    }));
    return { groups, points };
  }, [trend, measure, unit.size, t, language]);
  const median = sayFigure(measure, trend.median);
  return (
    <Suspense fallback={<div style={{ height: chartHeight }} />}>
      <TrendChart
        {...chart}
        unit={t(`runs.trend.unit.${unit.name}`)}
        formatY={(y) => sayTick(y, language)}
        median={
          trend.median === null
            ? null
            : { y: trend.median / unit.size, label: t("runs.trend.median", { amount: median }) }
        }
        ariaLabel={t("runs.trend.summary", {
          measure: t(measureWords[measure]),
          runs: trend.known,
          least: sayFigure(measure, Math.min(...values)),
          most: sayFigure(measure, Math.max(...values)),
          median,
          latest: sayFigure(measure, values.at(-1) ?? null),
        })}
        height={chartHeight}
      />
    </Suspense>
  );
}

function NotLoaded() {
  const { t } = useTranslation();
  return <p className={classes.note}>{t("runs.trend.notLoaded")}</p>;
}
