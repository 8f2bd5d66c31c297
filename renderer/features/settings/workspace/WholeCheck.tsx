import { useTranslation } from "react-i18next";
import { useWorkspace } from "../../../host/workspace-store.ts";
import { RelativeTime } from "../../../ui/RelativeTime.tsx";
import { Part } from "../Part.tsx";
import { CheckButton, CheckResult } from "./CheckResult.tsx";
import classes from "./WorkspaceSection.module.css";

/** Whether everything in the workspace is whole: now, and when Lathe looked by itself. */
export function WholeCheck() {
  const { t } = useTranslation();
  const checked = useWorkspace((state) => state.checked);
  return (
    <Part
      title={t("workspace.settings.whole")}
      text={t("workspace.settings.wholeText")}
      action={<CheckButton checked="workspace">{t("workspace.settings.verify")}</CheckButton>}
    >
      <p className={classes.last}>
        {t("workspace.settings.lastCheck")}{" "}
        {checked === null ? (
          t("workspace.settings.lastNever")
        ) : (
          <>
            <RelativeTime at={checked.at} />
            {checked.problems === 0
              ? t("workspace.settings.lastOk")
              : t("workspace.settings.lastProblems", { count: checked.problems })}
          </>
        )}
      </p>
      <CheckResult checked="workspace" />
    </Part>
  );
}
