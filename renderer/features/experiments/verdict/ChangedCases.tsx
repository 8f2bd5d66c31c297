import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import type { Comparison, Experiment } from "#shared/model/experiment.ts";
import { host } from "../../../host/host.ts";
import { formatNumber } from "../../../ui/format.ts";
import { useReading } from "../../../ui/use-reading.ts";
import { showRows } from "../experiments-view-store.ts";
import classes from "./ChangedCases.module.css";

/** How many of the broken cases are named here. */
const namedAtMost = 4;

/** The cases that B breaks, by name, and those that it fixes: regressions beat averages, so they come first. */
export function ChangedCases({ experiment, comparison }: { experiment: Experiment; comparison: Comparison }) {
  const { t } = useTranslation();
  const { experimentId, rounds } = experiment;
  const { a, b, broken, fixed, metric } = comparison;
  const read = (signal: AbortSignal) =>
    broken === null || broken === 0
      ? Promise.resolve(null)
      : host.call(
          "experiments.rows",
          { experimentId, versus: b, filter: { change: "broken" }, limit: namedAtMost },
          signal,
        );
  const { value } = useReading(`${experimentId} ${b} ${rounds.length} ${broken} ${fixed}`, read);
  if (broken === null || fixed === null) {
    return <p className={classes.note}>{t("compare.verdict.changes.notPaired")}</p>;
  }
  const isPass = metric.kind === "pass";
  const letters = { a: armLetter(a), b: armLetter(b) };
  const rows = value?.rows ?? [];
  return (
    <div className={classes.changes}>
      <Count
        kind="broken"
        amount={broken}
        label={t(`compare.verdict.changes.${isPass ? "broken" : "worse"}`, letters)}
        hint={t(`compare.verdict.changes.${isPass ? "brokenHint" : "worseHint"}`, letters)}
        versus={b}
      />
      <Count
        kind="fixed"
        amount={fixed}
        label={t(`compare.verdict.changes.${isPass ? "fixed" : "better"}`, letters)}
        hint={t(`compare.verdict.changes.${isPass ? "fixedHint" : "betterHint"}`, letters)}
        versus={b}
      />
      {broken === 0 ? (
        <p className={classes.names}>{t("compare.verdict.changes.noneBroken")}</p>
      ) : (
        <ul className={classes.names}>
          {rows.map(({ row, caseIndex, caseName, inputs }) => (
            <li key={row} title={caseName === "" ? inputs : caseName}>
              <IconArrowDown size={12} stroke={2} aria-hidden />
              <span>
                {caseName !== ""
                  ? caseName
                  : inputs !== ""
                    ? inputs
                    : t("compare.verdict.changes.caseNumber", { number: formatNumber(caseIndex + 1) })}
              </span>
            </li>
          ))}
          {rows.length > 0 && broken > rows.length && (
            <li className={classes.more}>
              {t("compare.verdict.changes.more", { amount: formatNumber(broken - rows.length) })}
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

interface CountProps {
  kind: "broken" | "fixed";
  amount: number;
  label: string;
  hint: string;
  versus: number;
}

function Count({ kind, amount, label, hint, versus }: CountProps) {
  const { t } = useTranslation();
  const Icon = kind === "broken" ? IconArrowDown : IconArrowUp;
  return (
    <button
      type="button"
      className={classes.count}
      data-kind={amount === 0 ? "none" : kind}
      disabled={amount === 0}
      title={
        amount === 0
          ? hint
          : `${hint}. ${t("compare.verdict.changes.show", { count: amount, amount: formatNumber(amount) })}`
      }
      onClick={() => showRows({ change: kind, versus })}
    >
      <span className={classes.label}>
        <Icon size={14} stroke={2} aria-hidden />
        {label}
      </span>
      <span className={classes.amount}>
        <strong>{formatNumber(amount)}</strong> {t("compare.verdict.changes.cases", { count: amount })}
      </span>
    </button>
  );
}
