import { IconAlertTriangle, IconCircleCheck, IconCloudUpload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { useWorkspace } from "../../../host/workspace-store.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { drafts } from "../draft-store.ts";
import type { SaveState } from "../open-draft.ts";
import classes from "./EditorHeader.module.css";

/** Whether the words on the screen are in the store, in words. */
export function SaveStateLine({ promptId, save }: { promptId: PromptId; save: SaveState }) {
  const { t } = useTranslation();
  const isReadOnly = useWorkspace((state) => state.access === "read-only");
  if (save.kind === "failed") {
    const { message } = errorText(save.error);
    return (
      <span className={classes.save} data-state="failed" role="status" title={message}>
        <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
        {t(
          isReadOnly
            ? "editor.save.readOnly"
            : save.retrying
              ? "editor.save.retrying"
              : "editor.save.refused",
        )}
        <span className={classes.saveReason}>{message}</span>
        {/* Where the whole workspace is read-only, its banner tries again. */}
        {!isReadOnly && (
          <button type="button" className={classes.saveRetry} onClick={() => void drafts.retry(promptId)}>
            {t("editor.save.retry")}
          </button>
        )}
      </span>
    );
  }
  if (save.kind === "conflict") {
    return (
      <span className={classes.save} data-state="failed" role="status">
        <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
        {t("editor.save.notSaved")}
      </span>
    );
  }
  const isSaved = save.kind === "saved";
  const Icon = isSaved ? IconCircleCheck : IconCloudUpload;
  return (
    <span className={classes.save} data-state={isSaved ? "saved" : "saving"}>
      <Icon size={14} stroke={1.8} aria-hidden />
      {t(isSaved ? "editor.save.saved" : "editor.save.saving")}
    </span>
  );
}
