import { Modal } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";
import { readChoices } from "../../host/choices-store.ts";
import { host } from "../../host/host.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { closeImport, useExchange } from "./exchange-store.ts";
import { ChooseStep } from "./import/ChooseStep.tsx";
import { createImport } from "./import/create-import.ts";
import { DoneStep } from "./import/DoneStep.tsx";
import classes from "./import/ImportDialog.module.css";
import { PreviewStep } from "./import/PreviewStep.tsx";
import { Working } from "./import/Working.tsx";

export interface ImportDialogProps {
  onOpenPrompt: (promptId: PromptId) => void;
  onOpenSuite: (suiteId: SuiteId) => void;
  /** A test is to be made of what was imported. */
  onTest: (offer: { promptId: PromptId; suiteId: SuiteId | null }) => void;
}

/** What others wrote comes in: chosen, looked at item by item, and only then taken over. */
export function ImportDialog(props: ImportDialogProps) {
  const { t } = useTranslation();
  const offer = useExchange((state) => state.importing);
  const [work] = useState(() => createImport(host));
  const step = work.useImport((state) => state.step);
  useEffect(() => {
    // The last step stays readable while the dialog fades out.
    if (offer === null) return work.stop();
    void readChoices();
    void work.start(offer);
  }, [offer, work]);
  const leave =
    <Arguments extends unknown[]>(go: (...parts: Arguments) => void) =>
    (...parts: Arguments) => {
      closeImport();
      go(...parts);
    };
  return (
    <Modal
      opened={offer !== null}
      onClose={closeImport}
      size="min(1180px, 95vw)"
      yOffset="4vh"
      title={t("exchange.import.title")}
      closeButtonProps={{ "aria-label": t("exchange.close") }}
    >
      <div className={classes.dialog} data-import-step={step.kind}>
        {step.kind === "choose" && <ChooseStep work={work} />}
        {(step.kind === "reading" || step.kind === "previewing") && <Working work={work} step={step} />}
        {step.kind === "failed" && (
          <>
            <ErrorState title={t("exchange.import.failed")} error={step.error} onRetry={step.retry} />
            <ChooseStep work={work} />
          </>
        )}
        {step.kind === "preview" && <PreviewStep work={work} step={step} onCancel={closeImport} />}
        {step.kind === "done" && (
          <DoneStep
            step={step}
            onAnother={work.reset}
            onClose={closeImport}
            onOpenPrompt={leave(props.onOpenPrompt)}
            onOpenSuite={leave(props.onOpenSuite)}
            onTest={leave(props.onTest)}
          />
        )}
      </div>
    </Modal>
  );
}
