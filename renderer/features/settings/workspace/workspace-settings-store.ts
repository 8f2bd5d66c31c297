import { create } from "zustand";
import { isCancelled } from "#shared/contract/errors.ts";
import type { Output } from "#shared/contract/operations.ts";
import type { VerifyReport } from "#shared/model/workspace.ts";
import { host } from "../../../host/host.ts";
import { type BackupSource, leaveNote, reloadPage, restoreBackup } from "../../../host/replace-workspace.ts";
import { i18n } from "../../../i18n/i18n.ts";
import { countsText } from "../../../ui/counts-text.ts";
import { notifyDone, notifyError } from "../../../ui/notify.ts";
import { createReader, type Reading, unread } from "../reading.ts";

/** How the check of a file stands; absent where none was asked for. */
export type Check =
  | { kind: "running" }
  | { kind: "done"; report: VerifyReport }
  | { kind: "failed"; error: unknown };

interface WorkspaceSettings {
  backups: Reading<Output<"workspace.backups">>;
  isBackingUp: boolean;
  /** By `checkKey`. */
  checks: Record<string, Check | undefined>;
}

/** What a check is of: the whole workspace, or a backup. */
export type Checked = "workspace" | BackupSource;

export const checkKey = (checked: Checked): string =>
  checked === "workspace" ? checked : "path" in checked ? `path:${checked.path}` : `id:${checked.backupId}`;

export const useWorkspaceSettings = create<WorkspaceSettings>(() => ({
  backups: unread(),
  isBackingUp: false,
  checks: {},
}));

export const loadBackups = createReader(
  () => host.call("workspace.backups", {}),
  (change) => useWorkspaceSettings.setState(({ backups }) => ({ backups: change(backups) })),
);

/** Makes a backup and says what is in it. Asked for again while one is being made, it does nothing. */
export async function backUpNow(): Promise<void> {
  if (useWorkspaceSettings.getState().isBackingUp) return;
  useWorkspaceSettings.setState({ isBackingUp: true });
  try {
    const made = await host.call("workspace.back-up", {});
    notifyDone(i18n.t("workspace.settings.backedUp", { counts: countsText(made.counts) }));
    // What is not shown is read when it is.
    if (useWorkspaceSettings.getState().backups.value !== null) await loadBackups();
  } catch (error) {
    notifyError(error, i18n.t("workspace.settings.backUpFailed"));
  } finally {
    useWorkspaceSettings.setState({ isBackingUp: false });
  }
}

const running = new Map<string, AbortController>();

/** Compares everything in the workspace, or in a backup, with its hash. A newer check of the same takes the older's place. */
export async function check(checked: Checked): Promise<void> {
  const key = checkKey(checked);
  cancelCheck(checked);
  const mine = new AbortController();
  running.set(key, mine);
  show(key, { kind: "running" });
  const finish = (result: Check | undefined) => {
    if (running.get(key) !== mine) return;
    running.delete(key);
    show(key, result);
  };
  try {
    const report =
      checked === "workspace"
        ? await host.call("workspace.verify", { deep: true }, mine.signal)
        : await host.call("workspace.check-backup", { source: checked }, mine.signal);
    finish({ kind: "done", report });
  } catch (error) {
    finish(isCancelled(error) ? undefined : { kind: "failed", error });
  }
}

export function cancelCheck(checked: Checked): void {
  const key = checkKey(checked);
  running.get(key)?.abort();
  running.delete(key);
  show(key, undefined);
}

const show = (key: string, result: Check | undefined): void =>
  useWorkspaceSettings.setState(({ checks }) => ({ checks: { ...checks, [key]: result } }));

/** Puts a backup in the workspace's place and loads the page anew, which then offers to take it back. */
export async function restoreAndReload(source: BackupSource): Promise<void> {
  const { counts, undo, keptAs } = await restoreBackup(source);
  leaveNote({ kind: "restored", counts, undo, keptAs });
  reloadPage();
}
