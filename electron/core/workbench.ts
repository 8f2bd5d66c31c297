import { join } from "node:path";
import type { Capabilities } from "#shared/contract/host.ts";
import { createEventBus } from "./event-bus.ts";
import type { Log, Ports } from "./ports.ts";
import { isNewWorkspace, type PromptContext, promptHandlers } from "./prompts/index.ts";
import { createProviders } from "./providers/index.ts";
import { createRedactor } from "./redactor.ts";
import { createRouter, type Handlers, type Router } from "./router.ts";
import { closeInterruptedRuns, type RunContext, runHandlers, stopAllRuns } from "./runs/index.ts";
import { fillWithSample } from "./sample.ts";
import { settingsHandlers } from "./settings/index.ts";
import type { Database } from "./store/database.ts";
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

/** How soon a change by another process is noticed, and how soon the end of one that left a run behind. */
const lookEveryMs = 500;
const closeRunsEveryMs = 10_000;

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

  let sampleAdded = false;
  try {
    closeInterruptedRuns(runs, { atStart: true });
    if (options.sample && isNewWorkspace(db)) sampleAdded = await fillWithSample(prompts, ports, redactor);
  } catch (error) {
    db.close();
    throw error;
  }
  const stopLooking = lookAfter(db, runs, { publish, log: ports.log });

  const router = createRouter(handlers, { log: ports.log, checkOutputs: options.checkOutputs ?? false });
  return {
    ...router,
    sampleAdded,
    verify: () => verifyWorkspace(db),
    async close() {
      stopLooking();
      await stopAllRuns(runs);
      db.close();
    },
  };
}

/** Notices what other processes do to the workspace, until it is told to stop. */
function lookAfter(
  db: Database,
  runs: RunContext,
  { publish, log }: Pick<RunContext, "publish"> & { log: Log },
) {
  let seenVersion = db.dataVersion();
  const stops = [
    repeat(lookEveryMs, log, () => {
      const version = db.dataVersion();
      if (version === seenVersion) return;
      seenVersion = version;
      publish({ type: "workspace.changed" });
    }),
    repeat(closeRunsEveryMs, log, () => closeInterruptedRuns(runs)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Nobody would hear what a timer throws, and the process would end of it. A fault is logged once until it has healed. */
function repeat(everyMs: number, log: Log, work: () => void): () => void {
  let isFailing = false;
  const timer = setInterval(() => {
    try {
      work();
      isFailing = false;
    } catch (error) {
      if (!isFailing) log("error", `The workspace cannot be looked after: ${error}`);
      isFailing = true;
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
