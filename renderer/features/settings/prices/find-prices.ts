import type { PriceEntry } from "#shared/model/provider.ts";

/** Entries in which every word of the search occurs, in the provider's or the model's name. */
export function findPrices(entries: PriceEntry[], search: string): PriceEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ provider, model }) => {
    const name = `${provider}/${model}`.toLowerCase();
    return words.every((word) => name.includes(word));
  });
}
