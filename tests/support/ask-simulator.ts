import type { ModelRequest } from "#core/providers/model-call.ts";
import { simulateReply } from "#core/providers/simulator/simulate-reply.ts";

type Prompt = string | [system: string, human: string];

export function request(text: Prompt, more: Partial<ModelRequest> = {}): ModelRequest {
  const [system, human] = typeof text === "string" ? [null, text] : text;
  return {
    model: "simulator/fast",
    messages: [
      ...(system === null ? [] : [{ role: "system" as const, content: system }]),
      { role: "human", content: human },
    ],
    settings: {},
    tools: [],
    outputSchema: null,
    repeatIndex: 0,
    ...more,
  };
}

export const reply = (text: Prompt, more: Partial<ModelRequest> = {}) => simulateReply(request(text, more));

export const say = (text: Prompt, more: Partial<ModelRequest> = {}): string => reply(text, more).text;

/** Fails where the reply is not JSON and nothing else. */
export const askForJson = (text: Prompt, more: Partial<ModelRequest> = {}) => JSON.parse(say(text, more));
