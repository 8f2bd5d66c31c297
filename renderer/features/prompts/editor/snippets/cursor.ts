import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";

/** A place in a message; UTF-16 offsets. */
export interface Cursor {
  index: number;
  start: number;
  end: number;
}

/** Not a store: nothing is drawn when the cursor moves, it is asked for when a snippet is to be put in. */
let last: (Cursor & { promptId: PromptId }) | null = null;

export function rememberCursor(promptId: PromptId, index: number, start: number, end: number): void {
  last = { promptId, index, start, end };
}

/** A snippet is to be put into this message: where the cursor was in it, or else at its end. */
export function standIn(promptId: PromptId, index: number, end: number): void {
  if (last?.promptId !== promptId || last.index !== index) last = { promptId, index, start: end, end };
}

/** Where the cursor of this prompt was last, within the text as it is now; else the end of the first message with a text. */
export function cursorIn(promptId: PromptId, { messages }: PromptContent): Cursor | null {
  const known = last?.promptId === promptId ? last : null;
  const at = known === null ? undefined : messages[known.index];
  if (known !== null && at !== undefined && at.role !== "history") {
    const end = Math.min(known.end, at.template.length);
    return { index: known.index, start: Math.min(known.start, end), end };
  }
  const index = messages.findIndex(({ role }) => role !== "history");
  const first = messages[index];
  if (first === undefined || first.role === "history") return null;
  return { index, start: first.template.length, end: first.template.length };
}

/** What is selected there; empty where nothing is. */
export function selectedText({ messages }: PromptContent, { index, start, end }: Cursor): string {
  const message = messages[index];
  return message === undefined || message.role === "history" ? "" : message.template.slice(start, end);
}
