import { useTranslation } from "react-i18next";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import type { ArmRow, Metric } from "#shared/model/experiment.ts";
import { formatNumber } from "../../../ui/format.ts";
import { ChangeBadge } from "./ChangeBadge.tsx";
import classes from "./cells.module.css";

interface Props {
  row: ArmRow;
  metric: Metric;
  /** Of more than two arms: the one that the change is about. */
  versus: number | null;
}

/** Which case it is, what it asks and wants in short, and what became of it. */
export function CaseCell({ row, metric, versus }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <p className={classes.caseHead}>
        <span className={classes.number}>{formatNumber(row.row + 1)}</span>
        <strong className={classes.caseName} title={row.caseName}>
          {row.caseName === ""
            ? t("compare.rows.caseNumber", { number: formatNumber(row.caseIndex + 1) })
            : row.caseName}
        </strong>
      </p>
      <p className={classes.badges}>
        <ChangeBadge change={row.change} metric={metric} />
        {versus !== null && row.change !== "same" && (
          <span className={classes.muted}>{t("compare.rows.inArm", { arm: armLetter(versus) })}</span>
        )}
        {row.tags.slice(0, 3).map((tag) => (
          <span key={tag} className={classes.tag}>
            {tag}
          </span>
        ))}
      </p>
      {row.inputs !== "" && <p className={classes.inputs}>{row.inputs}</p>}
      {row.expected !== "" && (
        <p className={classes.expected}>
          <span className={classes.muted}>{t("compare.rows.expected")}</span> {row.expected}
        </p>
      )}
    </>
  );
}
