import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { ExperimentSummary } from "#shared/model/experiment.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { formatNumber } from "../../../ui/format.ts";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { stateLook } from "../../../ui/verdict-look.ts";
import { comparisonName } from "../arm-words.ts";
import { verdictWordLook } from "../verdict/verdict-look.ts";
import classes from "./ExperimentList.module.css";
import { shortVerdict } from "./short-verdict.ts";

interface Props {
  experiment: ExperimentSummary;
  isChosen: boolean;
  onChoose: (experimentId: ExperimentId) => void;
}

export const ExperimentLine = memo(function ExperimentLine({ experiment, isChosen, onChoose }: Props) {
  const { t } = useTranslation();
  const { experimentId, arms, state, verdicts } = experiment;
  // A pause is no end: no verdict before it.
  const isUnderWay = state === "running" || state === "paused";
  const name = comparisonName(t, arms);
  return (
    <li className={classes.line} data-experiment={experimentId} data-state={state}>
      <button
        type="button"
        className={classes.open}
        aria-current={isChosen}
        onClick={() => onChoose(experimentId)}
      >
        <strong className={classes.name} title={name}>
          {name}
        </strong>
        <span className={classes.second}>
          <span className={classes.suite} title={experiment.suiteName}>
            {experiment.isTyped ? t("compare.list.typed") : experiment.suiteName}
          </span>
          {experiment.simulated && <span className={classes.sign}>{t("compare.head.simulator")}</span>}
          <RelativeTime at={experiment.createdAt} className={classes.when} />
        </span>
        <span className={classes.third}>
          {state !== "done" && (
            <StatusBadge status={stateLook[state]} label={t(`tests.state.${state}`)} plain />
          )}
          {isUnderWay ? (
            <span>
              {t("compare.list.progress", {
                done: formatNumber(experiment.ended),
                planned: formatNumber(experiment.planned),
              })}
            </span>
          ) : verdicts.length === 0 ? (
            <span>{t("compare.list.nothingToRead")}</span>
          ) : (
            verdicts.map((verdict) => (
              <StatusBadge
                key={verdict.b}
                {...verdictWordLook[verdict.verdict]}
                label={shortVerdict(t, verdict, experiment)}
                plain
              />
            ))
          )}
        </span>
      </button>
    </li>
  );
});
