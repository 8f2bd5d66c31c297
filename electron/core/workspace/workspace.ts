import { statSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type ErrorData, LatheError } from "#shared/contract/errors.ts";
import type { hostOperations } from "#shared/contract/host.ts";
import { operations } from "#shared/contract/operations.ts";
import type { WorkspaceState, workspaceOperations } from "#shared/contract/workspace.ts";
import { dialogHandlers } from "../host-dialogs.ts";
import { createRouter, type Handlers, type HandlersOf, type Router } from "../router.ts";
import { backupFile, listBackups } from "../store/backups.ts";
import { backupFolderOf, lookAtFile } from "../store/look-at-file.ts";
import { linkedSqliteVersion, openDatabase } from "../store/open-database.ts";
import { prepareBackup, putBack, refuseUnsound, setAside } from "../store/restore.ts";
import { createWorkbench, type Workbench, type WorkbenchOptions } from "../workbench.ts";
import { keepSalvaged, salvageBeside } from "./salvaged.ts";
import { startUpkeep, type Upkeep } from "./upkeep.ts";

/** A workspace that stays answerable whatever its file is like: opened, opened for reading only, or closed. */
export interface Workspace extends Router {
  state(): WorkspaceState;
  /** Whether this start filled a new workspace with the sample. */
  readonly sampleAdded: boolean;
  /** Cancels what is running, waits for it to be stored, and closes the database. */
  close(): Promise<void>;
}

type WorkspaceHandlers = HandlersOf<typeof workspaceOperations> &
  Pick<HandlersOf<typeof hostOperations>, "host.describe" | "host.choose-file">;

interface Opened {
  workbench: Workbench;
  upkeep: Upkeep;
  /** Aborted when this workbench ends: a page that listens on would hear nothing of the next one. */
  ended: AbortController;
}

