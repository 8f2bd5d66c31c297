import { LatheError } from "#shared/contract/errors.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { ProviderId } from "#shared/model/ids.ts";
import { simulatorProvider } from "#shared/model/model-ref.ts";
import type { Ports } from "../ports.ts";
import type { Redactor } from "../redactor.ts";
import { readSettings } from "../settings/index.ts";
import type { Database } from "../store/database.ts";
import type { Connection, Connections } from "./connections.ts";
import type { Timeouts } from "./guarded-fetch.ts";
import { isLocalHost, plainHost } from "./network-address.ts";
import type { WholeClients } from "./openai-whole.ts";
import type { CallSubject } from "./provider-errors.ts";
import { findProviderNamed, listProviderRows, type StoredProvider } from "./provider-store.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";

/** What the use cases of this domain work with. */
export interface ProviderContext {
  db: Database;
  ports: Ports;
  publish: (event: LatheEvent) => void;
  redactor: Redactor;
  /** Of a model's answer. */
  callTimeouts: Timeouts;
  /** Of a model list, which somebody waits for. */
  listTimeouts: Timeouts;
  connections: Connections;
  clients: WholeClients;
  schedulers: Map<ProviderId, Scheduler>;
  /** The live model lists that were read lately, by provider. */
  modelLists: Map<ProviderId, { baseUrl: string; models: string[]; readAt: number }>;
}

export function schedulerOf({ schedulers, ports }: ProviderContext, id: ProviderId): Scheduler {
  const scheduler = schedulers.get(id) ?? createScheduler(ports);
  schedulers.set(id, scheduler);
  return scheduler;
}

export const subjectOf = <M extends string | null>(
  { redactor }: ProviderContext,
  provider: StoredProvider,
  model: M,
): CallSubject & { model: M } => ({
  provider: provider.name,
  baseUrl: provider.baseUrl,
  model,
  redact: redactor.redact,
});

/** A way to this provider: inside this computer's network only where the user typed such a host, or allowed it. */
export function connectTo({ db, connections }: ProviderContext, { baseUrl }: StoredProvider): Connection {
  const url = new URL(baseUrl);
  const host = plainHost(url);
  return connections.take(url.origin, isLocalHost(host) || readSettings(db).privateHosts.includes(host));
}

/** The provider that a model reference names. Fails with `providers.not-found`, which lists what there is. */
export function providerNamed({ db }: ProviderContext, name: string): StoredProvider {
  const provider = findProviderNamed(db, name);
  if (provider !== undefined) return provider;
  const known = [simulatorProvider, ...listProviderRows(db).map((row) => row.name)];
  throw new LatheError({
    code: "providers.not-found",
    message: `There is no provider named ${name}. Add it in Settings, or choose one of: ${known.join(", ")}.`,
    details: { provider: name, known },
  });
}
