import { useTranslation } from "react-i18next";
import { simulatorProvider, splitModelRef } from "#shared/model/model-ref.ts";
import { errorText } from "../../../i18n/error-text.ts";
import classes from "../../../ui/EstimateFrame.module.css";
import { EstimateFrame } from "../../../ui/EstimateFrame.tsx";
import { formatCost, formatNumber } from "../../../ui/format.ts";
import type { Estimate, TestFields } from "./test-wish.ts";

interface Props {
  fields: TestFields;
  estimate: Estimate | null;
  isCurrent: boolean;
  failure: unknown;
  /** There is enough in the form for an estimate. */
  isAsked: boolean;
}

/** What the test will take, before anything is called; unknown prices and cases that cannot run are said aloud. */
export function EstimatePart({ fields, estimate, isCurrent, failure, isAsked }: Props) {
  const { t } = useTranslation();
  return (
    <EstimateFrame
      title={t("tests.dialog.estimate.title")}
      isWaiting={isAsked && !isCurrent}
      isOld={!isCurrent}
      failure={failure}
    >
      {estimate === null ? (
        <p className={classes.note}>{t("tests.dialog.estimate.waiting")}</p>
      ) : (
        <Figures fields={fields} estimate={estimate} />
      )}
    </EstimateFrame>
  );
}

function Figures({ fields, estimate }: { fields: TestFields; estimate: Estimate }) {
  const { t } = useTranslation();
  const { perModel, judgeCalls, recorded, unpriced } = estimate;
  const cap = typeof fields.maxCostUsd === "number" ? fields.maxCostUsd : null;
  const total = estimate.costUsd + estimate.judgeCostUsd;
  const isSimulated =
    perModel.length > 0 && perModel.every(({ model }) => splitModelRef(model).provider === simulatorProvider);
  const rows: [label: string, value: string][] = [
    [t("tests.dialog.estimate.cases"), formatNumber(estimate.cases)],
    [t("tests.dialog.estimate.calls"), formatNumber(estimate.calls)],
  ];
  if (judgeCalls > 0) rows.push([t("tests.dialog.estimate.judgeCalls"), formatNumber(judgeCalls)]);
  if (recorded > 0 || fields.mode !== "live")
    rows.push([t("tests.dialog.estimate.recorded"), formatNumber(recorded)]);
  rows.push([
    t("tests.dialog.estimate.tokens"),
    `≈ ${formatNumber(estimate.inputTokens)} · ${formatNumber(estimate.outputTokens)}`,
  ]);
  return (
    <div className={classes.figures}>
      <p className={classes.total}>
        <span>{t("tests.dialog.estimate.total")}</span>
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
      <dl className={classes.list} aria-label={t("tests.dialog.estimate.perModel")}>
        {perModel.map(({ model, calls, costUsd }) => (
          <div key={model}>
            <dt title={model}>
              {model} · {t("tests.dialog.estimate.modelCalls", { count: calls })}
            </dt>
            <dd>{formatCost(costUsd)}</dd>
          </div>
        ))}
        {judgeCalls > 0 && (
          <div>
            <dt>
              {t("tests.dialog.estimate.judgeCost")} ·{" "}
              {t("tests.dialog.estimate.modelCalls", { count: judgeCalls })}
            </dt>
            <dd>{formatCost(estimate.judgeCostUsd)}</dd>
          </div>
        )}
      </dl>
      {isSimulated && <p className={classes.note}>{t("tests.dialog.estimate.simulator")}</p>}
      {cap !== null && total > cap && (
        <p className={classes.warning}>{t("tests.dialog.estimate.overCap", { cap: formatCost(cap) })}</p>
      )}
      {unpriced.length > 0 && (
        <p className={classes.warning}>
          {t("tests.dialog.estimate.unpriced", {
            count: unpriced.length,
            names: unpriced.join(t("tests.listSeparator")),
          })}
        </p>
      )}
      {estimate.withoutChecks > 0 && (
        <p className={classes.warning}>
          {estimate.withoutChecks >= estimate.cases
            ? t("tests.dialog.estimate.allWithoutChecks")
            : t("tests.dialog.estimate.withoutChecks", { count: estimate.withoutChecks })}
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
      {t("tests.dialog.estimate.problems", { count: problemCount })}
      <ul>
        {problems.map(({ caseIndex, caseName, error }) => (
          <li key={caseIndex}>
            {caseName === ""
              ? t("tests.results.caseNumber", { number: formatNumber(caseIndex + 1) })
              : caseName}
            : {errorText(error).message}
          </li>
        ))}
        {problemCount > problems.length && (
          <li>
            {t("tests.dialog.estimate.moreProblems", {
              amount: formatNumber(problemCount - problems.length),
            })}
          </li>
        )}
      </ul>
    </div>
  );
}
