import { useTranslation } from "react-i18next";
import type { Experiment } from "#shared/model/experiment.ts";
import { formatCost, formatDuration, formatNumber } from "../../../ui/format.ts";
import { formatInterval, formatPercent, formatScore } from "../../../ui/format-rate.ts";
import { IntervalBar } from "../../../ui/IntervalBar.tsx";
import { ArmLetter } from "../ArmLetter.tsx";
import classes from "./VerdictView.module.css";
import { whoOf } from "./verdict-text.ts";

/** Each arm's own figures. The bars are drawn into the table that says the same in figures. */
export function ArmsTable({ experiment, isUnderWay }: { experiment: Experiment; isUnderWay: boolean }) {
  const { t } = useTranslation();
  const { arms, verdict } = experiment;
  const title = t(`compare.verdict.arms.${isUnderWay ? "titleSoFar" : "title"}`);
  const head = ["cost", "latency", "errors"] as const;
  return (
    <section className={`${classes.figure} ${classes.wide}`}>
      <h3 className={classes.title}>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also without a mouse */}
      <section className={classes.scroll} aria-label={title} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t("compare.verdict.arms.arm")}</th>
              <th scope="col" colSpan={2}>
                {t("compare.verdict.arms.passRate")}
              </th>
              <th scope="col" className={classes.number}>
                {t("compare.verdict.arms.interval")}
              </th>
              <th scope="col" className={classes.number}>
                {t("compare.verdict.arms.score")}
              </th>
              {head.map((column) => (
                <th key={column} scope="col" className={classes.number}>
                  {t(`compare.verdict.arms.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {arms.map((arm, at) => {
              const figures = verdict.arms[at];
              const who = whoOf(t, arm);
              if (figures === undefined) return null;
              const { counts, passRate, passInterval, averageScore, costPerCall, latency } = figures;
              const made = counts.passed + counts.failed + counts.errored + counts.unscored;
              const none = t("compare.verdict.arms.none");
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: an arm is its place
                <tr key={at}>
                  <th scope="row" title={who}>
                    <span className={classes.arm}>
                      <ArmLetter place={at} />
                      <span>{who}</span>
                    </span>
                  </th>
                  <td className={classes.bar}>
                    <IntervalBar rate={passRate} interval={passInterval} />
                  </td>
                  <td className={classes.number}>{passRate === null ? none : formatPercent(passRate)}</td>
                  <td className={`${classes.number} ${classes.muted}`}>
                    {passInterval === null ? none : formatInterval(passInterval)}
                  </td>
                  <td className={classes.number}>{formatScore(averageScore)}</td>
                  <td className={classes.number}>
                    {made === 0 ? none : formatCost(costPerCall === null ? null : costPerCall * 1_000)}
                  </td>
                  <td className={classes.number}>
                    {latency === null
                      ? none
                      : `${formatDuration(latency.p50)} · ${formatDuration(latency.p95)}`}
                  </td>
                  <td className={classes.number}>
                    {t("compare.verdict.arms.errorsOf", {
                      errored: formatNumber(counts.errored),
                      made: formatNumber(made),
                    })}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </section>
  );
}
