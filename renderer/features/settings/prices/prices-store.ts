import { create } from "zustand";
import type { Price, PriceEntry } from "#shared/model/provider.ts";
import { host } from "../../../host/host.ts";
import { createReader, type Reading, unread } from "../reading.ts";

export const usePrices = create<{ prices: Reading<PriceEntry[]> }>(() => ({ prices: unread() }));

export const loadPrices = createReader(
  async () => inOrder(await host.call("providers.prices", {})),
  (change) => usePrices.setState(({ prices }) => ({ prices: change(prices) })),
);

/** `price: null` goes back to the shipped price, or to unknown where none was shipped. */
export async function setPrice(provider: string, model: string, price: Price | null): Promise<void> {
  const entries = await host.call("providers.set-price", { provider, model, price });
  usePrices.setState({ prices: { value: inOrder(entries), loading: false, failure: null } });
}

/** gpt-4o before gpt-10. */
const byName = new Intl.Collator("en", { numeric: true });

const inOrder = (entries: PriceEntry[]): PriceEntry[] =>
  entries.toSorted((a, b) => byName.compare(a.provider, b.provider) || byName.compare(a.model, b.model));
