import { useEffect, useEffectEvent } from "react";
import {
  leaveNote,
  type ReplacementNote,
  reloadPage,
  restoreBackup,
  takeNote,
} from "../../host/replace-workspace.ts";
import { onWorkspaceEvent } from "../../host/workspace-events.ts";
import { i18n } from "../../i18n/i18n.ts";
import { countsText } from "../../ui/counts-text.ts";
import { notifyDone, notifyError, notifyLargeUndo, notifyWarning, notifyWorking } from "../../ui/notify.ts";

/**
 * Tells what happened to the workspace as a whole. `show` brings Settings › Workspace to the front; `prepare` has
 * Settings open there the next time, for whoever restored a backup there.
 */
export function useWorkspaceNotices(show: () => void, prepare: () => void): void {
  const onShow = useEffectEvent(show);
  const onRestored = useEffectEvent(prepare);
  useEffect(() => {
    const note = takeNote();
    if (note !== null) tellReplacement(note);
    if (note?.kind === "restored") onRestored();
    return onWorkspaceEvent((event) => {
      if (event.type !== "workspace.checked" || event.problems === 0) return;
      notifyWarning(
        i18n.t("workspace.notice.problems", { count: event.problems }),
        i18n.t("workspace.notice.problemsText"),
        { label: i18n.t("workspace.notice.show"), perform: () => onShow() },
      );
    });
  }, []);
}

function tellReplacement({ kind, counts, undo, keptAs }: ReplacementNote): void {
  const title = i18n.t(`workspace.notice.${kind}`);
  const text =
    keptAs === null
      ? i18n.t("workspace.notice.restoredText", { counts: countsText(counts) })
      : i18n.t("workspace.notice.restoredKept", { counts: countsText(counts), path: keptAs });
  if (undo === null) notifyDone(`${title}. ${text}`);
  else notifyLargeUndo(title, text, () => takeBack(undo.backupId));
}

/** Brings back what was there before a restore; that, too, can be undone. */
async function takeBack(backupId: string): Promise<void> {
  const done = notifyWorking(i18n.t("workspace.notice.undoing"));
  try {
    const { counts, undo, keptAs } = await restoreBackup({ backupId });
    leaveNote({ kind: "undone", counts, undo, keptAs });
    reloadPage();
  } catch (error) {
    notifyError(error, i18n.t("workspace.notice.undoFailed"));
  } finally {
    done();
  }
}
