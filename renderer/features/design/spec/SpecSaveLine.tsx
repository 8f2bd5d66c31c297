import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCloudUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptSpec, StoredSpec } from "#shared/model/spec.ts";
import { useWorkspace } from "../../../host/workspace-store.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { notifyUndo } from "../../../ui/notify.ts";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import type { OpenSpec } from "./open-spec.ts";
import { SpecChanges } from "./SpecChanges.tsx";
import classes from "./spec.module.css";
import type { OpenSpecState } from "./spec-state.ts";

/** Whether the spec on the screen is in the store, in words. */
export function SpecSaveLine({ spec, state }: { spec: OpenSpec; state: OpenSpecState }) {
  const { t } = useTranslation();
  const isReadOnly = useWorkspace((workspace) => workspace.access === "read-only");
  const { save, isWritten } = state;
  if (save.kind === "failed" || save.kind === "conflict") {
    const reason = save.kind === "failed" ? errorText(save.error).message : undefined;
    return (
      <span className={classes.save} data-state="failed" role="status" title={reason}>
        <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
        {t(isReadOnly ? "design.save.readOnly" : "design.save.notSaved")}
        {save.kind === "failed" && !isReadOnly && (
          <button type="button" className={classes.retry} onClick={() => void spec.retry()}>
            {t("shell.retry")}
          </button>
        )}
      </span>
    );
  }
  if (!isWritten) return <span className={classes.save}>{t("design.save.none")}</span>;
  const isSaved = save.kind === "saved";
  const Icon = isSaved ? IconCircleCheck : IconCloudUpload;
  return (
    <span className={classes.save} data-state={save.kind}>
      <Icon size={14} stroke={1.8} aria-hidden />
      {t(isSaved ? "design.save.saved" : "design.save.saving")}
    </span>
  );
}

/** What could not be stored, and why. The words themselves are still there. */
export function SpecTrouble({ spec, state }: { spec: OpenSpec; state: OpenSpecState }) {
  const { save, theirs } = state;
  if (theirs !== null) return <ConflictBar spec={spec} mine={state.spec} theirs={theirs} />;
  if (save.kind !== "failed" || save.retrying) return null;
  return (
    <div className={classes.trouble} role="alert">
      <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
      <p>{errorText(save.error).message}</p>
    </div>
  );
}

function ConflictBar({ spec, mine, theirs }: { spec: OpenSpec; mine: PromptSpec; theirs: StoredSpec }) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  const takeTheirs = async () => {
    await spec.resolve("theirs");
    notifyUndo(t("design.conflict.taken"), () => spec.edit(() => mine));
  };
  return (
    <div className={classes.trouble} role="alert">
      <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
      <p>
        {t("design.conflict.text")} {theirs.savedAt !== null && <RelativeTime at={theirs.savedAt} />}
      </p>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        aria-expanded={isShown}
        onClick={() => setShown(!isShown)}
      >
        {t(isShown ? "design.link.hide" : "design.conflict.show")}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => void takeTheirs()}>
        {t("design.conflict.theirs")}
      </Button>
      <Button size="compact-sm" onClick={() => void spec.resolve("mine")}>
        {t("design.conflict.mine")}
      </Button>
      {isShown && theirs.spec !== null && (
        <div className={classes.theirs}>
          <SpecChanges before={mine} after={theirs.spec} />
        </div>
      )}
    </div>
  );
}
