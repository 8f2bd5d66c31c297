import type { Price, PriceEntry } from "#shared/model/provider.ts";
import type { Database } from "../store/database.ts";

interface PriceRow {
  provider: string;
  model: string;
  input_per_million: number;
  cached_input_per_million: number | null;
  output_per_million: number;
  reasoning_per_million: number | null;
  as_of: string;
}

export function listUserPrices(db: Database): PriceEntry[] {
  return db
    .all<PriceRow>("list prices", "SELECT * FROM prices ORDER BY provider COLLATE NOCASE, model")
    .map((row) => ({ provider: row.provider, model: row.model, price: priceOf(row), source: "user" }));
}

/** The user's price of exactly this model, under this name of a provider whatever its case. */
export function findUserPrice(db: Database, provider: string, model: string): Price | undefined {
  const row = db.get<PriceRow>(
    "find price",
    "SELECT * FROM prices WHERE provider = @provider COLLATE NOCASE AND model = @model",
    { provider, model },
  );
  return row === undefined ? undefined : priceOf(row);
}

export function removePrice(db: Database, provider: string, model: string): void {
  db.run("remove price", "DELETE FROM prices WHERE provider = @provider COLLATE NOCASE AND model = @model", {
    provider,
    model,
  });
}

export function removePricesOf(db: Database, provider: string): void {
  db.run("remove a provider's prices", "DELETE FROM prices WHERE provider = @provider COLLATE NOCASE", {
    provider,
  });
}

export function insertPrice(db: Database, provider: string, model: string, price: Price): void {
  db.run(
    "insert price",
    `INSERT INTO prices
       (provider, model, input_per_million, cached_input_per_million, output_per_million, reasoning_per_million, as_of)
     VALUES (@provider, @model, @input, @cachedInput, @output, @reasoning, @asOf)`,
    {
      provider,
      model,
      input: price.inputPerMillion,
      cachedInput: price.cachedInputPerMillion ?? null,
      output: price.outputPerMillion,
      reasoning: price.reasoningPerMillion ?? null,
      asOf: price.asOf,
    },
  );
}

const priceOf = (row: PriceRow): Price => ({
  inputPerMillion: row.input_per_million,
  ...(row.cached_input_per_million === null ? {} : { cachedInputPerMillion: row.cached_input_per_million }),
  outputPerMillion: row.output_per_million,
  ...(row.reasoning_per_million === null ? {} : { reasoningPerMillion: row.reasoning_per_million }),
  asOf: row.as_of,
});
