import { Button } from "@mantine/core";
import { IconArchive } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { BackupFacts } from "../../../ui/BackupFacts.tsx";
import { formatDateTime } from "../../../ui/format.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { Failure } from "./Choice.tsx";
import classes from "./RecoveryScreen.module.css";
import { type Recovery, restore, useRecovery } from "./recovery-store.ts";

type Found = Recovery["backups"][number];

/** Every backup but the one proposed above. Those that are damaged are shown too, and cannot be chosen. */
export function BackupList({ backups, first }: { backups: Found[]; first: Found | null }) {
  const { t } = useTranslation();
  const others = backups.filter((backup) => backup !== first);
  const failure = useRecovery((state) => state.failure);
  if (backups.length === 0) {
    return (
      <p className={classes.none}>
        <IconArchive size={16} stroke={1.6} aria-hidden />
        {t("workspace.recovery.noBackups")}
      </p>
    );
  }
  return (
    <>
      {backups.every(({ sound }) => !sound) && (
        <p className={classes.none}>{t("workspace.recovery.noSound")}</p>
      )}
      {others.length > 0 && (
        <details className={classes.others}>
          <summary>
            {t(first === null ? "workspace.recovery.backupsAll" : "workspace.recovery.others", {
              count: others.length,
            })}
          </summary>
          <ul>
            {others.map((backup) => (
              <li key={backup.backupId}>
                <Row backup={backup} />
              </li>
            ))}
          </ul>
          {first === null && failure?.work === "restore" && (
            <Failure title={t("workspace.recovery.restore.failed")} error={failure.error} />
          )}
        </details>
      )}
    </>
  );
}

function Row({ backup }: { backup: Found }) {
  const { t, i18n } = useTranslation();
  const work = useRecovery((state) => state.work);
  const isMine = useRecovery((state) => state.restoring === backup.backupId);
  return (
    <div className={classes.row}>
      <BackupFacts backup={backup} />
      <span className={classes.rowEnd}>
        <StatusBadge
          plain
          status={backup.sound ? "success" : "danger"}
          label={t(backup.sound ? "workspace.sound" : "workspace.damaged")}
        />
        <Button
          variant="default"
          loading={isMine}
          disabled={!backup.sound || (work !== null && !isMine)}
          aria-label={t("workspace.recovery.restoreNamed", {
            when: formatDateTime(backup.createdAt, i18n.language),
          })}
          onClick={() => void restore(backup)}
        >
          {t("workspace.recovery.restoreOther")}
        </Button>
      </span>
    </div>
  );
}
