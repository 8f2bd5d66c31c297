import { create } from "zustand";
import { isCancelled } from "#shared/contract/errors.ts";
import type { Output } from "#shared/contract/operations.ts";
import type { Backup, SalvageReport, WorkspaceCounts } from "#shared/model/workspace.ts";
import { host } from "../../../host/host.ts";
import { keepSalvaged, reloadPage, restoreBackup } from "../../../host/replace-workspace.ts";
import { reopenWorkspace } from "../../../host/workspace-store.ts";
import { errorCode } from "../../../i18n/error-text.ts";

export type Recovery = Output<"workspace.recovery">;

/** What goes on just now; one thing at a time, so that a double click does nothing twice. */
export type Work = "restore" | "salvage" | "keep" | "reopen";

export type Step =
  | { kind: "choices" }
  /** What could be read, to be decided on. */
  | { kind: "report"; report: SalvageReport }
  | { kind: "done"; how: "restored" | "salvaged"; counts: WorkspaceCounts; keptAs: string | null };

interface RecoveryState {
  /** null: not read yet. */
  recovery: Recovery | null;
  lookFailure: unknown;
  step: Step;
  work: Work | null;
  /** The backup that is being restored. */
  restoring: Backup["backupId"] | null;
  failure: { work: Work; error: unknown } | null;
  /** When the file was last tried and still did not open: ISO-8601 UTC. */
  triedAt: string | null;
}

export const useRecovery = create<RecoveryState>(() => ({
  recovery: null,
  lookFailure: null,
  step: { kind: "choices" },
  work: null,
  restoring: null,
  failure: null,
  triedAt: null,
}));

let salvaging = new AbortController();

/** Asks what is wrong and what there is to go back to; opens and checks every backup, which can take seconds. */
export async function lookForBackups(): Promise<void> {
  useRecovery.setState({ lookFailure: null });
  try {
    useRecovery.setState({ recovery: await host.call("workspace.recovery", {}) });
  } catch (error) {
    useRecovery.setState({ lookFailure: error });
  }
}

async function doAlone(work: Work, action: () => Promise<Partial<RecoveryState>>): Promise<void> {
  if (useRecovery.getState().work !== null) return;
  useRecovery.setState({ work, failure: null });
  try {
    const change = await action();
    useRecovery.setState({ ...change, work: null, restoring: null });
  } catch (error) {
    const failure = isCancelled(error) ? null : { work, error };
    useRecovery.setState({ work: null, restoring: null, failure });
  }
}

export const restore = (backup: Backup): Promise<void> =>
  doAlone("restore", async () => {
    useRecovery.setState({ restoring: backup.backupId });
    const { counts, keptAs } = await restoreBackup({ backupId: backup.backupId }).catch((error: unknown) => {
      if (errorCode(error) === "store.backup-damaged") markDamaged(backup);
      throw error;
    });
    return { step: { kind: "done", how: "restored", counts, keptAs } };
  });

/** A restore looks deeper than the list did: the next backup is proposed then. */
function markDamaged(damaged: Backup): void {
  useRecovery.setState(({ recovery }) =>
    recovery === null
      ? {}
      : {
          recovery: {
            ...recovery,
            backups: recovery.backups.map((backup) =>
              backup.backupId === damaged.backupId ? { ...backup, sound: false } : backup,
            ),
          },
        },
  );
}

/** Reads what can be read of the file. Puts nothing in place, so it can be cancelled. */
export const salvage = (): Promise<void> =>
  doAlone("salvage", async () => {
    salvaging = new AbortController();
    const report = await host.call("workspace.salvage", {}, salvaging.signal);
    return { step: { kind: "report", report } };
  });

export const cancelSalvage = (): void => salvaging.abort();

/** Puts what was read in place of the damaged file. */
export const keepRead = (): Promise<void> =>
  doAlone("keep", async () => {
    const { counts, keptAs } = await keepSalvaged();
    return { step: { kind: "done", how: "salvaged", counts, keptAs } };
  });

/** Opens the file again; when it opens, the page begins anew. */
export const tryAgain = (): Promise<void> =>
  doAlone("reopen", async () => {
    const { access } = await reopenWorkspace();
    if (access !== "closed") reloadPage();
    else void lookForBackups();
    return { triedAt: access === "closed" ? new Date().toISOString() : null };
  });

export const backToChoices = (): void => useRecovery.setState({ step: { kind: "choices" }, failure: null });

/** The newest backup that could be opened and is whole; null: there is none. */
export const newestSound = (recovery: Recovery | null): Recovery["backups"][number] | null =>
  recovery?.backups.find(({ sound }) => sound) ?? null;
