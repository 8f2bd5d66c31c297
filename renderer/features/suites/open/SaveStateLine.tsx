import { IconAlertTriangle, IconCircleCheck, IconCloudUpload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "../../../host/workspace-store.ts";
import { errorText } from "../../../i18n/error-text.ts";
import type { OpenSuite } from "./open-suite.ts";
import classes from "./SuiteWork.module.css";

/** Whether what is on the screen is in the store, in words. */
export function SaveStateLine({ suite }: { suite: OpenSuite }) {
  const { t } = useTranslation();
  const save = suite.useSuite((state) => state.save);
  const isReadOnly = useWorkspace((state) => state.access === "read-only");
  if (save.kind === "failed" || save.kind === "conflict") {
    return (
      <span className={classes.save} data-state="failed" role="status">
        <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
        {t(isReadOnly ? "suites.save.readOnly" : "suites.save.notSaved")}
      </span>
    );
  }
  const isSaved = save.kind === "saved";
  const Icon = isSaved ? IconCircleCheck : IconCloudUpload;
  return (
    <span className={classes.save} data-state={save.kind}>
      <Icon size={14} stroke={1.8} aria-hidden />
      {t(isSaved ? "suites.save.saved" : "suites.save.saving")}
    </span>
  );
}

/** What was typed and could not be stored is still there, and what could not be read may be later: why, and what can be done. */
export function SaveTrouble({ suite }: { suite: OpenSuite }) {
  const { t } = useTranslation();
  const save = suite.useSuite((state) => state.save);
  const failure = suite.useSuite((state) => state.failure);
  if (save.kind !== "failed" && save.kind !== "conflict") {
    return failure === null ? null : (
      <div className={classes.trouble} role="alert">
        <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
        <p>
          {t("suites.failure.read")}. {errorText(failure).message}
        </p>
        <button type="button" data-primary onClick={() => void suite.refresh()}>
          {t("shell.retry")}
        </button>
      </div>
    );
  }
  const { message } = errorText(save.error);
  return (
    <div className={classes.trouble} role="alert">
      <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
      <p>
        {t(save.kind === "conflict" ? "suites.save.conflictText" : "suites.save.failedText")} {message}
      </p>
      {save.kind === "failed" ? (
        <>
          <button type="button" onClick={() => void suite.resolve("theirs")}>
            {t("suites.save.discard")}
          </button>
          <button type="button" data-primary onClick={() => void suite.retry()}>
            {t("suites.save.retry")}
          </button>
        </>
      ) : (
        <>
          <button type="button" onClick={() => void suite.resolve("theirs")}>
            {t("suites.save.theirs")}
          </button>
          <button type="button" data-primary onClick={() => void suite.resolve("mine")}>
            {t("suites.save.mine")}
          </button>
        </>
      )}
    </div>
  );
}
