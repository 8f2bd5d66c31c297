import { join } from "node:path";
import type { Capabilities } from "#shared/contract/host.ts";
import { createEventBus } from "./event-bus.ts";
import type { Ports } from "./ports.ts";
import { isNewWorkspace, type PromptContext, promptHandlers } from "./prompts/index.ts";
import { createProviders } from "./providers/index.ts";
import { createRedactor } from "./redactor.ts";
import { createRouter, type Handlers, type Router } from "./router.ts";
import { closeInterruptedRuns, type RunContext, runHandlers, stopAllRuns } from "./runs/index.ts";
import { fillWithSample } from "./sample.ts";
import { settingsHandlers } from "./settings/index.ts";
import { openDatabase } from "./store/open-database.ts";
import { type VerifyReport, verifyWorkspace } from "./store/verify.ts";

export interface WorkbenchOptions {
  /** The workspace folder; made if it is missing. Holds `workspace.db`. */
  folder: string;
  host: "desktop" | "loopback" | "cli" | "test";
  appVersion: string;
  capabilities: Omit<Capabilities, "vault">;
  ports: Ports;
  /** Fill a workspace that is new with the sample prompts. */
  sample: boolean;
  /** Parse every output and chunk against the contract; on in tests. */
  checkOutputs?: boolean;
}

export interface Workbench extends Router {
  /** Whether this start filled a new workspace with the sample. */
  readonly sampleAdded: boolean;
  verify(): VerifyReport;
  /** Cancels what is running, waits for it to be stored, and closes the database. */
  close(): Promise<void>;
}

/** How soon a change by another process is noticed. */
const lookEveryMs = 500;

/** The one place where the core is put together. */
export async function createWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const redactor = createRedactor();
  const ports: Ports = {
    ...options.ports,
    log: (level, message) => options.ports.log(level, redactor.redact(message)),
  };
  const db = openDatabase(join(options.folder, "workspace.db"), { log: ports.log });
  const bus = createEventBus(ports.clock.now());
  const { publish } = bus;

  const prompts: PromptContext = { db, clock: ports.clock, ids: ports.ids, publish };
  const providers = createProviders({ db, ports, publish, redactor });
  const runs: RunContext = { db, ports, publish, prompts, models: providers.caller, live: new Map() };

  const handlers: Handlers = {
    "host.describe": () => ({
      appVersion: options.appVersion,
      host: options.host,
      platform: process.platform,
      capabilities: { ...options.capabilities, vault: ports.vault.kind },
      workspaceFolder: options.folder,
      sqliteVersion: db.sqliteVersion(),
    }),
    "host.watch": ({ after }, { signal }) => bus.watch(after, signal),
    ...settingsHandlers(db, publish),
    ...providers.handlers,
    ...promptHandlers(prompts),
    ...runHandlers(runs),
  };

  closeInterruptedRuns(runs);
  const sampleAdded = options.sample && isNewWorkspace(db);
  if (sampleAdded) await fillWithSample(prompts, ports, redactor);

  let seenVersion = db.dataVersion();
  const look = setInterval(() => {
    const version = db.dataVersion();
    if (version === seenVersion) return;
    seenVersion = version;
    publish({ type: "workspace.changed" });
  }, lookEveryMs);
  look.unref();

  const router = createRouter(handlers, { log: ports.log, checkOutputs: options.checkOutputs ?? false });
  return {
    ...router,
    sampleAdded,
    verify: () => verifyWorkspace(db),
    async close() {
      clearInterval(look);
      await stopAllRuns(runs);
      db.close();
    },
  };
}
