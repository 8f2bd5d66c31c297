import { IconStarFilled } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { TestRunId } from "#shared/model/ids.ts";
import type { TestRunSummary } from "#shared/model/test-run.ts";
import { CountsBar } from "../../../ui/CountsBar.tsx";
import { formatCost, formatNumber } from "../../../ui/format.ts";
import { formatInterval, formatPercent } from "../../../ui/format-rate.ts";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { stateLook } from "../../../ui/verdict-look.ts";
import { doneOf } from "../run/standing.ts";
import classes from "./TestList.module.css";

interface Props {
  run: TestRunSummary;
  isChosen: boolean;
  onChoose: (testRunId: TestRunId) => void;
}

export const TestLine = memo(function TestLine({ run, isChosen, onChoose }: Props) {
  const { t } = useTranslation();
  const { counts, state } = run;
  const isMoving = state === "running";
  const models = run.models.join(t("tests.listSeparator"));
  return (
    <li className={classes.line} data-test-run={run.testRunId} data-state={state}>
      <button
        type="button"
        className={classes.open}
        aria-current={isChosen}
        onClick={() => onChoose(run.testRunId)}
      >
        <span className={classes.first}>
          {run.isBaseline && (
            <span className={classes.star} title={t("tests.list.baseline")}>
              <IconStarFilled size={12} aria-hidden />
              <span className="lathe-visually-hidden">{t("tests.list.baseline")}</span>
            </span>
          )}
          <strong className={classes.name}>{run.promptName}</strong>
          <span className={classes.version}>{run.version ?? t("tests.draft")}</span>
          <RelativeTime at={run.createdAt} className={classes.when} />
        </span>
        <span className={classes.second} title={`${run.suiteName} · ${models}`}>
          {run.suiteName} · {models}
        </span>
        <CountsBar counts={counts} />
        <span className={classes.third}>
          {state !== "done" && (
            <StatusBadge status={stateLook[state]} label={t(`tests.state.${state}`)} plain />
          )}
          {isMoving ? (
            <span className={classes.rate}>
              {t("tests.list.progress", {
                done: formatNumber(doneOf(run)),
                planned: formatNumber(counts.planned),
              })}
            </span>
          ) : (
            <span className={classes.rate}>
              {run.passRate === null ? t("tests.list.noRate") : formatPercent(run.passRate)}
              {run.passInterval !== null && (
                <span className={classes.interval}> ({formatInterval(run.passInterval)})</span>
              )}
            </span>
          )}
          <span className={classes.cost}>{formatCost(run.costUsd)}</span>
        </span>
      </button>
    </li>
  );
});
