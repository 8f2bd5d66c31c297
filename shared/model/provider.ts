import { z } from "zod";
import { providerId } from "./ids.ts";
import { timestamp } from "./prompt.ts";

/** The part before the slash of a model reference. */
export const providerName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,39}$/i,
    "A provider name has 1 to 40 of a–z, 0–9, dot, dash and underscore.",
  );

/** An OpenAI-compatible endpoint; only http and https, no credentials in the address. */
export const baseUrl = z
  .string()
  .max(500)
  .regex(
    /^https?:\/\/[^/@\s?#]+(\/[^\s?#]*)?$/i,
    "A base URL looks like https://host/v1: http or https, no user, no query.",
  );

export const limits = z.object({
  /** Calls under way at once. */
  concurrency: z.int().min(1).max(256).default(4),
  requestsPerMinute: z.int().min(1).nullable().default(null),
  tokensPerMinute: z.int().min(1).nullable().default(null),
});
export type Limits = z.infer<typeof limits>;
/** Some limits; an absent one stays as it is, where `partial()` would fill in its default. */
export const limitsPatch = z.object({
  concurrency: limits.shape.concurrency.unwrap().optional(),
  requestsPerMinute: limits.shape.requestsPerMinute.unwrap().optional(),
  tokensPerMinute: limits.shape.tokensPerMinute.unwrap().optional(),
});

/** Where a provider's key comes from; a key itself never crosses the contract outwards. */
export const keyState = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  /** `hint` is the last four characters at most. */
  z.object({ kind: z.literal("vault"), hint: z.string().max(4) }),
  z.object({ kind: z.literal("environment"), variable: z.string(), present: z.boolean() }),
]);
export type KeyState = z.infer<typeof keyState>;

export const provider = z.object({
  providerId,
  name: providerName,
  kind: z.enum(["simulator", "openai-compatible"]),
  baseUrl: z.string().nullable(),
  key: keyState,
  limits,
  createdAt: timestamp,
});
export type Provider = z.infer<typeof provider>;

/** US dollars per million tokens. `cachedInput` and `reasoning` absent: charged as input and as output. */
export const price = z.object({
  inputPerMillion: z.number().min(0),
  cachedInputPerMillion: z.number().min(0).optional(),
  outputPerMillion: z.number().min(0),
  reasoningPerMillion: z.number().min(0).optional(),
  /** The day the figures were read, YYYY-MM-DD. */
  asOf: z.iso.date(),
});
export type Price = z.infer<typeof price>;

/** One row of the price table: which model of which provider (`*` for any), its price, and whether the user set it. */
export const priceEntry = z.object({
  provider: z.string(),
  model: z.string(),
  price,
  source: z.enum(["shipped", "user"]),
});
export type PriceEntry = z.infer<typeof priceEntry>;

export const modelInfo = z.object({
  /** `PROVIDER/MODEL` */
  ref: z.string(),
  /** null: unknown, and shown as unknown. */
  price: price.nullable(),
});
export type ModelInfo = z.infer<typeof modelInfo>;
