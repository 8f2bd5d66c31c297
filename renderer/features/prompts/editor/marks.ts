import type { TFunction } from "i18next";
import type { PromptId } from "#shared/model/ids.ts";
import type { Finding } from "#shared/text/lint/finding.ts";
import type { RuleId } from "#shared/text/lint/rules.ts";
import type { TextMark } from "../../../ui/monaco/TemplateEditor.tsx";
import type { Edit } from "./content-edits.ts";
import { type Lint, muteRule } from "./lint-store.ts";
import { explainProblem } from "./problem-words.ts";
import { fixAllOf, quickFixesFor } from "./quick-fixes.ts";

/** These the editor does not see by itself: a text that stands elsewhere, or that is missing. */
const ofSnippets: ReadonlySet<RuleId> = new Set(["unknown-snippet", "snippet-cycle"]);

/** A message that is nothing but blanks has nothing to be underlined; the editor itself marks unknown names as they are typed. */
const notMarked: ReadonlySet<RuleId> = new Set(["empty-message", "unknown-variable"]);

/** What the text editor shows of the problems of one message. Errors of the template it finds and shows by itself, with each key. */
export function marksOf(
  t: TFunction,
  promptId: PromptId,
  problems: readonly Finding[],
  lint: Lint,
  onEdit: (edit: Edit) => void,
): TextMark[] {
  return problems.flatMap((problem): TextMark[] => {
    const { rule, level, place, data } = problem;
    if (place.in !== "message" || place.start === place.end) return [];
    const isElsewhere = data.snippet !== undefined || ofSnippets.has(rule);
    if (!isElsewhere && (level === "error" || notMarked.has(rule))) return [];
    return [
      {
        start: place.start,
        end: place.end,
        severity: level,
        rule,
        message: explainProblem(t, problem),
        fixes: () => {
          const all = fixAllOf(t, lint, rule);
          const fixes = [...quickFixesFor(t, lint.content, problem), ...(all === null ? [] : [all])];
          const pressed = fixes.map(({ title, edit }) => ({ title, perform: () => onEdit(edit) }));
          if (level === "error") return pressed;
          return [
            ...pressed,
            {
              title: t("editor.problems.muteNamed", { rule }),
              perform: () => void muteRule(promptId, rule),
            },
          ];
        },
      },
    ];
  });
}
