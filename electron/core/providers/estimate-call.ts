import { estimateMessages } from "#shared/text/tokens.ts";
import type { ModelRequest } from "./model-call.ts";

/** What an answer is taken to need where the prompt sets no limit, until the provider has counted it. */
export const usualAnswerTokens = 500;

/** About how many tokens a call will use, input and answer. */
export const estimateCallTokens = ({ messages, settings }: ModelRequest): number =>
  estimateMessages(messages) + (settings.maxTokens ?? usualAnswerTokens);
