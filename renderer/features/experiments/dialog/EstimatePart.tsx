import { useTranslation } from "react-i18next";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import { simulatorProvider, splitModelRef } from "#shared/model/model-ref.ts";
import { errorText } from "../../../i18n/error-text.ts";
import classes from "../../../ui/EstimateFrame.module.css";
import { EstimateFrame } from "../../../ui/EstimateFrame.tsx";
import { formatCost, formatNumber } from "../../../ui/format.ts";
import { AdvisedCases } from "./AdvisedCases.tsx";
import type { Estimate, ExperimentFields } from "./experiment-wish.ts";

interface Props {
  fields: ExperimentFields;
  estimate: Estimate | null;
  isCurrent: boolean;
  failure: unknown;
  /** There is enough in the form for an estimate. */
  isAsked: boolean;
}

/** What the comparison will take and what it will be able to tell, before anything is called. */
export function EstimatePart({ fields, estimate, isCurrent, failure, isAsked }: Props) {
  const { t } = useTranslation();
  return (
    <EstimateFrame
      title={t("compare.dialog.estimate.title")}
      isWaiting={isAsked && !isCurrent}
      isOld={!isCurrent}
      failure={fields.on === "runs" ? null : failure}
      isTall
    >
      {fields.on === "runs" ? (
        <p className={classes.note}>{t("compare.dialog.estimate.fromRuns")}</p>
      ) : estimate === null ? (
        <p className={classes.note}>
          {t(isAsked ? "compare.dialog.refusal.estimating" : "compare.dialog.estimate.waiting")}
        </p>
      ) : (
        <Figures fields={fields} estimate={estimate} />
      )}
    </EstimateFrame>
  );
}

function Figures({ fields, estimate }: { fields: ExperimentFields; estimate: Estimate }) {
  const { t } = useTranslation();
  const { perArm, judgeCalls, recorded, unpriced } = estimate;
  const cap = typeof fields.maxCostUsd === "number" ? fields.maxCostUsd : null;
  const total = estimate.costUsd + estimate.judgeCostUsd;
  const isSimulated =
    perArm.length > 0 && perArm.every(({ model }) => splitModelRef(model).provider === simulatorProvider);
  const rows: [label: string, value: string][] = [
    [t("compare.dialog.estimate.cases"), formatNumber(estimate.cases)],
    [t("compare.dialog.estimate.calls"), formatNumber(estimate.calls)],
  ];
  if (judgeCalls > 0) rows.push([t("compare.dialog.estimate.judgeCalls"), formatNumber(judgeCalls)]);
  if (recorded > 0 || fields.mode !== "live")
    rows.push([t("compare.dialog.estimate.recorded"), formatNumber(recorded)]);
  return (
    <div className={classes.figures}>
      <AdvisedCases fields={fields} estimate={estimate} />
      <p className={classes.total}>
        <span>{t("compare.dialog.estimate.total")}</span>
        <strong>
          ≈ {formatCost(total)}
          {unpriced.length > 0 && " + ?"}
        </strong>
      </p>
      <dl className={classes.list}>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <dl className={classes.list} aria-label={t("compare.dialog.estimate.perArm")}>
        {perArm.map(({ model, calls, costUsd }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an arm is its place
          <div key={place}>
            <dt title={model}>
              {armLetter(place)} · {model} · {t("compare.dialog.estimate.armCalls", { count: calls })}
            </dt>
            <dd>{formatCost(costUsd)}</dd>
          </div>
        ))}
        {judgeCalls > 0 && (
          <div>
            <dt>{t("compare.dialog.estimate.judgeCost")}</dt>
            <dd>{formatCost(estimate.judgeCostUsd)}</dd>
          </div>
        )}
      </dl>
      {isSimulated && <p className={classes.note}>{t("compare.dialog.estimate.simulator")}</p>}
      {cap !== null && total > cap && (
        <p className={classes.warning}>{t("compare.dialog.estimate.overCap", { cap: formatCost(cap) })}</p>
      )}
      {unpriced.length > 0 && (
        <p className={classes.warning}>
          {t("compare.dialog.estimate.unpriced", {
            count: unpriced.length,
            names: unpriced.join(t("compare.listSeparator")),
          })}
        </p>
      )}
      {estimate.withoutChecks > 0 && ["pass", "score", "check"].includes(fields.metric.kind) && (
        <p className={classes.warning}>
          {estimate.withoutChecks >= estimate.cases
            ? t("compare.dialog.estimate.allWithoutChecks")
            : t("compare.dialog.estimate.withoutChecks", { count: estimate.withoutChecks })}
        </p>
      )}
      {estimate.problemCount > 0 && <Problems estimate={estimate} />}
    </div>
  );
}

function Problems({ estimate }: { estimate: Estimate }) {
  const { t } = useTranslation();
  const { problems, problemCount } = estimate;
  return (
    <div className={classes.warning}>
      {t("compare.dialog.estimate.problems", { count: problemCount })}
      <ul>
        {problems.map(({ arm, caseIndex, caseName, error }) => (
          <li key={`${arm} ${caseIndex}`}>
            {armLetter(arm)} ·{" "}
            {caseName === ""
              ? t("compare.dialog.estimate.caseNumber", { number: formatNumber(caseIndex + 1) })
              : caseName}
            : {errorText(error).message}
          </li>
        ))}
        {problemCount > problems.length && (
          <li>
            {t("compare.dialog.estimate.moreProblems", {
              amount: formatNumber(problemCount - problems.length),
            })}
          </li>
        )}
      </ul>
    </div>
  );
}
