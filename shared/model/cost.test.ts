import { expect, it } from "vitest";
import { costOf } from "./cost.ts";
import type { Price } from "./provider.ts";
import type { Usage } from "./run.ts";

const usage = (counts: Partial<Usage>): Usage => ({
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  ...counts,
});
const price: Price = { inputPerMillion: 2.5, outputPerMillion: 10, asOf: "2025-12-15" };
const full: Price = { ...price, cachedInputPerMillion: 1.25, reasoningPerMillion: 12 };

it.each<[string, Usage, Price, number]>([
  ["input and output", usage({ inputTokens: 1_000, outputTokens: 500 }), price, 0.0025 + 0.005],
  ["one million of each", usage({ inputTokens: 1_000_000, outputTokens: 1_000_000 }), price, 12.5],
  [
    "cached input once, at its own price",
    usage({ inputTokens: 1_000, cachedInputTokens: 800 }),
    full,
    200 * 2.5e-6 + 800 * 1.25e-6,
  ],
  [
    "cached input as input where it has no price",
    usage({ inputTokens: 1_000, cachedInputTokens: 800 }),
    price,
    0.0025,
  ],
  [
    "reasoning once, at its own price",
    usage({ outputTokens: 300, reasoningTokens: 200 }),
    full,
    100 * 10e-6 + 200 * 12e-6,
  ],
  [
    "reasoning as output where it has no price",
    usage({ outputTokens: 300, reasoningTokens: 200 }),
    price,
    0.003,
  ],
  [
    "a free model",
    usage({ inputTokens: 9, outputTokens: 9 }),
    { ...price, inputPerMillion: 0, outputPerMillion: 0 },
    0,
  ],
  [
    "a cached price of 0, which is a price and not an absent one",
    usage({ inputTokens: 10, cachedInputTokens: 10 }),
    { ...price, cachedInputPerMillion: 0 },
    0,
  ],
])("charges %s", (_what, counts, figures, dollars) => {
  expect(costOf(counts, figures)).toBeCloseTo(dollars, 12);
});
