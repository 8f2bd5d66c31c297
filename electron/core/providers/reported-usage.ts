import type { FinishReason, Usage } from "#shared/model/run.ts";

/** More than any model reads or writes in one call. */
const absurd = 100_000_000;

/**
 * The token counts of an OpenAI-style `usage` object, or null where they are missing, negative, fractional or contradict
 * themselves: a count that cannot be trusted must not become a cost.
 */
export function readUsage(raw: unknown, replied: boolean): Usage | null {
  const usage = (raw ?? {}) as Record<string, Record<string, unknown> | unknown>;
  const detail = (part: string, name: string) =>
    (usage[part] as Record<string, unknown> | null | undefined)?.[name];
  const inputTokens = usage.prompt_tokens;
  const outputTokens = usage.completion_tokens;
  const cachedInputTokens =
    detail("prompt_tokens_details", "cached_tokens") ?? usage.prompt_cache_hit_tokens ?? 0;
  const reasoningTokens = detail("completion_tokens_details", "reasoning_tokens") ?? 0;
  const counts = [inputTokens, cachedInputTokens, outputTokens, reasoningTokens];
  if (!counts.every(isCount)) return null;
  const [input, cached, output, reasoning] = counts as [number, number, number, number];
  const whole = wholeOutput(input, output, reasoning, usage.total_tokens);
  if (whole === null || cached > input || reasoning > whole) return null;
  if (input === 0 || (replied && whole === 0)) return null;
  return {
    inputTokens: input,
    cachedInputTokens: cached,
    outputTokens: whole,
    reasoningTokens: reasoning,
  };
}

/**
 * The output with its reasoning. For OpenAI the one is part of the other; some others count it beside, which shows in
 * their total. A total that is neither holds tokens that nobody can price: null.
 */
function wholeOutput(input: number, output: number, reasoning: number, total: unknown): number | null {
  if (!isCount(total) || total === 0 || total === input + output) return output;
  return total === input + output + reasoning ? output + reasoning : null;
}

const isCount = (value: unknown): boolean =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= absurd;

const finishReasons: Record<string, FinishReason> = {
  stop: "stop",
  end_turn: "stop",
  eos: "stop",
  length: "length",
  max_tokens: "length",
  content_filter: "content-filter",
  tool_calls: "tool-calls",
  function_call: "tool-calls",
};

export const readFinishReason = (raw: string): FinishReason =>
  Object.hasOwn(finishReasons, raw) ? (finishReasons[raw] as FinishReason) : "unknown";
