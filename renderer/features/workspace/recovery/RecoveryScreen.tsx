import { Button } from "@mantine/core";
import { IconLanguage } from "@tabler/icons-react";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "../../../host/workspace-store.ts";
import { adviceFor } from "./advice.ts";
import { Choices } from "./Choices.tsx";
import { FaultFacts } from "./FaultFacts.tsx";
import { RecoveryDone } from "./RecoveryDone.tsx";
import classes from "./RecoveryScreen.module.css";
import { lookForBackups, useRecovery } from "./recovery-store.ts";
import { SalvageReportView } from "./SalvageReportView.tsx";

interface Props {
  mark: ReactNode;
  /** The settings are in the file that does not open: the other language is for this screen only. */
  onOtherLanguage: () => void;
}

/** In place of the workbench while its workspace cannot be opened: what happened, and the ways back. */
export function RecoveryScreen({ mark, onOtherLanguage }: Props) {
  const { t } = useTranslation();
  const step = useRecovery((state) => state.step);
  const recovery = useRecovery((state) => state.recovery);
  const told = useWorkspace((state) => state.fault);
  const fault = recovery?.fault ?? told;
  const advice = adviceFor(fault);
  useEffect(() => void lookForBackups(), []);
  useEffect(() => {
    document.title = `${t(`workspace.recovery.fault.${advice.words}.title`)} – ${t("shell.product")}`;
  }, [t, advice.words]);

  return (
    <main className={classes.screen}>
      <div className={classes.column}>
        <header className={classes.head}>
          <span className={classes.mark}>{mark}</span>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconLanguage size={14} />}
            lang={t("workspace.recovery.otherLanguageCode")}
            onClick={onOtherLanguage}
          >
            {t("workspace.recovery.otherLanguage")}
          </Button>
        </header>
        {step.kind === "done" ? (
          <RecoveryDone step={step} />
        ) : step.kind === "report" ? (
          <SalvageReportView report={step.report} />
        ) : (
          <>
            <FaultFacts fault={fault} words={advice.words} />
            <Choices advice={advice} />
          </>
        )}
      </div>
    </main>
  );
}
