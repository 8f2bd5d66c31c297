import { useMemo } from "react";
import type { PromptContent, VariableValues } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { checkContent, isBlocking } from "#shared/text/check-content.ts";
import { missingValues } from "#shared/text/variable-value.ts";
import { useSettings } from "../../../host/settings-store.ts";
import { drafts, useDraft } from "../draft-store.ts";
import { appendReply } from "./content-edits.ts";
import { focusDefinition, focusMessage, focusValue } from "./editor-view-store.ts";
import { values as typedValues, useValues } from "./values-store.ts";

export interface RunInput {
  content: PromptContent;
  values: VariableValues;
  /** The names that still need a value. */
  missing: string[];
  /** Faults that keep the prompt from being formatted. */
  faults: number;
}

/** Everything a panel of runs needs to know of the prompt that is being edited, as properties for it. */
export function useRunBinding(promptId: PromptId) {
  const defaultModel = useSettings((state) => state.defaultModel);
  const entry = useDraft(promptId);
  const content = entry.kind === "open" ? entry.draft.content : null;
  const values = useValues(promptId);
  const subject = useMemo(() => ({ content, values }), [content, values]);
  const verbs = useMemo(
    () => ({
      promptId,
      /** The words and values as they stand at the moment of the press; null while the prompt is not open. */
      getRunInput: (): RunInput | null => {
        const content = drafts.draftOf(promptId)?.content;
        if (content === undefined) return null;
        void typedValues.saveNow();
        const values = typedValues.valuesOf(promptId);
        const faults = checkContent(content).filter(isBlocking).length;
        return { content, values, missing: missingValues(content, values), faults };
      },
      onMissing: (names: readonly string[]) => {
        if (names[0] !== undefined) focusValue(names[0]);
      },
      onFaults: () => showFirstFault(promptId),
      onUseReply: (text: string) => {
        drafts.edit(promptId, appendReply(text));
        focusMessage((drafts.draftOf(promptId)?.content.messages.length ?? 1) - 1);
      },
    }),
    [promptId],
  );
  return { ...verbs, subject, modelLabel: content?.model.model ?? defaultModel };
}

function showFirstFault(promptId: PromptId): void {
  const content = drafts.draftOf(promptId)?.content;
  const place = content === undefined ? undefined : checkContent(content).find(isBlocking)?.place;
  if (place?.in === "message") focusMessage(place.index);
  else if (place !== undefined) focusDefinition(content?.variables[place.index]?.name ?? "");
}
