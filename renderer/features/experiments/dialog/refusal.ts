import type { TFunction } from "i18next";
import { badModel, type Estimate, type ExperimentFields, typedRows } from "./experiment-wish.ts";

interface Seen {
  fields: ExperimentFields;
  estimate: Estimate | null;
  isCurrent: boolean;
  hasFailed: boolean;
}

/** Why the comparison cannot be started as it is asked for; null: it can. */
export function refusalOf(t: TFunction, { fields, estimate, isCurrent, hasFailed }: Seen): string | null {
  if (fields.on === "runs") return fields.runs.length < 2 ? t("compare.dialog.refusal.runs") : null;
  if (fields.arms.some(({ promptId }) => promptId === null)) return t("compare.dialog.refusal.prompt");
  if (badModel(fields) !== null) return t("compare.dialog.refusal.model");
  if (fields.on === "suite" && fields.suiteId === null) return t("compare.dialog.refusal.suite");
  if (fields.on === "inputs" && typedRows(fields).length === 0) return t("compare.dialog.refusal.inputs");
  if (!isCurrent) return t("compare.dialog.refusal.estimating");
  if (hasFailed || estimate === null) return t("compare.dialog.refusal.failed");
  if (estimate.cases === 0) return t("compare.dialog.refusal.noCases");
  if (estimate.problemCount >= estimate.cases * fields.arms.length)
    return t("compare.dialog.refusal.allProblems");
  return null;
}
