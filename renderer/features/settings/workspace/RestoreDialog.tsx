import { Alert, Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BackupSource } from "../../../host/replace-workspace.ts";
import { errorCode, errorText } from "../../../i18n/error-text.ts";
import { BackupFacts } from "../../../ui/BackupFacts.tsx";
import { SubjectDialog } from "../SubjectDialog.tsx";
import classes from "./WorkspaceSection.module.css";
import { restoreAndReload, useWorkspaceSettings } from "./workspace-settings-store.ts";

/** Says what a restore does before it is done: it changes everything, and can be taken back. */
export function RestoreDialog({ source, onClose }: { source: BackupSource | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  return (
    <SubjectDialog
      subject={source}
      title={() => t("workspace.settings.confirmTitle")}
      size={520}
      // A restore that is under way goes on: closing the window over it would only hide how it ends.
      onClose={() => !isBusy && onClose()}
    >
      {(asked) => <Question source={asked} isBusy={isBusy} setBusy={setBusy} onClose={onClose} />}
    </SubjectDialog>
  );
}

interface Props {
  source: BackupSource;
  isBusy: boolean;
  setBusy: (isBusy: boolean) => void;
  onClose: () => void;
}

function Question({ source, isBusy, setBusy, onClose }: Props) {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<unknown>(null);
  const backup = useWorkspaceSettings(({ backups }) =>
    "path" in source
      ? undefined
      : backups.value?.backups.find(({ backupId }) => backupId === source.backupId),
  );
  const restore = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await restoreAndReload(source);
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <>
      <div className={classes.asked}>
        {backup !== undefined ? (
          <BackupFacts backup={backup} />
        ) : (
          "path" in source && <code>{source.path}</code>
        )}
      </div>
      <Text size="sm">{t("workspace.settings.confirmText")}</Text>
      {failure !== null && (
        <Alert
          color="red"
          title={t("workspace.settings.restoreFailed")}
          role="alert"
          mt="sm"
          data-error-code={errorCode(failure)}
        >
          {errorText(failure).message}
        </Alert>
      )}
      <p role="status" className={classes.working}>
        {isBusy && t("workspace.settings.restoring")}
      </p>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" disabled={isBusy} onClick={onClose} data-autofocus>
          {t("settings.cancel")}
        </Button>
        <Button loading={isBusy} onClick={() => void restore()}>
          {t("workspace.settings.confirm")}
        </Button>
      </Group>
    </>
  );
}
