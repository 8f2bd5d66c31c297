import { LatheError } from "#shared/contract/errors.ts";
import type { Limits } from "#shared/model/provider.ts";
import type { Reply } from "#shared/model/run.ts";
import { estimateMessages, estimateTokens } from "#shared/text/tokens.ts";
import type { Clock } from "../../ports.ts";
import type { ModelCallHooks, ModelRequest } from "../model-call.ts";
import { simulateReply } from "./simulate-reply.ts";
import { chunkMs, cutIntoChunks } from "./stream-chunks.ts";

/** `default` streams at a reader's pace; `fast` gives the same reply without waiting. */
export const simulatorModels = ["default", "fast"] as const;

export const simulatorLimits: Limits = { concurrency: 64, requestsPerMinute: null, tokensPerMinute: null };

/**
 * The built-in model: no key, no network, no clock and no chance in what it says. Its tokens are counted with Lathe's own
 * estimate, which is this model's tokenizer.
 */
export async function callSimulator(
  model: string,
  request: ModelRequest,
  clock: Clock,
  hooks: Pick<ModelCallHooks, "signal" | "onText">,
): Promise<Reply> {
  if (!(simulatorModels as readonly string[]).includes(model)) {
    throw new LatheError({
      code: "providers.model-not-found",
      message: `The simulator has the models ${simulatorModels.join(" and ")}, and no ${model}. Choose one of them.`,
      details: { provider: "simulator", model },
    });
  }
  const { text, toolCalls, finishReason } = simulateReply(request);
  const chunks = model === "fast" ? [text].filter((whole) => whole !== "") : cutIntoChunks(text);
  for (const chunk of chunks) {
    if (model === "default") await clock.sleep(chunkMs(chunks.length), hooks.signal);
    hooks.signal.throwIfAborted();
    hooks.onText(chunk);
  }
  const called = toolCalls.map((call) => call.name + call.arguments).join("");
  return {
    text,
    toolCalls,
    finishReason,
    usage: {
      inputTokens: Math.max(1, estimateMessages(request.messages)),
      cachedInputTokens: 0,
      outputTokens: estimateTokens(text + called),
      reasoningTokens: 0,
    },
  };
}
