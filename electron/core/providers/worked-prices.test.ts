import { expect, it } from "vitest";
import { costOf } from "#shared/model/cost.ts";
import type { Price } from "#shared/model/provider.ts";
import { readUsage } from "./reported-usage.ts";

const asOf = "2026-11-24";
const perMillion = 1_000_000;

/** What a provider sent, what a model costs, and the bill worked out by hand, line by line. */
const examples: [what: string, sent: Record<string, unknown>, price: Price, bill: number][] = [
  [
    "OpenAI: cached tokens are part of the input, reasoning tokens part of the output",
    {
      prompt_tokens: 2_006,
      completion_tokens: 1_300,
      total_tokens: 3_306,
      prompt_tokens_details: { cached_tokens: 1_920, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 1_024, accepted_prediction_tokens: 0 },
    },
    { inputPerMillion: 1.25, cachedInputPerMillion: 0.125, outputPerMillion: 10, asOf },
    // 86 fresh + 1,920 cached = 2,006 in; the 1,024 of reasoning are charged once, as 1,024 of the 1,300 out.
    (86 * 1.25 + 1_920 * 0.125 + 1_300 * 10) / perMillion,
  ],
  [
    "DeepSeek: hits of the cache stand beside the details, and hits and misses make up the input",
    {
      prompt_tokens: 2_000,
      completion_tokens: 300,
      total_tokens: 2_300,
      prompt_cache_hit_tokens: 1_536,
      prompt_cache_miss_tokens: 464,
    },
    { inputPerMillion: 0.28, cachedInputPerMillion: 0.028, outputPerMillion: 0.42, asOf },
    // 464 missed + 1,536 hit = 2,000.
    (464 * 0.28 + 1_536 * 0.028 + 300 * 0.42) / perMillion,
  ],
  [
    "a provider with a price of its own for reasoning",
    {
      prompt_tokens: 1_000,
      completion_tokens: 500,
      total_tokens: 1_500,
      completion_tokens_details: { reasoning_tokens: 400 },
    },
    { inputPerMillion: 3, outputPerMillion: 15, reasoningPerMillion: 5, asOf },
    // 100 said + 400 thought = 500 out.
    (1_000 * 3 + 100 * 15 + 400 * 5) / perMillion,
  ],
  [
    "a provider that counts reasoning beside the output, as its total shows",
    {
      prompt_tokens: 32,
      completion_tokens: 9,
      total_tokens: 135,
      completion_tokens_details: { reasoning_tokens: 94 },
    },
    { inputPerMillion: 3, outputPerMillion: 15, asOf },
    // 32 + 9 + 94 = 135: all 103 that were written are charged as output.
    (32 * 3 + (9 + 94) * 15) / perMillion,
  ],
  [
    "cached input that is free, which is a price and not an unknown one",
    {
      prompt_tokens: 100,
      completion_tokens: 10,
      total_tokens: 110,
      prompt_tokens_details: { cached_tokens: 60 },
    },
    { inputPerMillion: 2, cachedInputPerMillion: 0, outputPerMillion: 8, asOf },
    (40 * 2 + 60 * 0 + 10 * 8) / perMillion,
  ],
];

it.each(examples)("R-42 charges as the provider does: %s", (_what, sent, price, bill) => {
  const usage = readUsage(sent, true) ?? expect.fail("the usage was not understood");
  expect(costOf(usage, price)).toBeCloseTo(bill, 12);
});

it.each<[string, unknown]>([
  ["nothing was sent", undefined],
  ["null was sent", null],
  ["a negative count", { prompt_tokens: -5, completion_tokens: 7 }],
  ["a fraction", { prompt_tokens: 5.5, completion_tokens: 7 }],
  ["a text", { prompt_tokens: "5", completion_tokens: "7" }],
  ["more than any model reads", { prompt_tokens: 1e15, completion_tokens: 7 }],
  ["no input, which no call has", { prompt_tokens: 0, completion_tokens: 7 }],
  ["no output beside a text that came", { prompt_tokens: 5, completion_tokens: 0 }],
  ["more cached than there was", { prompt_tokens: 5, completion_tokens: 7, prompt_cache_hit_tokens: 6 }],
  [
    "more reasoning than output",
    { prompt_tokens: 5, completion_tokens: 7, completion_tokens_details: { reasoning_tokens: 8 } },
  ],
  ["a total with tokens that nobody names", { prompt_tokens: 5, completion_tokens: 7, total_tokens: 90 }],
])("R-42 knows no cost rather than a wrong one: %s", (_what, sent) => {
  expect(readUsage(sent, true)).toBeNull();
});
