import { LatheError } from "#shared/contract/errors.ts";
import type { ParsedInput } from "#shared/contract/operations.ts";
import { type ProviderId, providerId } from "#shared/model/ids.ts";
import { simulatorProvider } from "#shared/model/model-ref.ts";
import { type Limits, limits as limitsModel, type Provider } from "#shared/model/provider.ts";
import type { ProviderContext } from "./context.ts";
import { removePricesOf } from "./price-store.ts";
import { normalizeBaseUrl, originOf } from "./provider-address.ts";
import { storeKey } from "./provider-keys.ts";
import {
  deleteProvider,
  findProvider,
  findProviderNamed,
  insertProvider,
  listProviderRows,
  type StoredProvider,
  updateProviderRow,
} from "./provider-store.ts";
import { simulatorLimits } from "./simulator/index.ts";

export const simulatorId = providerId.parse("prv_simulator");

const simulator: Provider = {
  providerId: simulatorId,
  name: simulatorProvider,
  kind: "simulator",
  baseUrl: null,
  key: { kind: "none" },
  limits: simulatorLimits,
  // It was there before any workspace.
  createdAt: "1970-01-01T00:00:00.000Z",
};

/** The simulator, then the user's own by name. */
export const listProviders = (context: ProviderContext): Provider[] => [
  simulator,
  ...listProviderRows(context.db).map((row) => shown(context, row)),
];

export async function addProvider(
  context: ProviderContext,
  input: ParsedInput<"providers.add">,
): Promise<Provider> {
  const { db, ports } = context;
  refuseTakenName(context, input.name);
  const baseUrl = normalizeBaseUrl(input.baseUrl);
  const id = providerId.parse(ports.ids.next("prv"));
  const provider: StoredProvider = {
    providerId: id,
    name: input.name,
    baseUrl,
    key: await storeKey(context, id, baseUrl, input.key),
    limits: limitsModel.parse(input.limits ?? {}),
    createdAt: new Date(ports.clock.now()).toISOString(),
  };
  try {
    db.transaction(() => {
      refuseTakenName(context, input.name);
      insertProvider(db, provider);
    });
  } catch (error) {
    await ports.vault.forget(id);
    throw error;
  }
  context.publish({ type: "provider.changed", providerId: id });
  return shown(context, provider);
}

export async function updateProvider(
  context: ProviderContext,
  input: ParsedInput<"providers.update">,
): Promise<Provider> {
  const { db, ports } = context;
  const before = providerOf(context, input.providerId);
  const baseUrl = input.baseUrl === undefined ? before.baseUrl : normalizeBaseUrl(input.baseUrl);
  const moved = originOf(baseUrl) !== originOf(before.baseUrl);
  const key = await (input.key !== undefined
    ? storeKey(context, before.providerId, baseUrl, input.key)
    : moved && before.key.kind === "vault"
      ? ({ kind: "none" } as const)
      : before.key);
  const after: StoredProvider = { ...before, baseUrl, key, limits: changedLimits(before, input.limits) };
  // Another window may have removed it while the key was being stored: no key stays without its provider.
  if (findProvider(db, before.providerId) === undefined) await ports.vault.forget(before.providerId);
  providerOf(context, before.providerId);
  updateProviderRow(db, after);
  context.modelLists.delete(before.providerId);
  context.publish({ type: "provider.changed", providerId: before.providerId });
  if (key.kind !== "vault") await ports.vault.forget(before.providerId);
  return shown(context, after);
}

function changedLimits({ limits }: StoredProvider, patch: ParsedInput<"providers.update">["limits"]): Limits {
  const set = Object.entries(patch ?? {}).filter(([, value]) => value !== undefined);
  return limitsModel.parse({ ...limits, ...Object.fromEntries(set) });
}

/** Its key and its prices go with it: another provider of the same name must not inherit them. Recordings stay. */
export async function removeProvider(context: ProviderContext, id: ProviderId): Promise<void> {
  const provider = providerOf(context, id);
  context.db.transaction(() => {
    deleteProvider(context.db, id);
    removePricesOf(context.db, provider.name);
  });
  context.modelLists.delete(id);
  context.schedulers.delete(id);
  context.publish({ type: "provider.changed", providerId: id });
  context.publish({ type: "prices.changed" });
  // Last: a keyring that is locked does not undo what every window is to see.
  await context.ports.vault.forget(id);
}

/** A provider of the user's. The simulator is none: it is fixed. */
export function providerOf({ db }: ProviderContext, id: ProviderId): StoredProvider {
  if (id === simulatorId) {
    throw new LatheError({
      code: "providers.simulator-fixed",
      message: "The simulator is part of Lathe; it cannot be changed or removed.",
    });
  }
  const provider = findProvider(db, id);
  if (provider !== undefined) return provider;
  throw new LatheError({
    code: "providers.not-found",
    message: "This provider is not there any more; it may have been removed in another window.",
  });
}

function refuseTakenName({ db }: ProviderContext, name: string): void {
  if (name.toLowerCase() === simulatorProvider) {
    throw new LatheError({
      code: "providers.name-reserved",
      message: "The name “simulator” belongs to the built-in model. Choose another name.",
      details: { name },
    });
  }
  const taken = findProviderNamed(db, name);
  if (taken === undefined) return;
  throw new LatheError({
    code: "providers.name-taken",
    message: `There is already a provider named ${taken.name}. Choose another name, or change that one.`,
    details: { name: taken.name },
  });
}

const shown = ({ ports }: ProviderContext, { key, ...provider }: StoredProvider): Provider => ({
  ...provider,
  kind: "openai-compatible",
  key:
    key.kind === "environment"
      ? { ...key, present: (ports.environment(key.variable) ?? "").trim() !== "" }
      : key,
});
