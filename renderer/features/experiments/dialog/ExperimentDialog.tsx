import { Modal } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { readChoices } from "../../../host/choices-store.ts";
import {
  closeExperimentDialog,
  type ExperimentOffer,
  useExperimentsView,
} from "../experiments-view-store.ts";
import { ExperimentForm } from "./ExperimentForm.tsx";

export interface ExperimentDialogProps {
  /** The text of a prompt as it stands on this page. */
  draftOf: (promptId: PromptId) => Promise<PromptContent>;
  onStarted: () => void;
  onShowSuites: () => void;
}

/** What is to be compared, on what, by what, and what it will cost; over whatever area is in front. */
export function ExperimentDialog(props: ExperimentDialogProps) {
  const { t } = useTranslation();
  const open = useExperimentsView((state) => state.offer);
  // What is asked stays readable while the dialog fades out.
  const [shown, setShown] = useState<ExperimentOffer | null>(open);
  useEffect(() => {
    if (open === null) return;
    setShown(open);
    void readChoices();
  }, [open]);
  const offer = open ?? shown;
  return (
    <Modal
      opened={open !== null}
      onClose={closeExperimentDialog}
      size={1120}
      yOffset="5vh"
      title={t("compare.dialog.title")}
      closeButtonProps={{ "aria-label": t("compare.close") }}
    >
      {offer !== null && <ExperimentForm key={keyOf(offer)} offer={offer} {...props} />}
    </Modal>
  );
}

const keys = new WeakMap<ExperimentOffer, number>();
let offers = 0;

/** Another offer is another form, also while the one before is open. */
function keyOf(offer: ExperimentOffer): number {
  const known = keys.get(offer);
  if (known !== undefined) return known;
  offers += 1;
  keys.set(offer, offers);
  return offers;
}
