import type { PromptId } from "#shared/model/ids.ts";
import {
  focusDefinition,
  focusMessage,
  focusTool,
  revealText,
  showTab,
} from "../editor/editor-view-store.ts";
import type { FoundMatch } from "./find-store.ts";

export type OpenPrompt = (promptId: PromptId, view: "edit" | "history") => void;

/** Opens the prompt with the match selected. A version's text is not the draft's: there it is the history that opens. */
export function showMatch({ group, match }: FoundMatch, open: OpenPrompt): void {
  const { promptId, version } = group;
  const { place, start, end } = match;
  if (version !== null) {
    open(promptId, "history");
    return;
  }
  open(promptId, "edit");
  if (place.in === "message") revealText(promptId, place.index, start, end);
  else if (place.in === "history") focusMessage(place.index);
  else if (place.in === "variable") focusDefinition(place.name);
  else if (place.in === "tool") {
    showTab("tools");
    focusTool(place.index);
  }
}
