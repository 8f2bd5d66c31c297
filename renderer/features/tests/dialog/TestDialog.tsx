import { Modal } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId, TestRunId } from "#shared/model/ids.ts";
import { readChoices } from "../../../host/choices-store.ts";
import { closeTestDialog, type TestOffer, useTestsView } from "../tests-view-store.ts";
import { TestForm } from "./TestForm.tsx";

export interface TestDialogProps {
  /** The draft of a prompt as it stands on the screen, or as it is stored where it is not open. */
  draftOf: (promptId: PromptId) => Promise<PromptContent>;
  onStarted: (testRunId: TestRunId) => void;
  onShowSuites: () => void;
}

/** What is tested, on what, and what that will take; over whatever area is in front. */
export function TestDialog(props: TestDialogProps) {
  const { t } = useTranslation();
  const open = useTestsView((state) => state.offer);
  // What is asked stays readable while the dialog fades out.
  const [shown, setShown] = useState<TestOffer | null>(open);
  useEffect(() => {
    if (open === null) return;
    setShown(open);
    void readChoices();
  }, [open]);
  const offer = open ?? shown;
  return (
    <Modal
      opened={open !== null}
      onClose={closeTestDialog}
      size={880}
      title={t("tests.dialog.title")}
      closeButtonProps={{ "aria-label": t("tests.close") }}
    >
      {offer !== null && <TestForm offer={offer} {...props} />}
    </Modal>
  );
}
