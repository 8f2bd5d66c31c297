import { useTranslation } from "react-i18next";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import type { Comparison, Experiment } from "#shared/model/experiment.ts";
import { DifferenceAxis } from "../../../ui/DifferenceAxis.tsx";
import { rangeOf } from "../../../ui/difference-axis.ts";
import { formatNumber } from "../../../ui/format.ts";
import { formatConfidence, formatDecimal, formatShort, formatSigned } from "../../../ui/format-difference.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { ArmLetter } from "../ArmLetter.tsx";
import { metricName } from "../plan-words.ts";
import { ChangedCases } from "./ChangedCases.tsx";
import { type Effect, effectOf, effectText, valueText } from "./effect-text.ts";
import classes from "./VerdictArticle.module.css";
import { verdictWordLook } from "./verdict-look.ts";
import {
  bandOf,
  deltaText,
  directionalOf,
  otherReasonsOf,
  readingOf,
  remedyOf,
  sentenceOf,
  unitOf,
  whoOf,
} from "./verdict-text.ts";

interface Props {
  experiment: Experiment;
  comparison: Comparison;
}

/** Two arms: the sentence, who they are, how far they are apart, and the cases that changed. */
export function VerdictArticle({ experiment, comparison }: Props) {
  const { t } = useTranslation();
  const { plan, arms, verdict } = experiment;
  const compared = { plan, arms: arms.length };
  const { icon: Icon, status } = verdictWordLook[comparison.verdict];
  const [directional, ...because] = directionalOf(t, comparison, compared);
  const reading = readingOf(t, comparison, compared);
  const remedy = comparison.verdict === "not_comparable" ? remedyOf(t, comparison) : null;
  return (
    <article
      className={classes.article}
      data-verdict={comparison.verdict}
      data-status={status}
      aria-labelledby={`verdict-${comparison.b}`}
    >
      <h3
        id={`verdict-${comparison.b}`}
        className={classes.sentence}
        data-many={verdict.primary.length > 1 || undefined}
      >
        <Icon size={verdict.primary.length > 1 ? 22 : 28} stroke={1.6} aria-hidden />
        <span className={classes.words}>{sentenceOf(t, comparison, compared)}</span>
        {directional !== undefined && <StatusBadge status="warning" label={directional} />}
      </h3>
      <dl className={classes.who}>
        {[comparison.b, comparison.a].map((at) => {
          const arm = arms[at];
          return (
            arm !== undefined && (
              <div key={at}>
                <dt>
                  <ArmLetter place={at} />
                </dt>
                <dd>{whoOf(t, arm)}</dd>
              </div>
            )
          );
        })}
      </dl>
      {[...because, reading, otherReasonsOf(t, comparison), remedy]
        .filter((line) => line !== null)
        .map((line) => (
          <p key={line} className={classes.line}>
            {line}
          </p>
        ))}
      {comparison.difference !== null && (
        <div className={classes.figures}>
          <Difference experiment={experiment} comparison={comparison} />
          <ChangedCases experiment={experiment} comparison={comparison} />
        </div>
      )}
    </article>
  );
}

function Difference({ experiment, comparison }: Props) {
  const { t } = useTranslation();
  const { plan, verdict } = experiment;
  const { metric, scale, n, a, b, confidence } = comparison;
  const [letterA, letterB] = [armLetter(a), armLetter(b)];
  const title = t("compare.verdict.metricTitle", { metric: metricName(t, metric), a: letterA, b: letterB });
  const effect = effectOf(comparison, plan.delta);
  if (effect === null) return null;
  const words = effectText(t, comparison, plan.delta);
  const delta = deltaText(t, scale, plan.delta);
  const band = bandOf(scale, plan.delta);
  const [isLessBetter, better] = [
    scale === "ratio",
    (arm: string) => t("compare.verdict.axis.better", { arm }),
  ];
  const cases = t(`compare.verdict.n.${unitOf(plan.assign)}`, { count: n, amount: formatNumber(n) });
  const interval = t("compare.verdict.axis.interval", { confidence: formatConfidence(confidence) });
  // On one axis, several comparisons can be held against each other.
  const all = verdict.primary
    .map((each) => effectOf(each, plan.delta))
    .filter((each): each is Effect => each !== null);
  const figures = all.flatMap((each) => [each.point, ...(each.interval ?? [])]);
  return (
    <div className={classes.difference}>
      <h4 className={classes.title}>{title}</h4>
      <p className={classes.effect}>
        <strong>{words}</strong>
      </p>
      <p className={classes.small}>
        {[
          t("compare.verdict.values", { letter: letterA, value: valueText(comparison, "a") }),
          t("compare.verdict.values", { letter: letterB, value: valueText(comparison, "b") }),
          ...(comparison.medianA === null ? [] : [t("compare.verdict.medians")]),
          cases,
          effect.interval === null ? t("compare.verdict.effect.noInterval") : interval,
        ].join(" · ")}
      </p>
      <DifferenceAxis
        scale={scale}
        range={rangeOf(figures, band, scale)}
        point={effect.point}
        interval={effect.interval}
        band={band}
        format={effect.format}
        formatTick={(tick) =>
          scale === "ratio"
            ? `×${Math.abs(Math.log10(tick)) < 1 ? formatDecimal(tick, 2) : formatShort(tick)}`
            : formatSigned(tick, Number.isInteger(tick) ? 0 : 1)
        }
        unit={t(
          `compare.verdict.axis.${
            scale === "ratio"
              ? "ratio"
              : metric.kind === "score" || metric.kind === "check"
                ? "pointsOfScore"
                : "points"
          }`,
        )}
        ends={isLessBetter ? [better(letterB), better(letterA)] : [better(letterA), better(letterB)]}
        bandLabel={t("compare.verdict.axis.band", { delta })}
        ariaLabel={t("compare.verdict.axis.label", { title, effect: words, delta })}
        look={lookOf(comparison)}
      />
    </div>
  );
}

const lookOf = ({ verdict }: Comparison): "success" | "danger" | "info" | "neutral" => {
  const { status } = verdictWordLook[verdict];
  return status === "warning" ? "neutral" : status;
};
