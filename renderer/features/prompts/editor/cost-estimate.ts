import type { ChatMessage, PromptContent, VariableValues } from "#shared/model/content.ts";
import type { Price } from "#shared/model/provider.ts";
import { estimateMessages, estimateTokens } from "#shared/text/tokens.ts";
import { readWrittenOut } from "#shared/text/write-out-snippets.ts";

export interface CostEstimate {
  inputTokens: number;
  /** The most the reply may have, or what a reply typically has where no limit is set. */
  outputTokens: number;
  outputIsLimit: boolean;
  /** US dollars; null: the price is unknown. */
  costUsd: number | null;
}

/** Output tokens of a middling chat reply; only an order of magnitude is meant. */
const typicalOutputTokens = 300;

/** Tools and the reply's schema are sent along with the messages and charged as input. */
export function estimateInputTokens(
  messages: readonly Pick<ChatMessage, "content">[],
  content: PromptContent,
): number {
  const extras = [
    ...(content.tools.length === 0 ? [] : [JSON.stringify(content.tools)]),
    ...(content.model.responseFormat === "json-schema" && content.outputSchema !== null
      ? [JSON.stringify(content.outputSchema)]
      : []),
  ];
  return estimateMessages(messages) + extras.reduce((sum, extra) => sum + estimateTokens(extra), 0);
}

export function estimateCost(
  inputTokens: number,
  maxTokens: number | undefined,
  price: Price | null,
): CostEstimate {
  const outputTokens = maxTokens ?? typicalOutputTokens;
  return {
    inputTokens,
    outputTokens,
    outputIsLimit: maxTokens !== undefined,
    costUsd:
      price === null
        ? null
        : (inputTokens * price.inputPerMillion + outputTokens * price.outputPerMillion) / 1_000_000,
  };
}

/** Before the messages can be formatted: the templates, with every value once. */
export function roughMessages(content: PromptContent, values: VariableValues): { content: string }[] {
  const templates = readWrittenOut(content).content.messages.map((message) => ({
    content: message.role === "history" ? "" : message.template,
  }));
  const given = Object.values(values).map((value) =>
    typeof value === "string" ? value : JSON.stringify(value),
  );
  return given.length === 0 ? templates : [...templates, { content: given.join("\n") }];
}
