import type { Price } from "./provider.ts";
import type { Usage } from "./run.ts";

/**
 * What a call cost, in US dollars. Cached tokens are part of the input and reasoning tokens part of the output: each is
 * charged once, at its own price where there is one.
 */
export function costOf(usage: Usage, price: Price): number {
  const freshInput = usage.inputTokens - usage.cachedInputTokens;
  const answer = usage.outputTokens - usage.reasoningTokens;
  const perMillion =
    freshInput * price.inputPerMillion +
    usage.cachedInputTokens * (price.cachedInputPerMillion ?? price.inputPerMillion) +
    answer * price.outputPerMillion +
    usage.reasoningTokens * (price.reasoningPerMillion ?? price.outputPerMillion);
  return perMillion / 1_000_000;
}
