import { useEffect, useMemo, useState } from "react";
import type { PromptContent } from "#shared/model/content.ts";
import { charactersOf } from "../draft-undo.ts";

const pauseMs = 300;
const longText = 50_000;

/**
 * The content for whoever reads all of its text to say something about it: the messages of a long one come when the
 * typing pauses. Everything else is there at once, since it is edited in fields that show it.
 */
export function useSettled(content: PromptContent): PromptContent {
  const { templateFormat, messages, variables, model, tools, outputSchema, snippets } = content;
  const [paused, setPaused] = useState(messages);
  const isLong = charactersOf(content) > longText && messages.length === paused.length;
  useEffect(() => {
    const timer = setTimeout(() => setPaused(messages), pauseMs);
    return () => clearTimeout(timer);
  }, [messages]);
  const read = isLong ? paused : messages;
  return useMemo(() => {
    const settled = { templateFormat, messages: read, variables, model, tools, outputSchema };
    return snippets === undefined ? settled : { ...settled, snippets };
  }, [templateFormat, read, variables, model, tools, outputSchema, snippets]);
}
