import { z } from "zod";
import type { Price, PriceEntry } from "#shared/model/provider.ts";
import table from "../../../resources/prices.json" with { type: "json" };

const figures = z.object({
  input: z.number().min(0),
  cachedInput: z.number().min(0).optional(),
  output: z.number().min(0),
  reasoning: z.number().min(0).optional(),
});
const priceTable = z.object({
  asOf: z.iso.date(),
  vendors: z.array(z.object({ hosts: z.array(z.string()).min(1), models: z.record(z.string(), figures) })),
});

/**
 * Prices that were read from the vendors' own lists, for one price per model whatever the hour and the length. A vendor
 * that charges by time of day or in steps is left out: unknown is better than wrong.
 */
const { asOf, vendors } = priceTable.parse(table);

export const shippedPricesAsOf = asOf;

/**
 * The shipped price of a model at a host. It holds only at its vendor's own host: a proxy, a cloud or a local server of
 * the same model charges otherwise. A dated snapshot (`gpt-4o-2024-08-06`) has its model's price unless it is listed
 * itself or is newer than the table.
 */
export function shippedPrice(host: string, model: string): Price | null {
  const models = vendors.find(({ hosts }) => hosts.includes(host))?.models ?? {};
  const [, undated, date] = /^(.+)-(\d{4}-\d{2}-\d{2})$/.exec(model) ?? [];
  const name =
    Object.hasOwn(models, model) || undated === undefined || date === undefined || date > asOf
      ? model
      : undated;
  return Object.hasOwn(models, name) ? priceOf(models[name] as z.infer<typeof figures>) : null;
}

/** The table as rows; the provider of a shipped price is its vendor's host. */
export const shippedEntries = (): PriceEntry[] =>
  vendors.flatMap(({ hosts, models }) =>
    hosts.flatMap((host) =>
      Object.entries(models).map(
        ([model, row]): PriceEntry => ({
          provider: host,
          model,
          price: priceOf(row),
          source: "shipped",
        }),
      ),
    ),
  );

const priceOf = (row: z.infer<typeof figures>): Price => ({
  inputPerMillion: row.input,
  ...(row.cachedInput === undefined ? {} : { cachedInputPerMillion: row.cachedInput }),
  outputPerMillion: row.output,
  ...(row.reasoning === undefined ? {} : { reasoningPerMillion: row.reasoning }),
  asOf,
});
