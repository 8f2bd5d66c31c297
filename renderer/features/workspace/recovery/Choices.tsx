import { Button, Loader } from "@mantine/core";
import { IconFileSearch, IconHistory, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { BackupFacts } from "../../../ui/BackupFacts.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { formatDateTime } from "../../../ui/format.ts";
import type { Advice } from "./advice.ts";
import { BackupList } from "./BackupList.tsx";
import { Choice } from "./Choice.tsx";
import classes from "./RecoveryScreen.module.css";
import {
  cancelSalvage,
  lookForBackups,
  newestSound,
  restore,
  salvage,
  tryAgain,
  useRecovery,
} from "./recovery-store.ts";

/** The ways back, the best one first. None of them is to begin with nothing. */
export function Choices({ advice }: { advice: Advice }) {
  const { t } = useTranslation();
  const recovery = useRecovery((state) => state.recovery);
  const lookFailure = useRecovery((state) => state.lookFailure);
  const newest = newestSound(recovery);
  const isRestoreFirst = advice.first === "restore" && newest !== null;
  const isSalvageFirst =
    advice.first === "restore" && recovery !== null && newest === null && advice.canSalvage === "likely";
  const isRetryFirst = advice.first === "retry" || (recovery !== null && !isRestoreFirst && !isSalvageFirst);

  return (
    <section aria-label={t("workspace.recovery.choices")} className={classes.choices}>
      <h2 className={classes.subtitle}>{t("workspace.recovery.choices")}</h2>
      {isRetryFirst && <Retry isFirst advice={advice} />}
      {advice.canRestore && (
        <>
          {lookFailure !== null && (
            <ErrorState
              title={t("workspace.recovery.lookFailed")}
              error={lookFailure}
              onRetry={() => void lookForBackups()}
            />
          )}
          {recovery === null && lookFailure === null && (
            <p className={classes.looking} role="status">
              <Loader size={14} />
              {t("workspace.recovery.looking")}
            </p>
          )}
          {isRestoreFirst && <Newest backup={newest} />}
          {recovery !== null && (
            <BackupList backups={recovery.backups} first={isRestoreFirst ? newest : null} />
          )}
        </>
      )}
      {advice.canSalvage !== false && <Salvage isFirst={isSalvageFirst} />}
      {!isRetryFirst && <Retry isFirst={false} advice={advice} />}
    </section>
  );
}

function Newest({ backup }: { backup: NonNullable<ReturnType<typeof newestSound>> }) {
  const { t } = useTranslation();
  return (
    <Choice
      isFirst
      icon={IconHistory}
      work="restore"
      isMine={(state) => state.restoring === backup.backupId}
      title={t("workspace.recovery.restore.title")}
      text={t("workspace.recovery.restore.text")}
      working={t("workspace.recovery.restore.working")}
      failed={t("workspace.recovery.restore.failed")}
      button={t("workspace.recovery.restore.button")}
      onChoose={() => void restore(backup)}
    >
      <BackupFacts backup={backup} />
    </Choice>
  );
}

function Salvage({ isFirst }: { isFirst: boolean }) {
  const { t } = useTranslation();
  return (
    <Choice
      isFirst={isFirst}
      icon={IconFileSearch}
      work="salvage"
      title={t("workspace.recovery.salvage.title")}
      text={t("workspace.recovery.salvage.text")}
      working={t("workspace.recovery.salvage.working")}
      failed={t("workspace.recovery.salvage.failed")}
      button={t("workspace.recovery.salvage.button")}
      onChoose={() => void salvage()}
      cancel={
        <Button variant="default" onClick={cancelSalvage}>
          {t("shell.cancel")}
        </Button>
      }
    />
  );
}

function Retry({ isFirst, advice }: { isFirst: boolean; advice: Advice }) {
  const { t, i18n } = useTranslation();
  const triedAt = useRecovery((state) => state.triedAt);
  return (
    <Choice
      isFirst={isFirst}
      icon={IconRefresh}
      work="reopen"
      title={t("workspace.recovery.retry.title")}
      text={t(advice.isElsewhere ? "workspace.recovery.retry.textPutBack" : "workspace.recovery.retry.text")}
      working={t("workspace.recovery.retry.working")}
      failed={t("workspace.recovery.retry.failed")}
      button={t("workspace.recovery.retry.button")}
      onChoose={() => void tryAgain()}
    >
      {triedAt !== null && (
        <p className={classes.still} role="status">
          {t("workspace.recovery.retry.still", { time: formatDateTime(triedAt, i18n.language) })}
        </p>
      )}
    </Choice>
  );
}
