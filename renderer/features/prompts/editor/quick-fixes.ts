import type { TFunction } from "i18next";
import type { PromptContent } from "#shared/model/content.ts";
import type { Finding } from "#shared/text/lint/finding.ts";
import { type Fix, fixAll, fixesFor } from "#shared/text/lint/fixes.ts";
import { lintContent } from "#shared/text/lint/lint.ts";
import type { Edit } from "./content-edits.ts";
import type { Lint } from "./lint-store.ts";

export interface QuickFix {
  title: string;
  edit: Edit;
}

/** What a press can do about a problem, the likeliest first; empty where only thinking helps. */
export function quickFixesFor(t: TFunction, content: PromptContent, problem: Finding): QuickFix[] {
  return fixesFor(content, problem).map((fix) => ({
    title: t(`editor.fix.${fix.kind}`, { name: fix.name }),
    edit: (now) => (now === content ? fix.apply(now) : applyMoved(now, problem, fix)),
  }));
}

/** All problems of a rule at one press, where there is more than one and a safe fix for them. */
export function fixAllOf(t: TFunction, { content, findings }: Lint, rule: Finding["rule"]): QuickFix | null {
  const alike = findings.filter((finding) => finding.rule === rule);
  // A few tell it: with hundreds of them each fix would be made only to be counted.
  const mendable = alike
    .slice(0, 5)
    .filter((finding) => fixesFor(content, finding).some(({ isSafe }) => isSafe));
  if (mendable.length < 2) return null;
  return {
    title: t("editor.fixAll"),
    edit: (now) => fixAll(now, now === content ? alike : lintContent(now), rule),
  };
}

/** Something was typed between the reading and the press: the same problem is looked for where it is now. */
function applyMoved(now: PromptContent, problem: Finding, { kind, name }: Fix): PromptContent {
  const startOf = ({ place }: Finding) => (place.in === "message" ? place.start : 0);
  const [nearest] = lintContent(now)
    .filter((finding) => isAlike(finding, problem))
    .sort((a, b) => Math.abs(startOf(a) - startOf(problem)) - Math.abs(startOf(b) - startOf(problem)));
  if (nearest === undefined) return now;
  const fix = fixesFor(now, nearest).find((offered) => offered.kind === kind && offered.name === name);
  return fix?.apply(now) ?? now;
}

const isAlike = (a: Finding, b: Finding): boolean =>
  a.rule === b.rule &&
  a.place.in === b.place.in &&
  a.place.index === b.place.index &&
  JSON.stringify(a.data) === JSON.stringify(b.data);
