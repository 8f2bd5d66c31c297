import { Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { runnableFormat, snippetName } from "#shared/model/content.ts";
import { referenceTo } from "#shared/text/snippet-references.ts";
import { errorCode, errorText } from "../../i18n/error-text.ts";
import { notifyDone } from "../../ui/notify.ts";
import { changeSnippet, createSnippet } from "./snippet-actions.ts";
import { stopAskingAboutSnippet, useSnippetsView } from "./snippets-view-store.ts";

type Asked = NonNullable<ReturnType<typeof useSnippetsView.getState>["question"]>;

/** A new snippet, or the name and the purpose of one. */
export function SnippetDialog() {
  const { t } = useTranslation();
  const open = useSnippetsView((state) => state.question);
  // What is asked stays readable while the dialog fades out.
  const [shown, setShown] = useState<Asked | null>(open);
  useEffect(() => {
    if (open !== null) setShown(open);
  }, [open]);
  const question = open ?? shown;
  return (
    <Modal
      opened={open !== null}
      onClose={stopAskingAboutSnippet}
      title={
        question?.kind === "rename"
          ? t("snippets.dialog.change", { name: question.snippet.name })
          : t("snippets.dialog.create")
      }
      size={440}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {question !== null && <Question question={question} />}
    </Modal>
  );
}

function Question({ question }: { question: Asked }) {
  const { t } = useTranslation();
  const before = question.kind === "rename" ? question.snippet : null;
  const [name, setName] = useState(before?.name ?? (question.kind === "create" ? (question.name ?? "") : ""));
  const [description, setDescription] = useState(before?.description ?? "");
  const [templateFormat, setFormat] = useState(before?.templateFormat ?? "f-string");
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const isNamed = snippetName.safeParse(name).success;
  const isTaken = errorCode(failure) === "snippets.name-taken";
  const isRenamed = before !== null && name !== before.name;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (!isNamed || isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      if (before === null) await createSnippet({ name, description, templateFormat, text: "" });
      else {
        const count = await changeSnippet(before, { name, description });
        if (count > 0) notifyDone(t("snippets.done.renamed", { count, name }));
      }
      stopAskingAboutSnippet();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={12}>
        <TextInput
          data-autofocus
          label={t("snippets.dialog.name")}
          description={t("snippets.dialog.nameHelp", {
            reference: referenceTo(isNamed ? name : t("snippets.dialog.nameExample"), templateFormat),
          })}
          placeholder={t("snippets.dialog.nameExample")}
          value={name}
          error={
            (isTried || name !== "") && !isNamed
              ? t("snippets.dialog.badName")
              : isTaken
                ? errorText(failure).message
                : undefined
          }
          onChange={(event) => {
            setName(event.currentTarget.value);
            setFailure(null);
          }}
        />
        <TextInput
          label={t("snippets.dialog.description")}
          placeholder={t("snippets.dialog.descriptionPlaceholder")}
          value={description}
          maxLength={2_000}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {before === null && (
          <div>
            <Text size="sm" fw={500} mb={4}>
              {t("snippets.dialog.format")}
            </Text>
            <SegmentedControl
              aria-label={t("snippets.dialog.format")}
              value={templateFormat}
              onChange={(chosen) => setFormat(runnableFormat.parse(chosen))}
              data={runnableFormat.options.map((value) => ({ value, label: t(`editor.format.${value}`) }))}
            />
          </div>
        )}
        {isRenamed && before.usedBy > 0 && (
          <Text size="sm" c="dimmed">
            {t("snippets.dialog.renames", { count: before.usedBy })}
          </Text>
        )}
        {failure !== null && !isTaken && (
          <Text size="sm" c="red" role="alert">
            {errorText(failure).message}
          </Text>
        )}
        <Group justify="flex-end" gap={8} mt={4}>
          <Button variant="default" onClick={stopAskingAboutSnippet}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={isBusy}>
            {t(before === null ? "snippets.dialog.submitCreate" : "snippets.dialog.submitChange")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
