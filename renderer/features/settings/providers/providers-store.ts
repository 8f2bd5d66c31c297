import { create } from "zustand";
import { type ErrorData, isCancelled } from "#shared/contract/errors.ts";
import type { Input, Output } from "#shared/contract/operations.ts";
import type { ProviderTest } from "#shared/contract/providers.ts";
import type { ProviderId } from "#shared/model/ids.ts";
import type { Provider } from "#shared/model/provider.ts";
import { host } from "../../../host/host.ts";
import { errorDataOf } from "../error-data.ts";
import { createReader, type Reading, unread } from "../reading.ts";

/** A test of an endpoint, as far as this page knows; tests are not kept beyond it. */
export type TestState =
  | { kind: "running" }
  | { kind: "answered"; test: ProviderTest; at: string }
  /** The question itself could not be put: the connection to Lathe is gone, for instance. */
  | { kind: "failed"; error: ErrorData; at: string };

interface ProvidersState {
  providers: Reading<Provider[]>;
  models: Reading<Output<"providers.models">>;
  tests: Record<ProviderId, TestState>;
}

export const useProviders = create<ProvidersState>(() => ({
  providers: unread(),
  models: unread(),
  tests: {},
}));

/** The simulator first, then by name. */
export const loadProviders = createReader(
  async () => {
    const providers = await host.call("providers.list", {});
    return providers.toSorted(
      (a, b) =>
        Number(b.kind === "simulator") - Number(a.kind === "simulator") || a.name.localeCompare(b.name),
    );
  },
  (change) => useProviders.setState(({ providers }) => ({ providers: change(providers) })),
);

export const loadModels = createReader(
  () => host.call("providers.models", {}),
  (change) => useProviders.setState(({ models }) => ({ models: change(models) })),
);

const running = new Map<ProviderId, AbortController>();

/** Tests one endpoint. A second test of the same one takes the place of the first. */
export async function testProvider(providerId: ProviderId): Promise<void> {
  cancelTest(providerId);
  const controller = new AbortController();
  running.set(providerId, controller);
  showTest(providerId, { kind: "running" });
  try {
    const test = await host.call("providers.test", { providerId }, controller.signal);
    if (running.get(providerId) !== controller) return;
    showTest(providerId, { kind: "answered", test, at: new Date().toISOString() });
  } catch (error) {
    if (running.get(providerId) !== controller) return;
    if (isCancelled(error)) showTest(providerId, null);
    else showTest(providerId, { kind: "failed", error: errorDataOf(error), at: new Date().toISOString() });
  }
  running.delete(providerId);
}

export function cancelTest(providerId: ProviderId): void {
  const controller = running.get(providerId);
  if (controller === undefined) return;
  running.delete(providerId);
  showTest(providerId, null);
  controller.abort();
}

/** Tests every endpoint at once; the simulator has none. */
export async function testAllProviders(): Promise<void> {
  if (useProviders.getState().providers.value === null) await loadProviders();
  const endpoints = (useProviders.getState().providers.value ?? []).filter(
    (provider) => provider.kind !== "simulator",
  );
  await Promise.all(endpoints.map((provider) => testProvider(provider.providerId)));
}

/** Adds the provider and tests it at once; answers as soon as it is stored. */
export async function addProvider(input: Input<"providers.add">): Promise<Provider> {
  const added = await host.call("providers.add", input);
  await loadProviders();
  void testProvider(added.providerId);
  return added;
}

/** An older test says nothing about the new address or key, so the endpoint is tested again. */
export async function updateProvider(input: Input<"providers.update">): Promise<void> {
  const updated = await host.call("providers.update", input);
  await loadProviders();
  void testProvider(updated.providerId);
}

export async function removeProvider(providerId: ProviderId): Promise<void> {
  await host.call("providers.remove", { providerId });
  cancelTest(providerId);
  showTest(providerId, null);
  await loadProviders();
}

function showTest(providerId: ProviderId, state: TestState | null): void {
  useProviders.setState(({ tests }) => {
    const { [providerId]: _old, ...others } = tests;
    return { tests: state === null ? others : { ...others, [providerId]: state } };
  });
}
