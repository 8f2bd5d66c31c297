import { SegmentedControl } from "@mantine/core";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import type { Experiment } from "#shared/model/experiment.ts";
import { formatCost, formatDuration } from "../../../ui/format.ts";
import { formatInterval, formatPercent, formatScore } from "../../../ui/format-rate.ts";
import { TradeOffChart } from "../../../ui/TradeOffChart.tsx";
import { type TradeOffArm, type TradeOffReading, tradeOffOf } from "./trade-off.ts";
import classes from "./VerdictView.module.css";

type Drawn = Extract<TradeOffReading, { kind: "drawn" }>;

/** Quality against cost: which arms nobody would choose, since another is at least as good for no more. */
export function TradeOff({ experiment }: { experiment: Experiment }) {
  const { t } = useTranslation();
  const [view, setView] = useState<"chart" | "table">("chart");
  const reading = tradeOffOf(experiment);
  const isDrawn = reading.kind === "drawn";
  const title = t(
    `compare.verdict.tradeOff.${isDrawn && reading.price === "latency" ? "titleLatency" : "title"}`,
  );
  return (
    <section className={classes.figure}>
      <div className={classes.title}>
        <h3>{title}</h3>
        {isDrawn && (
          <SegmentedControl
            size="xs"
            aria-label={t("compare.verdict.tradeOff.view")}
            value={view}
            onChange={(next) => setView(next === "table" ? "table" : "chart")}
            data={[
              { value: "chart", label: t("compare.verdict.tradeOff.chart") },
              { value: "table", label: t("compare.verdict.tradeOff.table") },
            ]}
          />
        )}
      </div>
      {reading.kind === "nothing" ? (
        <p className={classes.hint}>{t(`compare.verdict.tradeOff.${reading.why}`)}</p>
      ) : (
        <>
          {view === "chart" ? <Chart title={title} reading={reading} /> : <Figures reading={reading} />}
          <Words reading={reading} />
        </>
      )}
    </section>
  );
}

function Chart({ title, reading }: { title: string; reading: Drawn }) {
  const { t } = useTranslation();
  const { arms, quality, price } = reading;
  const points = arms.map((arm) => ({
    label: armLetter(arm.arm),
    x: arm.price,
    xInterval: arm.priceInterval,
    y: arm.quality,
    yInterval: arm.qualityInterval,
    isFaint: arm.dominatedBy !== null,
    description: pointText(t, reading, arm),
  }));
  return (
    <TradeOffChart
      points={points}
      xTitle={t(`compare.verdict.tradeOff.${price}`)}
      yTitle={t(`compare.verdict.tradeOff.${quality}`)}
      formatX={(value) => (price === "cost" ? formatCost(value) : formatDuration(value))}
      formatY={(value) => (quality === "rate" ? formatPercent(value) : formatScore(value))}
      ariaLabel={t("compare.verdict.tradeOff.label", {
        title,
        points: points.map(({ description }) => description).join(t("compare.verdict.reasonSeparator")),
      })}
      height={240}
    />
  );
}

const qualityText = ({ quality }: Drawn, arm: TradeOffArm): string =>
  quality === "rate" ? formatPercent(arm.quality) : formatScore(arm.quality);
const priceText = ({ price }: Drawn, amount: number): string =>
  price === "cost" ? formatCost(amount) : formatDuration(amount);

const pointText = (t: TFunction, reading: Drawn, arm: TradeOffArm): string =>
  t("compare.verdict.tradeOff.point", {
    arm: armLetter(arm.arm),
    quality: qualityText(reading, arm),
    price: priceText(reading, arm.price),
  });

/** The same as the chart, for who reads rather than looks. */
function Figures({ reading }: { reading: Drawn }) {
  const { t } = useTranslation();
  const { arms, quality, price } = reading;
  const none = t("compare.verdict.arms.none");
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("compare.verdict.arms.arm")}</th>
            <th scope="col" className={classes.number}>
              {t(`compare.verdict.tradeOff.${quality}`)}
            </th>
            <th scope="col" className={classes.number}>
              {t("compare.verdict.arms.interval")}
            </th>
            <th scope="col" className={classes.number}>
              {t(`compare.verdict.tradeOff.${price}`)}
            </th>
            {price === "cost" && (
              <th scope="col" className={classes.number}>
                {t("compare.verdict.tradeOff.relative")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {arms.map((arm) => (
            <tr key={arm.arm} className={arm.dominatedBy === null ? undefined : classes.muted}>
              <th scope="row">
                {armLetter(arm.arm)}
                {arm.dominatedBy !== null && ` · ${t("compare.verdict.arms.dominated")}`}
              </th>
              <td className={classes.number}>{qualityText(reading, arm)}</td>
              <td className={classes.number}>
                {arm.qualityInterval === null ? none : formatInterval(arm.qualityInterval)}
              </td>
              <td className={classes.number}>{priceText(reading, arm.price)}</td>
              {price === "cost" && (
                <td className={classes.number}>
                  {arm.priceInterval === null
                    ? none
                    : arm.priceInterval.map((end) => priceText(reading, end)).join(" – ")}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Words({ reading }: { reading: Drawn }) {
  const { t } = useTranslation();
  const { arms, price, instead, quality } = reading;
  const isLatency = price === "latency";
  const dominated = arms.filter(({ dominatedBy }) => dominatedBy !== null);
  const remarks = [
    ...(dominated.length === 0 ? [] : [t("compare.verdict.tradeOff.dominatedHint")]),
    ...(instead === null ? [] : [t(`compare.verdict.tradeOff.${instead}`)]),
    t("compare.verdict.tradeOff.corner"),
    ...(quality === "rate" ? [t("compare.verdict.tradeOff.bars")] : []),
    ...(arms.some(({ priceInterval }) => priceInterval !== null)
      ? [t("compare.verdict.tradeOff.barsRelative")]
      : []),
  ];
  return (
    <>
      <ul className={classes.lines}>
        {dominated.length === 0 ? (
          <li>{t(`compare.verdict.tradeOff.${isLatency ? "noneDominatedLatency" : "noneDominated"}`)}</li>
        ) : (
          dominated.map(({ arm, dominatedBy }) => (
            <li key={arm}>
              {t(`compare.verdict.tradeOff.${isLatency ? "dominatedLatency" : "dominated"}`, {
                arm: armLetter(arm),
                by: armLetter(dominatedBy ?? 0),
              })}
            </li>
          ))
        )}
      </ul>
      <p className={classes.hint}>
        {remarks.map((remark) => (
          <span key={remark} className={classes.remark}>
            {remark}
          </span>
        ))}
      </p>
    </>
  );
}
