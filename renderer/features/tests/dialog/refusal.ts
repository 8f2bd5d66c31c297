import type { TFunction } from "i18next";
import type { Estimate, TestFields } from "./test-wish.ts";
import { badModel } from "./test-wish.ts";

interface Seen {
  fields: TestFields;
  estimate: Estimate | null;
  isCurrent: boolean;
  hasFailed: boolean;
}

/** Why the test cannot be started as it is asked for; null: it can. */
export function refusalOf(t: TFunction, { fields, estimate, isCurrent, hasFailed }: Seen): string | null {
  if (fields.promptId === null) return t("tests.dialog.refusal.prompt");
  if (fields.suiteId === null) return t("tests.dialog.refusal.suite");
  if (badModel(fields) !== null) return t("tests.dialog.refusal.model");
  if (!isCurrent) return t("tests.dialog.refusal.estimating");
  if (hasFailed || estimate === null) return t("tests.dialog.refusal.failed");
  if (estimate.cases === 0) {
    const isNarrowed = fields.tags.length + fields.splits.length > 0;
    return t(isNarrowed ? "tests.dialog.refusal.noneLeft" : "tests.dialog.refusal.noCases");
  }
  if (estimate.problemCount >= estimate.cases) return t("tests.dialog.refusal.allProblems");
  return null;
}
