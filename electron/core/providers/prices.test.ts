import { expect, it } from "vitest";
import type { Price } from "#shared/model/provider.ts";
import { openTestDatabase } from "../store/open-database.ts";
import { priceOfModel, setPrice } from "./prices.ts";
import { shippedPrice } from "./shipped-prices.ts";

const openai = { name: "openai", baseUrl: "https://api.openai.com/v1" };
const price = (inputPerMillion: number): Price => ({
  inputPerMillion,
  outputPerMillion: 1,
  asOf: "2026-11-24",
});

it.each([
  ["gpt-4o", 2.5],
  ["gpt-4o-2024-08-06", 2.5],
  ["gpt-4o-2024-05-13", 5],
  ["gpt-4.1-mini-2025-04-14", 0.4],
])("prices %s at OpenAI by the table", (model, input) => {
  expect(shippedPrice("api.openai.com", model)?.inputPerMillion).toBe(input);
});

it.each([
  ["api.openai.com", "gpt-4o-2099-01-01", "a snapshot newer than the table"],
  ["api.openai.com", "gpt-4o-audio-preview", "a model whose name only begins alike"],
  ["api.openai.com", "constructor", "a name that every object has"],
  ["openrouter.ai", "gpt-4o", "a reseller"],
  ["my-company.openai.azure.com", "gpt-4o", "a cloud with its own contract"],
  ["api.openai.com.evil.test", "gpt-4o", "a host that only looks like the vendor's"],
  ["127.0.0.1", "gpt-4o", "a local server, which is not free by assumption"],
])("knows no price at %s for %s: %s", (host, model) => {
  expect(shippedPrice(host, model)).toBeNull();
});

it("takes the user's figures for the provider before those for its host, for any provider, and the shipped ones", () => {
  const db = openTestDatabase();
  const now = () => priceOfModel(db, openai, "gpt-4o")?.inputPerMillion;
  const seen = [now()];
  for (const [provider, input] of [
    ["*", 30],
    ["api.openai.com", 20],
    ["OpenAI", 10],
  ] as const) {
    setPrice(db, provider, "gpt-4o", price(input));
    seen.push(now());
  }
  expect(seen).toEqual([2.5, 30, 20, 10]);
});

it("does not stretch the user's price of one model to its snapshots", () => {
  const db = openTestDatabase();
  setPrice(db, "acme", "big", price(9));
  expect(priceOfModel(db, { name: "acme", baseUrl: "http://localhost:1/v1" }, "big-2025-01-01")).toBeNull();
});
