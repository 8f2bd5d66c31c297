import { useEffect, useState } from "react";
import { isCancelled } from "#shared/contract/errors.ts";
import type { ChatMessage, PromptContent, VariableValues } from "#shared/model/content.ts";
import { host } from "../../../host/host.ts";
import { charactersOf } from "../draft-undo.ts";

export interface Formatted {
  /** The messages as a model would receive them; null while they cannot be made. */
  messages: ChatMessage[] | null;
  error: unknown;
  /** What was formatted, a moment after the last key: what takes its time is derived from this. */
  content: PromptContent;
  values: VariableValues;
}

const idleMs = 250;
/** A long text takes a while on its way, and is not sent between two words. */
const longIdleMs = 1_200;
const longText = 100_000;

/** The formatted messages, a moment after the last key. The last answer stays until there is a newer one. */
export function useFormatted(content: PromptContent, values: VariableValues): Formatted {
  const [formatted, setFormatted] = useState<Formatted>({ messages: null, error: null, content, values });
  useEffect(() => {
    const leaving = new AbortController();
    const timer = setTimeout(
      async () => {
        try {
          const { messages } = await host.call("prompts.format", { content, values }, leaving.signal);
          if (!leaving.signal.aborted) setFormatted({ messages, error: null, content, values });
        } catch (error) {
          if (!leaving.signal.aborted && !isCancelled(error))
            setFormatted({ messages: null, error, content, values });
        }
      },
      charactersOf(content) > longText ? longIdleMs : idleMs,
    );
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [content, values]);
  return formatted;
}
