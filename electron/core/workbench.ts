import { join } from "node:path";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { Capabilities } from "#shared/contract/host.ts";
import type { workspaceOperations } from "#shared/contract/workspace.ts";
import type { Backup, BackupKind, VerifyReport } from "#shared/model/workspace.ts";
import { type CheckContext, checkHandlers, createIsolated } from "./checks/index.ts";
import { type DesignContext, designHandlers } from "./design/index.ts";
import { createEventBus } from "./event-bus.ts";
import { type ExchangeContext, exchangeHandlers } from "./exchange/index.ts";
import {
  createTestWatch,
  type ExperimentContext,
  experimentHandlers,
  stopAllJudging,
} from "./experiments/index.ts";
import type { HostDialogs } from "./host-dialogs.ts";
import type { Log, Ports } from "./ports.ts";
import {
  highestRevision,
  isNewWorkspace,
  type PromptContext,
  promptHandlers,
  raiseRevisions,
} from "./prompts/index.ts";
import { createProviders } from "./providers/index.ts";
import { createRedactor } from "./redactor.ts";
import { createRouter, type Handlers, type Router } from "./router.ts";
import { closeInterruptedRuns, type RunContext, runHandlers, stopAllRuns } from "./runs/index.ts";
import { fillWithSample } from "./sample.ts";
import { settingsHandlers } from "./settings/index.ts";
import {
  highestSnippetRevision,
  raiseSnippetRevisions,
  type SnippetContext,
  snippetHandlers,
} from "./snippets/index.ts";
import { backUp, describeBackup } from "./store/backups.ts";
import type { Database } from "./store/database.ts";
import type { WritingSteps } from "./store/restore.ts";
import { busy } from "./store/store-errors.ts";
import { sweepWorkspace, verifyWorkspace } from "./store/verify.ts";
import {
  highestSuiteRevision,
  raiseSuiteRevisions,
  type SuiteContext,
  suiteHandlers,
} from "./suites/index.ts";
import { type TemplateContext, templateHandlers } from "./templates/index.ts";
import { closeInterruptedTests, stopAllTests, type TestContext, testHandlers } from "./tests/index.ts";

export interface WorkbenchOptions {
  /** The workspace folder; made if it is missing. Holds `workspace.db`. */
  folder: string;
  host: "desktop" | "loopback" | "cli" | "test";
  appVersion: string;
  capabilities: Omit<Capabilities, "vault">;
  ports: Ports;
  /** Absent: this host has no window for a dialog of the system's. */
  dialogs?: HostDialogs;
  /** Fill a workspace that is new with the sample prompts. */
  sample: boolean;
  /** Parse every output and chunk against the contract; on in tests. */
  checkOutputs?: boolean;
}

export interface Workbench extends Router {
  /** Whether this start filled a new workspace with the sample. */
  readonly sampleAdded: boolean;
  readonly publish: (event: LatheEvent) => void;
  /** Whether there is something to lose: a prompt was written here, and the file can be written. */
  hasWork(): boolean;
  /** `deep` compares every content and every row with its hash; it lets other work go on meanwhile. */
  verify(options: { deep: boolean }, signal: AbortSignal): Promise<VerifyReport>;
  backUp(kind: BackupKind): Backup;
  /** Cancels what is running and waits for it to be stored. */
  stopRuns(): Promise<void>;
  /**
   * Around the writing of a whole other state into the file; tells the pages, and answers a backup of the state before.
   * The runs must have been stopped. Throws `store.busy` where another program saved something meanwhile.
   */
  replace(write: (steps: WritingSteps) => Promise<void>): Promise<Backup>;
  /** Stops the runs and closes the database. */
  close(): Promise<void>;
}

type WorkspaceHandlers = Pick<
  Handlers,
  "host.describe" | "host.choose-file" | keyof typeof workspaceOperations
>;

/** How soon a change by another process is noticed, and how soon the end of one that left a run behind. */
const lookEveryMs = 500;
const closeRunsEveryMs = 10_000;

/**
 * The one place where the core is put together, on an open database that it closes. `workspaceHandlers` are those that
 * answer also where there is no workbench.
 */
