import { useTranslation } from "react-i18next";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import type { Experiment } from "#shared/model/experiment.ts";
import { formatP } from "../../../ui/format-difference.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { metricName } from "../plan-words.ts";
import { effectText, valueText } from "./effect-text.ts";
import classes from "./VerdictView.module.css";
import { verdictWordLook } from "./verdict-look.ts";
import { directionalOf, shortVerdictOf } from "./verdict-text.ts";

/** Comparisons by the metrics that were not declared before the start. */
export function OtherMetrics({ experiment }: { experiment: Experiment }) {
  const { t } = useTranslation();
  const { plan, arms, verdict } = experiment;
  const { others } = verdict;
  if (others.length === 0) return null;
  const title = t("compare.verdict.others.title");
  // A column of nothing would look as if something had been forgotten.
  const hasP = others.some(({ p, directional }) => p !== null && !directional);
  const isMany = arms.length > 2;
  return (
    <section className={`${classes.figure} ${classes.wide}`}>
      <h3 className={classes.title}>{title}</h3>
      <p className={classes.hint}>{t("compare.verdict.others.hint")}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also without a mouse */}
      <section className={classes.scroll} aria-label={title} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t("compare.verdict.others.metric")}</th>
              {isMany && <th scope="col">{t("compare.verdict.others.arms")}</th>}
              <th scope="col" className={classes.number}>
                {isMany ? t("compare.verdict.others.first") : "A"}
              </th>
              <th scope="col" className={classes.number}>
                {isMany ? t("compare.verdict.others.second") : "B"}
              </th>
              <th scope="col">{t("compare.verdict.others.difference")}</th>
              {hasP && (
                <th scope="col" className={classes.number} title={t("compare.verdict.others.pHint")}>
                  {t("compare.verdict.others.p")}
                </th>
              )}
              <th scope="col">{t("compare.verdict.others.reading")}</th>
            </tr>
          </thead>
          <tbody>
            {others.map((comparison) => {
              const { a, b, metric, p, directional, verdict: word } = comparison;
              const [why] = directionalOf(t, comparison, { plan, arms: arms.length });
              return (
                <tr key={`${metricName(t, metric)} ${metric.kind} ${b}`}>
                  <th scope="row">{metricName(t, metric)}</th>
                  {isMany && (
                    <td>{t("compare.verdict.others.pair", { a: armLetter(a), b: armLetter(b) })}</td>
                  )}
                  <td className={classes.number}>{valueText(comparison, "a")}</td>
                  <td className={classes.number}>{valueText(comparison, "b")}</td>
                  <td className={classes.text}>{effectText(t, comparison, plan.delta)}</td>
                  {hasP && <td className={classes.number}>{p === null || directional ? "–" : formatP(p)}</td>}
                  <td>
                    <StatusBadge
                      plain
                      status={verdictWordLook[word].status}
                      icon={verdictWordLook[word].icon}
                      label={why ?? shortVerdictOf(t, comparison)}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      {others.some(({ scale }) => scale === "ratio") && (
        <p className={classes.under}>{t("compare.verdict.others.medians")}</p>
      )}
    </section>
  );
}
