import { Modal } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { readChoices } from "../../host/choices-store.ts";
import { host } from "../../host/host.ts";
import { useRead } from "../../host/use-read.ts";
import { closeExport, type ExportOffer, useExchange } from "./exchange-store.ts";
import { ExportForm } from "./export/ExportForm.tsx";

export interface ExportDialogProps {
  /** Stores what was typed on this page, so that the draft is exported as it stands; answers whether all of it is. */
  saveDraft: (promptId: PromptId) => Promise<boolean>;
}

/** A prompt goes out: what its format cannot hold is told before anything is written. */
export function ExportDialog({ saveDraft }: ExportDialogProps) {
  const { t } = useTranslation();
  const open = useExchange((state) => state.exporting);
  // What is asked stays readable while the dialog fades out.
  const [shown, setShown] = useState<ExportOffer | null>(open);
  useEffect(() => {
    if (open === null) return;
    setShown(open);
    void readChoices();
  }, [open]);
  const offer = open ?? shown;
  const prompt = useRead(
    offer?.promptId ?? null,
    async (promptId, signal) => (await host.call("prompts.open", { promptId }, signal)).prompt,
  );
  return (
    <Modal
      opened={open !== null}
      onClose={closeExport}
      size="min(1080px, 95vw)"
      yOffset="5vh"
      title={
        prompt === null
          ? t("exchange.export.titleUnknown")
          : t("exchange.export.title", { name: prompt.name })
      }
      closeButtonProps={{ "aria-label": t("exchange.close") }}
    >
      {offer !== null && (
        <ExportForm
          key={`${offer.promptId} ${offer.versionId}`}
          offer={offer}
          saveDraft={saveDraft}
          onClose={closeExport}
        />
      )}
    </Modal>
  );
}
