import { IconHistory } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CaseInArm, Metric } from "#shared/model/experiment.ts";
import { formatCost, formatDuration, formatNumber } from "../../../ui/format.ts";
import { formatScore } from "../../../ui/format-rate.ts";
import classes from "./ArmFacts.module.css";

interface Props {
  found: CaseInArm;
  metric: Metric;
}

/** The figures of a case in an arm, that which the comparison is about the strongest. Of repeats it is their mean. */
export function ArmFacts({ found, metric }: Props) {
  const { t } = useTranslation();
  const { value, score, latencyMs, costUsd, recorded } = found;
  const ofMetric = (kind: Metric["kind"], own: number | null) =>
    metric.kind === kind ? (value ?? own) : own;
  const shownScore = ofMetric("score", score);
  const latency = ofMetric("latency", latencyMs);
  return (
    <>
      {metric.kind === "check" && value !== null && (
        <Fact label={metric.name} isMain>
          {metric.name} {formatScore(value)}
        </Fact>
      )}
      {shownScore !== null && (
        <Fact label={t("compare.rows.fact.score")} isMain={metric.kind === "score"}>
          {formatScore(shownScore)}
        </Fact>
      )}
      {latency !== null && (
        <Fact
          label={recorded ? t("compare.rows.fact.recorded") : t("compare.rows.fact.latency")}
          isMain={metric.kind === "latency"}
        >
          {recorded && <IconHistory size={12} stroke={1.6} aria-hidden />}
          {formatDuration(latency)}
        </Fact>
      )}
      {found.attempt !== null && (
        <Fact label={t("compare.rows.fact.cost")} isMain={metric.kind === "cost"}>
          {costUsd === null ? t("compare.rows.costUnknown") : formatCost(ofMetric("cost", costUsd))}
        </Fact>
      )}
    </>
  );
}

function Fact(props: { label: string; isMain?: boolean; children: React.ReactNode }) {
  return (
    <span className={classes.fact} title={props.label} data-main={props.isMain || undefined}>
      {props.children}
    </span>
  );
}

/** Repeats that are drawn one by one; of more only the figure is told. */
const mostDots = 10;

/** Of several repeats how many passed. */
export function RepeatDots({ found }: { found: CaseInArm }) {
  const { t } = useTranslation();
  const { passed, failed, errored, made, planned } = found;
  if (planned <= 1 || made === 0) return null;
  const unscored = Math.max(0, made - passed - failed - errored);
  const kinds = [
    ...Array<string>(passed).fill("pass"),
    ...Array<string>(failed).fill("fail"),
    ...Array<string>(errored).fill("error"),
    ...Array<string>(unscored).fill("unscored"),
    ...Array<string>(Math.max(0, planned - made)).fill("missing"),
  ];
  return (
    <span className={classes.repeats}>
      {planned <= mostDots && (
        <span className={classes.dots} aria-hidden>
          {kinds.map((kind, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a dot has no identity but its place
            <span key={index} data-kind={kind} />
          ))}
        </span>
      )}
      {passed + failed === 0
        ? t("compare.rows.repeats.made", { made: formatNumber(made), planned: formatNumber(planned) })
        : t("compare.rows.repeats.passed", { passed: formatNumber(passed), made: formatNumber(made) })}
      {errored > 0 && ` · ${t("compare.rows.repeats.errors", { count: errored })}`}
    </span>
  );
}
