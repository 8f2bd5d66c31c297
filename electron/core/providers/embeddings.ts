import { hash } from "node:crypto";
import { cancelled, LatheError } from "#shared/contract/errors.ts";
import type { ModelRef } from "#shared/model/content.ts";
import { costOf } from "#shared/model/cost.ts";
import { joinModelRef, simulatorProvider, splitModelRef } from "#shared/model/model-ref.ts";
import type { RunMode } from "#shared/model/run.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { estimateTokens } from "#shared/text/tokens.ts";
import { connectTo, type ProviderContext, providerNamed, schedulerOf, subjectOf } from "./context.ts";
import { callEmbeddingModel, type Embedded } from "./embedding-call.ts";
import { mayBeCharged } from "./failed-charges.ts";
import type { ModelCallHooks } from "./model-call.ts";
import { priceOfModel } from "./prices.ts";
import { readKey } from "./provider-keys.ts";
import { findRecording, insertRecording } from "./recording-store.ts";
import { simulateEmbedding, simulatorEmbedding } from "./simulator/embed.ts";

export interface EmbeddingRequest {
  /** `PROVIDER/MODEL`; `simulator/embedding` needs neither key nor network. */
  model: ModelRef;
  texts: string[];
}

/** What other domains may ask of embedding models. */
export interface Embedder {
  /** A vector for each text, in their order. As `ModelCaller.call`: modes, recordings, costs and errors. */
  embed(
    request: EmbeddingRequest,
    mode: RunMode,
    hooks: Pick<ModelCallHooks, "signal" | "onRetry" | "onUnknownCost">,
  ): Promise<{ vectors: number[][]; costUsd: number | null }>;
}

export function createEmbedder(context: ProviderContext): Embedder {
  return {
    async embed(request, mode, hooks) {
      if (hooks.signal.aborted) throw cancelled();
      const { provider: name, model } = splitModelRef(request.model);
      // Nothing is called, and nothing to be called again: a recording would only take room.
      if (name.toLowerCase() === simulatorProvider)
        return { vectors: simulated(model, request.texts), costUsd: 0 };
      const key = keyOf(request);
      if (mode !== "live") {
        const recorded = findRecording(context.db, key.hash, 0);
        if (recorded !== undefined) return { vectors: unpack(recorded.reply.text), costUsd: 0 };
        if (mode === "replay") throw noEmbedding(request.model);
      }
      return callProvider(context, request, key, hooks);
    },
  };
}

function simulated(model: string, texts: string[]): number[][] {
  if (model === simulatorEmbedding) return texts.map(simulateEmbedding);
  throw new LatheError({
    code: "providers.model-not-found",
    message: `The simulator embeds with ${simulatorProvider}/${simulatorEmbedding} only. Choose that, or a model of another provider.`,
    details: { provider: simulatorProvider, model },
  });
}

async function callProvider(
  context: ProviderContext,
  { model: ref, texts }: EmbeddingRequest,
  key: { json: string; hash: string },
  { signal, onRetry, onUnknownCost }: Parameters<Embedder["embed"]>[2],
): ReturnType<Embedder["embed"]> {
  const { db, ports } = context;
  const { provider: name, model } = splitModelRef(ref);
  const provider = providerNamed(context, name);
  let isCostKnown = true;
  const startedAt = ports.clock.monotonic();
  const embedded: Embedded = await schedulerOf(context, provider.providerId).run({
    limits: provider.limits,
    signal,
    onRetry,
    hasDelivered: () => false,
    estimateTokens: () => texts.reduce((sum, text) => sum + estimateTokens(text), 0),
    tokensOf: ({ usage }) => usage?.inputTokens ?? null,
    async attempt() {
      try {
        const endpoint = {
          subject: subjectOf(context, provider, model),
          key: await readKey(context, provider, signal),
          fetch: ports.fetch,
          connect: () => connectTo(context, provider),
          timeouts: context.callTimeouts,
          now: ports.clock.now,
        };
        return await callEmbeddingModel(endpoint, texts, signal);
      } catch (error) {
        if (mayBeCharged(error)) {
          isCostKnown = false;
          onUnknownCost();
        }
        throw error;
      }
    },
  });
  const { usage } = embedded;
  const packed = pack(embedded.vectors);
  try {
    insertRecording(db, {
      requestHash: key.hash,
      repeatIndex: 0,
      provider: name.toLowerCase(),
      model,
      requestJson: key.json,
      reply: { text: packed, toolCalls: [], finishReason: "stop", usage },
      latencyMs: Math.max(0, ports.clock.monotonic() - startedAt),
      firstTokenMs: null,
      recordedAt: new Date(ports.clock.now()).toISOString(),
    });
  } catch (error) {
    ports.log("error", `vectors of ${ref} could not be recorded: ${error}`);
  }
  const price = priceOfModel(db, provider, model);
  // As a replay will have them: a case at the edge must not change its verdict for a rounding.
  return {
    vectors: unpack(packed),
    costUsd: isCostKnown && usage !== null && price !== null ? costOf(usage, price) : null,
  };
}

/** The schema's name keeps it apart from the requests of chat models. Providers' names do not differ by case. */
function keyOf({ model, texts }: EmbeddingRequest): { json: string; hash: string } {
  const { provider, model: name } = splitModelRef(model);
  const own = joinModelRef(provider.toLowerCase(), name);
  const json = canonicalJson({ schema: "lathe.embedding/1", model: own, texts });
  return { json, hash: hash("sha256", json) };
}

/** A vector has thousands of figures: as 32-bit floats in base64 they take a fifth of their room as text. */
const pack = (vectors: number[][]): string =>
  vectors.map((vector) => Buffer.from(new Float32Array(vector).buffer).toString("base64")).join(" ");

const unpack = (text: string): number[][] =>
  text.split(" ").map((part) => {
    const bytes = Uint8Array.from(Buffer.from(part, "base64"));
    return [...new Float32Array(bytes.buffer)];
  });

const noEmbedding = (model: ModelRef): LatheError =>
  new LatheError({
    code: "providers.no-recording",
    message: `No vectors of ${model} are recorded for exactly these texts. Run it once in mode live or reuse; from then on replay answers without a network.`,
    details: { model },
  });
