import { Notes } from "../chat.ts";
import { doubleBraceMessages, roleAtOpenai } from "../double-brace-messages.ts";
import { fileNameOf } from "../file-name.ts";
import type { FormatWriter } from "../found.ts";
import { openaiSettings } from "../openai/request-settings.ts";
import { loseAround, loseVariableDetails, refuseBroken, runnableSyntax, writtenOut } from "../target.ts";

/** The body with which Langfuse's API creates a prompt; it holds no label, so nothing that is live is moved by it. */
export const writeLangfuse: FormatWriter = (source) => {
  const notes = new Notes();
  const content = writtenOut(source, notes);
  const syntax = runnableSyntax(content, "Langfuse");
  refuseBroken(content);
  const { messages } = doubleBraceMessages(content, syntax, notes);
  for (const message of content.messages)
    if (message.role === "history" && !message.optional)
      notes.lose("optional-not-held", { name: message.variable });
  loseAround(source, notes, { tags: true, message: true });
  loseVariableDetails(content, notes);
  const [only] = messages;
  const isText = messages.length === 1 && only?.role === "human";
  const { name, tags, message } = source;
  const prompt = {
    name,
    type: isText ? "text" : "chat",
    prompt: isText
      ? only.text
      : messages.map((one) =>
          one.role === "history"
            ? { type: "placeholder", name: one.name }
            : { role: roleAtOpenai[one.role], content: one.text },
        ),
    config: { ...modelOf(content.model.model), ...openaiSettings(content, notes) },
    labels: [],
    tags,
    ...(message === "" ? {} : { commitMessage: message }),
  };
  return {
    files: [
      {
        name: fileNameOf(name, "langfuse.json"),
        mediaType: "application/json",
        text: `${JSON.stringify(prompt, null, 2)}\n`,
      },
    ],
    losses: notes.losses,
  };
};

/** The config is the user's own: who answers has a place in it. */
function modelOf(model: string | undefined): { provider?: string; model?: string } {
  if (model === undefined) return {};
  const at = model.indexOf("/");
  const provider = model.slice(0, at);
  return { ...(provider === "openai" ? {} : { provider }), model: model.slice(at + 1) };
}
