import type { MessageRole, PromptContent, RunnableFormat } from "../model/content.ts";
import type { Notes } from "./chat.ts";
import { toDoubleBraces } from "./placeholders.ts";

export type PlainMessage = { role: MessageRole; text: string } | { role: "history"; name: string };

/** The messages with their variables as `{{name}}`, for formats that know nothing else; what they lose is told. */
export function doubleBraceMessages(
  { messages }: PromptContent,
  syntax: RunnableFormat,
  notes: Notes,
): { messages: PlainMessage[]; names: string[] } {
  const names = new Set<string>();
  const written = messages.map((message, index): PlainMessage => {
    if (message.role === "history") return { role: "history", name: message.variable };
    const read = toDoubleBraces(message.template, syntax);
    for (const name of read.names) names.add(name);
    if (read.ambiguous) notes.lose("braces-ambiguous", { message: index + 1 });
    if (read.sections) notes.lose("sections-not-held", { message: index + 1 });
    return { role: message.role, text: read.text };
  });
  return { messages: written, names: [...names] };
}

export const roleAtOpenai = { system: "system", human: "user", ai: "assistant" } as const;
