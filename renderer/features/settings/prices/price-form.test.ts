import { expect, it } from "vitest";
import type { PriceEntry } from "#shared/model/provider.ts";
import { findPrices } from "./find-prices.ts";
import { emptyPriceForm, priceFormOf, readPriceForm } from "./price-form.ts";

const entry = (provider: string, model: string): PriceEntry => ({
  provider,
  model,
  price: { inputPerMillion: 2.5, outputPerMillion: 10, asOf: "2026-01-02" },
  source: "shipped",
});

it("keeps an emptied figure absent instead of charging 0 for it", () => {
  const form = { ...priceFormOf(entry("openai", "m"), "2026-11-24"), cachedInput: "", reasoning: "" };
  expect(readPriceForm(form).price).toEqual({
    inputPerMillion: 2.5,
    outputPerMillion: 10,
    asOf: "2026-11-24",
  });
});

it("takes 0 as a price of its own", () => {
  const form = {
    ...emptyPriceForm("2026-11-24"),
    provider: "*",
    model: "m",
    input: 0,
    output: 0,
    cachedInput: 0,
  };
  expect(readPriceForm(form).price).toMatchObject({ inputPerMillion: 0, cachedInputPerMillion: 0 });
});

it("names every field that cannot be taken, with its own reason", () => {
  const form = { ...emptyPriceForm("24.11.2026"), input: "", output: -1, cachedInput: "abc" };
  expect(readPriceForm(form).problems).toEqual({
    provider: "providerMissing",
    model: "modelMissing",
    input: "figureMissing",
    output: "figureInvalid",
    cachedInput: "figureInvalid",
    asOf: "dateInvalid",
  });
});

it("refuses a day that no calendar has", () => {
  const form = { ...priceFormOf(entry("openai", "m"), "2026-02-30") };
  expect(readPriceForm(form).problems).toEqual({ asOf: "dateInvalid" });
});

it("finds prices by all words in any order, and treats the words as text, not as a pattern", () => {
  const entries = [entry("openai", "gpt-4o-mini"), entry("openrouter", "openai/gpt-4o"), entry("*", "qwen3")];
  const found = (search: string) => findPrices(entries, search).map(({ model }) => model);
  expect(found("4o openai")).toEqual(["gpt-4o-mini", "openai/gpt-4o"]);
  expect(found("OPENROUTER gpt")).toEqual(["openai/gpt-4o"]);
  expect(found("*")).toEqual(["qwen3"]);
  expect(found(".")).toEqual([]);
  expect(found("  ")).toHaveLength(3);
});
