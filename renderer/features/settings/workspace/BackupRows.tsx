import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Backup } from "#shared/model/workspace.ts";
import type { BackupSource } from "../../../host/replace-workspace.ts";
import { BackupFacts } from "../../../ui/BackupFacts.tsx";
import { formatDateTime } from "../../../ui/format.ts";
import { CheckButton, CheckResult } from "./CheckResult.tsx";
import classes from "./WorkspaceSection.module.css";

interface Props {
  /** Newest first. */
  backups: Backup[];
  onRestore: (source: BackupSource) => void;
}

export function BackupRows({ backups, onRestore }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <ul className={classes.rows} aria-label={t("workspace.settings.listLabel")}>
      {backups.map((backup) => {
        const source = { backupId: backup.backupId };
        const when = formatDateTime(backup.createdAt, i18n.language);
        return (
          <li key={backup.backupId}>
            <div className={classes.row}>
              <BackupFacts backup={backup} />
              <span className={classes.buttons}>
                <CheckButton checked={source} label={t("workspace.settings.checkNamed", { when })}>
                  {t("workspace.settings.check")}
                </CheckButton>
                <Button
                  variant="default"
                  disabled={backup.counts === null}
                  aria-label={t("workspace.settings.restoreNamed", { when })}
                  onClick={() => onRestore(source)}
                >
                  {t("workspace.settings.restore")}
                </Button>
              </span>
            </div>
            <CheckResult checked={source} />
          </li>
        );
      })}
    </ul>
  );
}
