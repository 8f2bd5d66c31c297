import { Button } from "@mantine/core";
import { IconDatabaseExport } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BackupSource } from "../../../host/replace-workspace.ts";
import { onWorkspaceEvent } from "../../../host/workspace-events.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { PathLine } from "../../../ui/PathLine.tsx";
import { Part } from "../Part.tsx";
import { loadHostFacts, useHostFacts } from "../privacy/host-store.ts";
import { ReadingView } from "../ReadingView.tsx";
import { SectionHeading } from "../SectionHeading.tsx";
import { BackupRows } from "./BackupRows.tsx";
import { FromFile } from "./FromFile.tsx";
import { RestoreDialog } from "./RestoreDialog.tsx";
import { WholeCheck } from "./WholeCheck.tsx";
import classes from "./WorkspaceSection.module.css";
import { backUpNow, loadBackups, useWorkspaceSettings } from "./workspace-settings-store.ts";

export function WorkspaceSection() {
  const { t } = useTranslation();
  const facts = useHostFacts((state) => state.facts);
  const backups = useWorkspaceSettings((state) => state.backups);
  const isBackingUp = useWorkspaceSettings((state) => state.isBackingUp);
  const [restoring, setRestoring] = useState<BackupSource | null>(null);
  useEffect(() => {
    void loadBackups();
    return onWorkspaceEvent((event) => {
      if (event.type === "backup.made" || event.type === "workspace.changed") void loadBackups();
    });
  }, []);
  const backUp = (
    <Button
      leftSection={<IconDatabaseExport size={14} />}
      loading={isBackingUp}
      onClick={() => void backUpNow()}
    >
      {t("workspace.settings.backUp")}
    </Button>
  );

  return (
    <>
      <SectionHeading section="workspace" lead={t("workspace.settings.lead")} />
      <Part title={t("workspace.settings.folder")} text={t("workspace.settings.folderText")}>
        <ReadingView
          reading={facts}
          failedTitle={t("settings.privacy.loadFailed")}
          retry={() => void loadHostFacts()}
        >
          {facts.value !== null && (
            <PathLine path={facts.value.workspaceFolder} label={t("workspace.settings.copyFolder")} />
          )}
        </ReadingView>
      </Part>
      <Part
        title={t("workspace.settings.backups")}
        text={t("workspace.settings.rotation")}
        action={backups.value?.backups.length === 0 ? undefined : backUp}
      >
        <ReadingView
          reading={backups}
          failedTitle={t("workspace.settings.loadFailed")}
          retry={() => void loadBackups()}
        >
          {backups.value === null ? null : backups.value.backups.length === 0 ? (
            <EmptyState
              icon={IconDatabaseExport}
              title={t("workspace.settings.empty")}
              text={t("workspace.settings.emptyText")}
              action={backUp}
            />
          ) : (
            <>
              <BackupRows backups={backups.value.backups} onRestore={setRestoring} />
              <p className={classes.folder}>
                {t("workspace.settings.inFolder")}{" "}
                <PathLine path={backups.value.folder} label={t("workspace.settings.copyBackups")} />
              </p>
            </>
          )}
        </ReadingView>
      </Part>
      <Part title={t("workspace.settings.fromFile")} text={t("workspace.settings.fromFileText")}>
        <FromFile onRestore={setRestoring} />
      </Part>
      <WholeCheck />
      <RestoreDialog source={restoring} onClose={() => setRestoring(null)} />
    </>
  );
}
