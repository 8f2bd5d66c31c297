import type { TFunction } from "i18next";

const longestName = 120;
const longestFolder = 200;
const longestTag = 40;

/** Why this cannot be a prompt's name, in words, or null. The same rules as the contract's. */
export function nameProblem(t: TFunction, name: string): string | null {
  const trimmed = name.trim();
  if (trimmed === "") return t("prompts.dialog.problem.nameMissing");
  if (trimmed.length > longestName) return t("prompts.dialog.problem.nameTooLong", { max: longestName });
  if (trimmed.includes("@")) return t("prompts.dialog.problem.nameAt");
  if (trimmed.startsWith("-")) return t("prompts.dialog.problem.nameDash");
  return null;
}

export const folderProblem = (t: TFunction, folder: string): string | null =>
  folder.trim().length > longestFolder
    ? t("prompts.dialog.problem.folderTooLong", { max: longestFolder })
    : null;

export const tagsProblem = (t: TFunction, tags: string[]): string | null =>
  tags.some((tag) => tag.trim().length > longestTag)
    ? t("prompts.dialog.problem.tagTooLong", { max: longestTag })
    : null;
