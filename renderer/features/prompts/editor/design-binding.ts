import { useMemo } from "react";
import type { PromptContent, TemplateFormat } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { Finding } from "#shared/text/lint/finding.ts";
import { isRuleId } from "#shared/text/lint/rules.ts";
import { i18n } from "../../../i18n/i18n.ts";
import { drafts, useDraft } from "../draft-store.ts";
import { focusDefinition, focusMessage, focusValue } from "./editor-view-store.ts";
import { explainProblem } from "./problem-words.ts";
import { withSnippetTexts } from "./snippets/included.ts";
import { switchFormat } from "./template-conversion.ts";
import { values as typedValues } from "./values-store.ts";

/** Everything that the spec of a prompt needs to know of its draft, and what it may do to it. */
export function useDesignBinding(promptId: PromptId) {
  const entry = useDraft(promptId);
  const content = entry.kind === "open" ? entry.draft.content : null;
  const verbs = useMemo(
    () => ({
      contentNow: () => drafts.draftOf(promptId)?.content ?? null,
      edit: (edit: (content: PromptContent) => PromptContent, group?: string) =>
        drafts.edit(promptId, withSnippetTexts(edit), group),
      flush: () => drafts.flush(promptId),
      valuesNow: () => typedValues.valuesOf(promptId),
      showMessage: focusMessage,
      showValue: focusValue,
      showVariable: focusDefinition,
      /** What a rule of the linter found; null: there is no such rule. */
      explainLint: (rule: string, data: Finding["data"]): string | null =>
        isRuleId(rule) ? explainProblem(i18n.t, { rule, data }) : null,
      inFormat: (content: PromptContent, format: TemplateFormat) => switchFormat(content, format).content,
    }),
    [promptId],
  );
  return useMemo(() => ({ ...verbs, content }), [verbs, content]);
}
