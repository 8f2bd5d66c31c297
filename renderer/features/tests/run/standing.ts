import type { TFunction } from "i18next";
import type { TestRun } from "#shared/model/test-run.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { formatCost, formatNumber } from "../../../ui/format.ts";
import { formatInterval, formatPercent } from "../../../ui/format-rate.ts";
import type { Status } from "../../../ui/StatusBadge.tsx";

type Stood = Pick<TestRun, "state" | "counts" | "passRate" | "passInterval" | "plan" | "error">;

/** Attempts that have come to an end, whatever it was. */
export const doneOf = ({ counts }: Pick<TestRun, "counts">): number =>
  counts.passed + counts.failed + counts.errored + counts.unscored;

/** Its calls are not all made, and none is under way. */
export const isIncomplete = (run: Pick<TestRun, "state" | "counts">): boolean =>
  run.state !== "running" && (run.state !== "done" || doneOf(run) < run.counts.planned);

/** A run that is incomplete or has errors is never green, however well the rest did. */
export function statusOf(run: Pick<TestRun, "state" | "counts">): Status {
  const { passed, failed, errored, unscored } = run.counts;
  if (run.state === "running") return "running";
  if (run.state === "halted") return "danger";
  if (failed > 0) return "danger";
  if (isIncomplete(run) || errored > 0) return "warning";
  return passed > 0 && unscored === 0 ? "success" : passed > 0 ? "info" : "neutral";
}

/** The verdict in one sentence. Errors and what is unscored are no part of its rate. */
export function headlineOf(t: TFunction, run: Stood): string {
  const { passed, failed, errored, unscored } = run.counts;
  const judged = passed + failed;
  if (judged > 0) {
    const figures = {
      passed: formatNumber(passed),
      judged: formatNumber(judged),
      rate: formatPercent(run.passRate ?? passed / judged),
    };
    return run.passInterval === null
      ? t("tests.run.headline.rate", figures)
      : t("tests.run.headline.rateInterval", { ...figures, interval: formatInterval(run.passInterval) });
  }
  if (run.state === "running") return t("tests.run.headline.nothingYet");
  if (unscored > 0) return t("tests.run.headline.nothingScored");
  return errored > 0
    ? t("tests.run.headline.allErrors", { count: errored })
    : t("tests.run.headline.nothingDone");
}

/** What else has to be known to read the headline right, and what can be done; one sentence each. */
export function remarksOf(t: TFunction, run: Stood): string[] {
  const figures = {
    done: formatNumber(doneOf(run)),
    planned: formatNumber(run.counts.planned),
    cap: formatCost(run.plan.maxCostUsd),
    reason: run.error === null ? "" : errorText(run.error).message,
  };
  const remarks: string[] = [];
  if (run.state !== "running" && run.state !== "done") {
    remarks.push(t(`tests.run.remark.${run.state}`, figures));
  }
  const { passed, failed, errored, unscored } = run.counts;
  if (errored > 0 && passed + failed > 0) remarks.push(t("tests.run.remark.errors", { count: errored }));
  if (unscored > 0 && passed + failed > 0) remarks.push(t("tests.run.remark.unscored", { count: unscored }));
  return remarks;
}
