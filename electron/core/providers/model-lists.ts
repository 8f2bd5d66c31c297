import { type ErrorData, LatheError } from "#shared/contract/errors.ts";
import type { Output } from "#shared/contract/operations.ts";
import type { ProviderTest } from "#shared/contract/providers.ts";
import type { ProviderId } from "#shared/model/ids.ts";
import { joinModelRef, simulatorProvider } from "#shared/model/model-ref.ts";
import { connectTo, type ProviderContext, subjectOf } from "./context.ts";
import { listModels } from "./list-models.ts";
import { priceOfModel, simulatorPrice } from "./prices.ts";
import { readKey } from "./provider-keys.ts";
import { listProviderRows, type StoredProvider } from "./provider-store.ts";
import { providerOf, simulatorId } from "./providers.ts";
import { simulatorModels } from "./simulator/index.ts";

const rememberedForMs = 5 * 60_000;

/** Every model that can be chosen now. A provider that does not answer is named with its reason and hides no other. */
export async function listAllModels(
  context: ProviderContext,
  refresh: boolean,
  signal: AbortSignal,
): Promise<Output<"providers.models">> {
  const providers = listProviderRows(context.db);
  const results = await Promise.allSettled(
    providers.map(async (provider) => {
      const remembered = refresh ? null : recall(context, provider);
      return remembered ?? (await readModels(context, provider, signal));
    }),
  );
  signal.throwIfAborted();
  const models: Output<"providers.models">["models"] = simulatorModels.map((model) => ({
    ref: joinModelRef(simulatorProvider, model),
    price: simulatorPrice,
  }));
  const failures: Output<"providers.models">["failures"] = [];
  results.forEach((result, index) => {
    const provider = providers[index] as StoredProvider;
    if (result.status === "rejected") {
      failures.push({ provider: provider.name, error: dataOf(result.reason) });
      return;
    }
    for (const model of result.value) {
      models.push({
        ref: joinModelRef(provider.name, model),
        price: priceOfModel(context.db, provider, model),
      });
    }
  });
  return { models, failures };
}

/** The outcome is data, not an error, unless the caller left. */
export async function testProvider(
  context: ProviderContext,
  id: ProviderId,
  signal: AbortSignal,
): Promise<ProviderTest> {
  const { clock } = context.ports;
  if (id === simulatorId) return { ok: true, latencyMs: 0, models: [...simulatorModels], error: null };
  const provider = providerOf(context, id);
  const started = clock.monotonic();
  const took = () => Math.max(0, clock.monotonic() - started);
  try {
    const models = await readModels(context, provider, signal);
    return { ok: true, latencyMs: took(), models, error: null };
  } catch (error) {
    if (signal.aborted) throw error;
    return { ok: false, latencyMs: took(), models: [], error: dataOf(error) };
  }
}

async function readModels(
  context: ProviderContext,
  provider: StoredProvider,
  signal: AbortSignal,
): Promise<string[]> {
  const { ports, listTimeouts, modelLists } = context;
  const endpoint = {
    subject: subjectOf(context, provider, null),
    key: await readKey(context, provider, signal),
    fetch: ports.fetch,
    connect: () => connectTo(context, provider),
    timeouts: listTimeouts,
    now: ports.clock.now,
  };
  const models = await listModels(endpoint, signal);
  modelLists.set(provider.providerId, { baseUrl: provider.baseUrl, models, readAt: ports.clock.monotonic() });
  return models;
}

function recall(
  { modelLists, ports }: ProviderContext,
  { providerId, baseUrl }: StoredProvider,
): string[] | null {
  const list = modelLists.get(providerId);
  const isFresh = list?.baseUrl === baseUrl && ports.clock.monotonic() - list.readAt < rememberedForMs;
  return isFresh ? list.models : null;
}

/** What is not a `LatheError` is a mistake of Lathe's own, and is not hidden in a list of failures. */
function dataOf(error: unknown): ErrorData {
  if (error instanceof LatheError) return error.toData();
  throw error;
}
