import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { smallestEdit } from "../../../ui/monaco/text-changes.ts";
import { notifyError } from "../../../ui/notify.ts";
import { drafts } from "../draft-store.ts";
import type { Direction } from "../draft-undo.ts";
import { focusMessage, revealText, showTab } from "./editor-view-store.ts";

/**
 * Whether undo means the prompt: in its messages, and wherever nothing is typed. A field of another kind takes back its
 * own letters.
 */
export function isOutsideFields(focused: EventTarget | null): boolean {
  if (!(focused instanceof Element)) return true;
  if (focused.closest("[data-message-text] .monaco-editor") !== null) return true;
  return focused.closest("input, textarea, [contenteditable], .monaco-editor, [role=dialog]") === null;
}

/** Goes to the next state of the prompt, and shows what became different by it. */
export async function stepAndShow(promptId: PromptId, direction: Direction): Promise<void> {
  const before = drafts.draftOf(promptId)?.content;
  try {
    await (direction === "back" ? drafts.undo(promptId) : drafts.redo(promptId));
  } catch (error) {
    notifyError(error);
    return;
  }
  const after = drafts.draftOf(promptId)?.content;
  if (before === undefined || after === undefined || before === after) return;
  showChange(promptId, before, after);
}

/** The cursor goes to a change of the text. One beside the text comes into view and leaves the keyboard where it is. */
function showChange(promptId: PromptId, before: PromptContent, after: PromptContent): void {
  const place = changedMessage(before, after);
  if (place === null) {
    if (before.variables !== after.variables) showTab("variables");
    else if (before.model !== after.model || before.outputSchema !== after.outputSchema) showTab("model");
    else if (before.tools !== after.tools) showTab("tools");
    return;
  }
  if (place.at === null) focusMessage(place.index);
  else revealText(promptId, place.index, place.at, place.at);
}

/** The first message that differs, and where its text does; null where the messages are the same. */
export function changedMessage(
  before: PromptContent,
  after: PromptContent,
): { index: number; at: number | null } | null {
  const count = Math.max(before.messages.length, after.messages.length);
  for (let index = 0; index < count; index += 1) {
    const was = before.messages[index];
    const is = after.messages[index];
    if (was === is) continue;
    const last = Math.max(0, after.messages.length - 1);
    const isSameCount = before.messages.length === after.messages.length;
    if (
      was === undefined ||
      is === undefined ||
      !isSameCount ||
      was.role === "history" ||
      is.role === "history"
    )
      return { index: Math.min(index, last), at: null };
    const edit = smallestEdit(was.template, is.template);
    return { index, at: edit === null ? null : edit.start + edit.text.length };
  }
  return null;
}
