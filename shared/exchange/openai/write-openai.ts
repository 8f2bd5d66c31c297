import { Notes } from "../chat.ts";
import { doubleBraceMessages, type PlainMessage, roleAtOpenai } from "../double-brace-messages.ts";
import { fileNameOf } from "../file-name.ts";
import type { FormatWriter } from "../found.ts";
import { readEitherBraces } from "../placeholders.ts";
import {
  loseAround,
  loseVariableDetails,
  modelName,
  refuseBroken,
  runnableSyntax,
  writtenOut,
} from "../target.ts";
import { openaiSettings } from "./request-settings.ts";

/**
 * A request to OpenAI's chat completions. The format holds filled-in texts; variables stay in them as `{{name}}`, which is
 * how OpenAI's own prompts write them, and whoever sends it has to fill them in. No value is put in: the file is the prompt
 * and not one run of it.
 */
export const writeOpenai: FormatWriter = (source) => {
  const notes = new Notes();
  const content = writtenOut(source, notes);
  const syntax = runnableSyntax(content, "OpenAI");
  refuseBroken(content);
  const { messages, names } = doubleBraceMessages(content, syntax, notes);
  tellAmbiguous(messages, names, notes);
  if (names.length > 0) notes.lose("not-filled-in", { names: names.join(", ") });
  loseAround(source, notes);
  loseVariableDetails(content, notes);
  const { model } = content.model;
  const request = {
    ...(model === undefined ? {} : { model: modelName(model, "openai", notes) }),
    messages: messages.flatMap((message) => {
      if (message.role !== "history") return [{ role: roleAtOpenai[message.role], content: message.text }];
      notes.lose("history-not-held", { name: message.name });
      return [];
    }),
    ...openaiSettings(content, notes),
  };
  return {
    files: [
      {
        name: fileNameOf(source.name, "openai.json"),
        mediaType: "application/json",
        text: `${JSON.stringify(request, null, 2)}\n`,
      },
    ],
    losses: notes.losses,
  };
};

/** Without a mark for what is a placeholder, text such as `{name}` is taken for one by whoever reads the file. */
function tellAmbiguous(messages: readonly PlainMessage[], names: readonly string[], notes: Notes): void {
  const texts = messages.map((message) => (message.role === "history" ? "" : message.text));
  if (readEitherBraces(texts).names.join() === names.join()) return;
  const message = texts.findIndex((text) => /[{}]/.test(text)) + 1;
  notes.lose("braces-ambiguous", { message });
}
