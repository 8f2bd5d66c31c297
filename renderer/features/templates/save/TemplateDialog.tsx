import { Loader, Modal } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { host } from "../../../host/host.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { notifyDone } from "../../../ui/notify.ts";
import { useReading } from "../../../ui/use-reading.ts";
import { closeTemplateDialog, type TemplateOffer, useTemplatesView } from "../templates-view-store.ts";
import { guessLanguage } from "./guess-language.ts";
import { SaveTemplateForm } from "./SaveTemplateForm.tsx";
import { WrittenForm, writtenOf } from "./WrittenForm.tsx";

export interface TemplateDialogProps {
  /** Stores what is typed on this page and not yet in the store. */
  settle: (promptId: PromptId) => Promise<unknown>;
}

/** A prompt becomes a template, or the words about one are changed; over whatever area is in front. */
export function TemplateDialog({ settle }: TemplateDialogProps) {
  const { t } = useTranslation();
  const open = useTemplatesView((state) => state.offer);
  // What is asked stays readable while the dialog fades out.
  const [shown, setShown] = useState<TemplateOffer | null>(open);
  useEffect(() => {
    if (open !== null) setShown(open);
  }, [open]);
  const [name, setName] = useState("");
  const offer = open ?? shown;
  return (
    <Modal
      opened={open !== null}
      onClose={closeTemplateDialog}
      size={600}
      yOffset="6vh"
      title={
        offer !== null &&
        (offer.kind === "edit"
          ? t("templates.save.editTitle", { name: offer.card.name })
          : t("templates.save.title", { name }))
      }
      closeButtonProps={{ "aria-label": t("templates.close") }}
    >
      {offer?.kind === "edit" && (
        <WrittenForm
          first={writtenOf(offer.card)}
          submit={t("templates.save.submitEdit")}
          onSubmit={async (written) => {
            const { name: changed } = await host.call("templates.update", {
              key: offer.card.key,
              ...written,
            });
            notifyDone(t("templates.done.changed", { name: changed }));
          }}
          onDone={closeTemplateDialog}
        />
      )}
      {offer?.kind === "save" && <Save promptId={offer.promptId} settle={settle} onNamed={setName} />}
    </Modal>
  );
}

function Save({
  promptId,
  settle,
  onNamed,
}: TemplateDialogProps & { promptId: PromptId; onNamed: (name: string) => void }) {
  const { value, failure, retry } = useReading(promptId, async (signal) => {
    await settle(promptId);
    const [{ prompt, draft, latest }, suites] = await Promise.all([
      host.call("prompts.open", { promptId }, signal),
      host.call("suites.list", { promptId }, signal),
    ]);
    const similar = await host.call("templates.similar", { content: draft.content }, signal);
    onNamed(prompt.name);
    const { name, description, tags } = prompt;
    const language = guessLanguage(draft.content);
    return {
      promptId,
      latest,
      isDraftChanged: prompt.draftChanged,
      suites,
      similar,
      first: { name, description, tags: tags.slice(0, 20), language, category: null, useCase: "" },
    };
  });
  if (failure !== null) return <ErrorState error={failure} onRetry={retry} />;
  if (value === null) return <Loader size="sm" mx="auto" my={48} display="block" />;
  return <SaveTemplateForm {...value} />;
}