export async function createWorkbench(
  options: WorkbenchOptions,
  db: Database,
  workspaceHandlers: WorkspaceHandlers,
): Promise<Workbench> {
  const redactor = createRedactor();
  const ports: Ports = {
    ...options.ports,
    log: (level, message) => options.ports.log(level, redactor.redact(message)),
  };
  const bus = createEventBus(ports.clock.now());
  const { publish } = bus;

  const prompts: PromptContext = { db, clock: ports.clock, ids: ports.ids, publish };
  const providers = createProviders({ db, ports, publish, redactor });
  const runs: RunContext = { db, ports, publish, prompts, models: providers.caller, live: new Map() };
  const suites: SuiteContext = { db, ports, publish, prompts, models: providers.caller };
  const isolated = createIsolated(ports);
  const checks: CheckContext = { db, ports, models: providers.caller, isolated };
  const snippets: SnippetContext = { ...prompts, prompts };
  const design: DesignContext = { db, ports, publish, prompts, suites, models: providers.caller };
  const exchange: ExchangeContext = { db, ports, publish, prompts, suites, design };
  const { appVersion } = options;
  const tests: TestContext = {
    db,
    ports,
    publish(event) {
      publish(event);
      testWatch.hear(event);
    },
    prompts,
    models: providers.caller,
    suites,
    checks,
    appVersion,
    live: new Map(),
  };
  const experiments: ExperimentContext = {
    db,
    ports,
    publish,
    prompts,
    models: providers.caller,
    suites,
    checks,
    tests,
    appVersion,
    judging: new Map(),
  };
  const testWatch = createTestWatch(experiments);
  const templates: TemplateContext = { db, ports, publish, prompts, suites, design, tests };

  /** Of a workspace that has just been opened: whatever is marked as running was left by another program. */
  function closeInterrupted({ atStart = false } = {}): void {
    closeInterruptedRuns(runs, { atStart });
    closeInterruptedTests(tests, { atStart });
  }
  async function stopRuns(): Promise<void> {
    await Promise.all([stopAllRuns(runs), stopAllTests(tests), stopAllJudging(experiments)]);
  }

  const handlers: Handlers = {
    ...workspaceHandlers,
    "host.watch": ({ after }, { signal }) => bus.watch(after, signal),
    ...settingsHandlers(db, publish),
    ...providers.handlers,
    ...promptHandlers(prompts),
    ...snippetHandlers(snippets),
    ...checkHandlers(checks),
    ...suiteHandlers(suites),
    ...designHandlers(design),
    ...exchangeHandlers(exchange),
    ...runHandlers(runs),
    ...testHandlers(tests),
    ...templateHandlers(templates),
    ...experimentHandlers(experiments),
  };

  let sampleAdded = false;
  try {
    if (db.readOnly === null) closeInterrupted({ atStart: true });
    if (db.readOnly === null && options.sample && isNewWorkspace(db))
      sampleAdded = await fillWithSample(prompts, ports, { redactor, appVersion });
  } catch (error) {
    db.close();
    throw error;
  }
  const stopLooking =
    db.readOnly !== null ? () => {} : lookAfter(db, { publish, log: ports.log, closeInterrupted });

  function backUpAs(kind: BackupKind): Backup {
    const made = backUp(db.raw, join(options.folder, "backups"), { kind, now: ports.clock.now() });
    return describeBackup(made.file);
  }

  const router = createRouter(handlers, {
    log: ports.log,
    checkOutputs: options.checkOutputs ?? false,
    redactor,
  });
  return {
    ...router,
    sampleAdded,
    publish,
    hasWork: () => db.readOnly === null && !isNewWorkspace(db),
    verify: async ({ deep }, signal) =>
      deep ? sweepWorkspace(db, signal) : verifyWorkspace(db, { deep: false }),
    backUp: backUpAs,
    stopRuns,
    async replace(write) {
      const before = db.dataVersion();
      const undo = backUpAs("restore");
      const highest = {
        drafts: highestRevision(db),
        snippets: highestSnippetRevision(db),
        suites: highestSuiteRevision(db),
      };
      await write({
        // No page may take a draft, a snippet or a suite of the other state for the one it has in hand.
        before(restored) {
          raiseRevisions(restored, highest.drafts);
          raiseSnippetRevisions(restored, highest.snippets);
          raiseSuiteRevisions(restored, highest.suites);
        },
        whenLocked() {
          // It would be lost: neither in the backup of this moment nor in what is restored.
          if (db.dataVersion() !== before) throw busy(db.raw.name);
        },
      });
      publish({ type: "workspace.replaced" });
      try {
        closeInterrupted({ atStart: true });
      } catch (error) {
        // The restore itself is done; the next start closes them.
        ports.log("error", `Runs in the restored workspace could not be closed: ${error}`);
      }
      return undo;
    },
    async close() {
      stopLooking();
      await stopRuns();
      testWatch.stop();
      await isolated.close();
      db.close();
    },
  };
}

/** Notices what other processes do to the workspace, until it is told to stop. */
function lookAfter(
  db: Database,
  {
    publish,
    log,
    closeInterrupted,
  }: Pick<RunContext, "publish"> & { log: Log; closeInterrupted: () => void },
) {
  let seenVersion = db.dataVersion();
  const stops = [
    repeat(lookEveryMs, log, () => {
      const version = db.dataVersion();
      if (version === seenVersion) return;
      seenVersion = version;
      publish({ type: "workspace.changed" });
    }),
    repeat(closeRunsEveryMs, log, closeInterrupted),
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
