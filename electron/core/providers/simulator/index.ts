import { LatheError } from "#shared/contract/errors.ts";
import type { Limits } from "#shared/model/provider.ts";
import type { Reply } from "#shared/model/run.ts";
import { estimateMessages, estimateTokens } from "#shared/text/tokens.ts";
import type { Clock } from "../../ports.ts";
import type { ModelCallHooks, ModelRequest } from "../model-call.ts";
import { simulateReply } from "./simulate-reply.ts";
import { chunkMs, cutIntoChunks, slowPaceMs } from "./stream-chunks.ts";

export { simulatedMs } from "./stream-chunks.ts";

/**
 * All give the same reply: `default` at a reader's pace, `fast` without waiting, `slow` as a busy service would, for
 * trying out what happens while one waits, cancels or goes away.
 */
export const simulatorModels = ["default", "fast", "slow"] as const;

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
      message: `The simulator has the models ${simulatorModels.join(", ")}, and no ${model}. Choose one of them.`,
      details: { provider: "simulator", model },
    });
  }
  const { text, toolCalls, finishReason } = simulateReply(request);
  const chunks = model === "fast" ? [text].filter((whole) => whole !== "") : cutIntoChunks(text);
  for (const chunk of chunks) {
    if (model !== "fast") {
      await clock.sleep(model === "slow" ? slowPaceMs : chunkMs(chunks.length), hooks.signal);
    }
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
