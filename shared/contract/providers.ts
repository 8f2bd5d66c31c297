import { z } from "zod";
import { providerId } from "../model/ids.ts";
import {
  baseUrl,
  limits,
  limitsPatch,
  modelInfo,
  price,
  priceEntry,
  provider,
  providerName,
} from "../model/provider.ts";
import { command, query } from "./define.ts";
import { errorData } from "./errors.ts";

/** A key to store in the vault, or the environment variable to read it from at each call; neither: no key is sent. */
const keySource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("vault"), key: z.string().min(1).max(4_000) }),
  z.object({ kind: z.literal("environment"), variable: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,199}$/) }),
]);
export type KeySource = z.infer<typeof keySource>;

/** The outcome of a test is data, not an error: the screen shows either. */
export const providerTest = z.object({
  ok: z.boolean(),
  /** Round trip of the model list, in milliseconds. */
  latencyMs: z.number(),
  models: z.array(z.string()),
  error: errorData.nullable(),
});
export type ProviderTest = z.infer<typeof providerTest>;

export const providerOperations = {
  "providers.list": query({ input: z.object({}), output: z.array(provider) }),
  "providers.add": command({
    input: z.object({ name: providerName, baseUrl, key: keySource, limits: limits.partial().optional() }),
    output: provider,
  }),
  /** A stored key is bound to the origin of its base URL: changing the origin without a new key forgets the key. */
  "providers.update": command({
    input: z.object({
      providerId,
      baseUrl: baseUrl.optional(),
      key: keySource.optional(),
      limits: limitsPatch.optional(),
    }),
    output: provider,
  }),
  "providers.remove": command({ input: z.object({ providerId }), output: z.null() }),
  /** Asks the endpoint for its models, which checks address, TLS and key without spending a token. */
  "providers.test": query({ input: z.object({ providerId }), output: providerTest }),
  /** Every model that can be chosen now: each provider's live list (remembered for some minutes) and the simulator. */
  "providers.models": query({
    input: z.object({ refresh: z.boolean().default(false) }),
    output: z.object({
      models: z.array(modelInfo),
      failures: z.array(z.object({ provider: z.string(), error: errorData })),
    }),
  }),
  "providers.prices": query({ input: z.object({}), output: z.array(priceEntry) }),
  /** Sets the user's price of a model, or with `price: null` goes back to the shipped one. */
  "providers.set-price": command({
    input: z.object({
      provider: z.string().min(1).max(40),
      model: z.string().min(1).max(300),
      price: price.nullable(),
    }),
    output: z.array(priceEntry),
  }),
};
