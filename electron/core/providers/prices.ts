import { LatheError } from "#shared/contract/errors.ts";
import { simulatorProvider } from "#shared/model/model-ref.ts";
import type { Price, PriceEntry } from "#shared/model/provider.ts";
import type { Database } from "../store/database.ts";
import { findUserPrice, insertPrice, listUserPrices, removePrice } from "./price-store.ts";
import { hostOf } from "./provider-address.ts";
import { shippedEntries, shippedPrice, shippedPricesAsOf } from "./shipped-prices.ts";

/** The simulator costs nothing, and that is known, not assumed. */
export const simulatorPrice: Price = { inputPerMillion: 0, outputPerMillion: 0, asOf: shippedPricesAsOf };

/**
 * A model's price, or null: unknown. The user's own figures come first, for the provider by its name, for its host, then
 * for any provider (`*`), and only for exactly this model; then the shipped table, only at the vendor's own host.
 */
export function priceOfModel(
  db: Database,
  provider: { name: string; baseUrl: string },
  model: string,
): Price | null {
  const host = hostOf(provider.baseUrl);
  for (const name of [provider.name, host, "*"]) {
    const price = findUserPrice(db, name, model);
    if (price !== undefined) return price;
  }
  return shippedPrice(host, model);
}

/** The user's prices, then the shipped ones that they do not replace. */
export function listPrices(db: Database): PriceEntry[] {
  const own = listUserPrices(db);
  const replaced = new Set(own.map(({ provider, model }) => `${provider.toLowerCase()}/${model}`));
  return [...own, ...shippedEntries().filter(({ provider, model }) => !replaced.has(`${provider}/${model}`))];
}

/** `price: null` goes back to the shipped price, or to unknown. */
export function setPrice(db: Database, provider: string, model: string, price: Price | null): void {
  if (provider.toLowerCase() === simulatorProvider) {
    throw new LatheError({
      code: "providers.simulator-fixed",
      message: "The simulator is part of Lathe and costs nothing; it has no price to set.",
    });
  }
  db.transaction(() => {
    removePrice(db, provider, model);
    if (price !== null) insertPrice(db, provider, model, price);
  });
}
