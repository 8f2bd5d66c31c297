import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../../../ui/format.ts";
import { deltaText } from "../plan-words.ts";
import classes from "./AdvisedCases.module.css";
import { deltaOf, type Estimate, type ExperimentFields } from "./experiment-wish.ts";

/** Below this no winner is named. */
const fewest = 20;

/** What there is against what would be needed: the honest part of the estimate, so it stands first. */
export function AdvisedCases({ fields, estimate }: { fields: ExperimentFields; estimate: Estimate }) {
  const { t } = useTranslation();
  const isRandom = fields.assign === "random";
  const { advisedCases } = estimate;
  const have =
    isRandom && typeof fields.samples === "number"
      ? fields.samples
      : isRandom && typeof fields.repeats === "number"
        ? estimate.cases * fields.repeats
        : estimate.cases;
  const unit = isRandom ? "calls" : "cases";
  const words = {
    delta: deltaText(t, fields.metric, deltaOf(fields)),
    advised: formatNumber(advisedCases),
    have: formatNumber(have),
    amount: formatNumber(have),
    count: have,
  };
  const level = have >= advisedCases ? "enough" : have < fewest ? "directional" : "few";
  const Icon = level === "enough" ? IconCircleCheck : level === "few" ? IconInfoCircle : IconAlertTriangle;
  return (
    <div className={classes.advised} data-level={level}>
      <p className={classes.title}>
        <Icon size={15} stroke={1.8} aria-hidden />
        {t(`compare.dialog.advised.${unit}.${level}`, words)}
      </p>
      <span className={classes.bar} aria-hidden>
        <span style={{ width: `${Math.min(100, (have / Math.max(advisedCases, 1)) * 100)}%` }} />
      </span>
      <p className={classes.text}>{t(`compare.dialog.advised.${unit}.text`, words)}</p>
      {level !== "enough" && (
        <p className={classes.text}>{t(`compare.dialog.advised.${level}Hint`, words)}</p>
      )}
    </div>
  );
}