/** Never throws for a file that cannot be opened: `state()` says why, and the operations `workspace.*` mend it. */
export async function openWorkspace(options: WorkbenchOptions): Promise<Workspace> {
  const { folder, ports } = options;
  const file = join(folder, "workspace.db");
  const backupFolder = backupFolderOf(file);
  const log = ports.log;
  let opened: Opened | null = null;
  let fault: ErrorData | null = null;
  let sampleAdded = false;
  let router: Router;
  /** A restore holds up what comes after it, since that would be answered from what is about to go. */
  let replacing: Promise<unknown> | null = null;

  async function open(): Promise<void> {
    try {
      const db = openDatabase(file, { log, now: ports.clock.now });
      const workbench = await createWorkbench(options, db, workspaceHandlers);
      const upkeep = startUpkeep({ folder, backupFolder, workbench, ports, publish: workbench.publish });
      opened = { workbench, upkeep, ended: new AbortController() };
      fault = db.readOnly;
      router = workbench;
      sampleAdded ||= workbench.sampleAdded;
    } catch (error) {
      if (!(error instanceof LatheError)) throw error;
      log("warn", `The workspace could not be opened: ${error.message}`);
      opened = null;
      fault = error.toData();
      router = createRouter(closedHandlers(error, workspaceHandlers), { log, checkOutputs: false });
    }
  }

  async function shut(): Promise<void> {
    const open = opened;
    opened = null;
    open?.ended.abort();
    open?.upkeep.stop();
    await open?.workbench.close();
  }

  const state = (): WorkspaceState => ({
    access: opened === null ? "closed" : fault === null ? "full" : "read-only",
    fault,
    checked: opened?.upkeep.lastCheck ?? null,
  });

  const working = (): Opened => {
    if (opened !== null) return opened;
    throw new LatheError(fault ?? noWorkspace);
  };

  /** One change of the whole file at a time, and no other call beside it. */
  async function alone<T>(work: () => Promise<T>): Promise<T> {
    if (replacing !== null) {
      throw new LatheError({
        code: "store.being-replaced",
        message: "The workspace is being restored just now. Wait until that is done.",
        retryable: true,
      });
    }
    const done = work();
    replacing = done.catch(() => {});
    try {
      return await done;
    } finally {
      replacing = null;
    }
  }

  /** In place of a file that cannot be opened, which is kept. */
  async function putInPlace(move: (to: string) => void): Promise<string> {
    try {
      await shut();
      const keptAs = setAside(file, ports.clock.now());
      try {
        move(file);
      } catch (error) {
        // Without it the next start would find no workspace at all.
        putBack(keptAs, file);
        throw error;
      }
      return keptAs;
    } finally {
      await open();
    }
  }

  const workspaceHandlers: WorkspaceHandlers = {
    "host.describe": async () => {
      await ports.vault.settle?.();
      return {
        appVersion: options.appVersion,
        host: options.host,
        platform: process.platform,
        capabilities: { ...options.capabilities, vault: ports.vault.kind },
        workspaceFolder: folder,
        sqliteVersion: linkedSqliteVersion(),
        workspace: state(),
      };
    },
    ...dialogHandlers(options.dialogs),
    "workspace.backups": () => ({ folder: backupFolder, backups: listBackups(backupFolder) }),
    "workspace.back-up": () => {
      const { workbench } = working();
      const made = workbench.backUp("manual");
      workbench.publish({ type: "backup.made" });
      return made;
    },
    "workspace.check-backup": async ({ source }, { signal }) => {
      const prepared = await prepareBackup(backupFile(backupFolder, source), file, { log, signal });
      prepared.remove();
      return prepared.report;
    },
    "workspace.restore": ({ source }, { signal }) =>
      alone(async () => {
        const from = backupFile(backupFolder, source);
        const prepared = await prepareBackup(from, file, { log, signal });
        try {
          refuseUnsound(prepared.report, from);
          const { counts } = prepared;
          if (opened === null || fault !== null) {
            const keptAs = await putInPlace((to) => prepared.moveTo(to));
            return { counts, undo: null, keptAs };
          }
          const { workbench } = opened;
          await workbench.stopRuns();
          const undo = await workbench.replace((steps) => prepared.writeInto(file, steps));
          return { counts, undo, keptAs: null };
        } finally {
          prepared.remove();
        }
      }),
    "workspace.verify": async ({ deep }, { signal }) => {
      const { workbench, upkeep } = working();
      const report = await workbench.verify({ deep }, signal);
      if (deep) await upkeep.noteCheck(report.problems.length);
      return report;
    },
    "workspace.recovery": async (_input, { signal }) => {
      const backups = [];
      for (const backup of listBackups(backupFolder)) {
        backups.push({ ...backup, sound: isSound(join(backupFolder, backup.backupId)) });
        // A turn for the other calls, and for a cancel, between two files.
        await nextTurn();
        signal.throwIfAborted();
      }
      const sizeBytes = statSync(file, { throwIfNoEntry: false })?.size ?? null;
      return { fault, file, sizeBytes, backups };
    },
    "workspace.salvage": (_input, { signal }) =>
      alone(async () => {
        refuseSound();
        return salvageBeside(file, { log, signal });
      }),
    "workspace.keep-salvaged": () =>
      alone(async () => {
        refuseSound();
        const salvaged = keepSalvaged(file, log);
        try {
          const keptAs = await putInPlace(salvaged.moveTo);
          return { counts: salvaged.counts, keptAs };
        } finally {
          salvaged.close();
        }
      }),
    "workspace.reopen": () =>
      alone(async () => {
        if (fault !== null) {
          await shut();
          await open();
        }
        return state();
      }),
  };

  /** A workspace that is open has nothing to be salvaged from. */
  function refuseSound(): void {
    if (opened === null) return;
    throw new LatheError({
      code: "store.not-damaged",
      message:
        "The workspace is open; there is nothing to be recovered. To go back in time, restore a backup.",
    });
  }

  await open();
  return {
    state,
    get sampleAdded() {
      return sampleAdded;
    },
    async *open(request, signal) {
      // The operation that replaces the file must not wait for itself, nor hold up the question how it stands.
      if (!/^(workspace|host)\./.test(request.operation)) await replacing;
      const signals = [signal, opened?.ended.signal].filter((one) => one !== undefined);
      // What reopens the workspace lives on past the end of the one before.
      const ends = request.operation.startsWith("workspace.") ? signal : AbortSignal.any(signals);
      yield* router.open(request, ends);
    },
    async close() {
      // What is replacing the file would otherwise open it again, after everything was closed.
      await replacing;
      opened?.upkeep.backUpIfDue();
      await shut();
    },
  };
}

/** By its structure; a restore checks every hash besides. */
function isSound(backup: string): boolean {
  try {
    return lookAtFile(backup) === "workspace";
  } catch {
    return false;
  }
}

const noWorkspace: ErrorData = {
  code: "store.closed",
  message: "The workspace is being closed. Try again in a moment.",
  retryable: true,
};

/** Every operation answers why the workspace is closed, but for those that mend it. */
function closedHandlers(fault: LatheError, own: WorkspaceHandlers): Handlers {
  const refuse = () => {
    throw LatheError.from(fault.toData());
  };
  const refusing = Object.fromEntries(Object.keys(operations).map((name) => [name, refuse]));
  return { ...(refusing as unknown as Handlers), ...own };
}
