import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import type { Comparison, Experiment } from "#shared/model/experiment.ts";
import { formatDateTime, formatNumber } from "../../../ui/format.ts";
import {
  formatConfidence,
  formatEValue,
  formatP,
  formatShareOfChange,
} from "../../../ui/format-difference.ts";
import { metricName } from "../plan-words.ts";
import { effectText } from "./effect-text.ts";
import classes from "./HowRead.module.css";
import { leftOutTotal } from "./note-text.ts";
import { deltaText } from "./verdict-text.ts";

/** The exact figures, for those who have statistics; closed until it is asked for. */
export function HowRead({ experiment }: { experiment: Experiment }) {
  const { t } = useTranslation();
  const { plan, verdict } = experiment;
  if (verdict.primary.length === 0) return null;
  return (
    <details className={classes.details}>
      <summary>{t("compare.verdict.how.title")}</summary>
      <div className={classes.comparisons}>
        {verdict.primary.map((comparison) => (
          <section key={comparison.b}>
            <h4>
              {t("compare.verdict.how.comparison", {
                a: armLetter(comparison.a),
                b: armLetter(comparison.b),
              })}{" "}
              · {metricName(t, comparison.metric)}
            </h4>
            <Facts facts={factsOf(t, comparison, experiment)} />
          </section>
        ))}
        <section>
          <Facts
            facts={[
              [t("compare.verdict.how.assign"), t(`compare.verdict.how.${plan.assign}`)],
              [t("compare.verdict.how.repeats"), formatNumber(plan.repeats)],
              [t("compare.verdict.how.seed"), String(plan.seed)],
              [
                t("compare.verdict.how.read"),
                t("compare.verdict.how.version", {
                  version: verdict.appVersion,
                  at: formatDateTime(verdict.at),
                }),
              ],
            ]}
          />
        </section>
      </div>
    </details>
  );
}

type Fact = readonly [term: string, text: string];

function factsOf(t: TFunction, comparison: Comparison, { plan, verdict }: Experiment): Fact[] {
  const { n, clusters, p, eValue, confidence, method, directional, errorRate, scale } = comparison;
  const several = verdict.primary.length;
  const amount = formatNumber(several);
  const mayLook = plan.stopEarly || plan.mayExtend;
  // Under 20 cases nothing that looks like a test is shown at all.
  const shownP =
    p === null || directional
      ? t("compare.verdict.how.pNone")
      : several > 1
        ? t("compare.verdict.how.pHolm", { p: formatP(p), amount })
        : mayLook
          ? t("compare.verdict.how.pLooks", { p: formatP(p) })
          : formatP(p);
  return [
    [t("compare.verdict.how.method"), t(`compare.verdict.how.methods.${method}`)],
    [t("compare.verdict.how.interval"), effectText(t, comparison, plan.delta)],
    [
      t("compare.verdict.how.confidence"),
      several > 1
        ? t("compare.verdict.how.confidenceHolm", { confidence: formatConfidence(confidence), amount })
        : mayLook
          ? t("compare.verdict.how.confidenceLooks", { confidence: formatConfidence(confidence) })
          : formatConfidence(confidence),
    ],
    ...(directional ? [] : ([[t("compare.verdict.how.p"), shownP]] as const)),
    ...(eValue === null ? [] : ([[t("compare.verdict.how.eValue"), formatEValue(eValue)]] as const)),
    [t("compare.verdict.how.n"), formatNumber(n)],
    ...(clusters === null ? [] : ([[t("compare.verdict.how.clusters"), formatNumber(clusters)]] as const)),
    [t("compare.verdict.how.leftOut"), formatNumber(leftOutTotal(comparison))],
    [t("compare.verdict.how.errorRate"), formatShareOfChange(errorRate)],
    [t("compare.verdict.how.delta"), deltaText(t, scale, plan.delta)],
  ];
}

function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([term, text]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
