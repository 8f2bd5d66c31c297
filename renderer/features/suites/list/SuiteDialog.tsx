import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorCode, errorText } from "../../../i18n/error-text.ts";
import { showSuite } from "../suites-view-store.ts";
import { PromptSelect } from "./PromptSelect.tsx";
import {
  changeSuite,
  createSuite,
  type SuiteQuestion,
  stopAskingAboutSuite,
  useSuiteDialog,
} from "./suites-store.ts";

/** The one dialog of the list: a new suite, or the name and prompt of one. */
export function SuiteDialog() {
  const { t } = useTranslation();
  const open = useSuiteDialog((state) => state.question);
  // What is asked stays readable while the dialog fades out.
  const [shown, setShown] = useState<SuiteQuestion | null>(open);
  useEffect(() => {
    if (open !== null) setShown(open);
  }, [open]);
  const question = open ?? shown;
  return (
    <Modal
      opened={open !== null}
      onClose={stopAskingAboutSuite}
      title={
        question === null
          ? undefined
          : question.kind === "create"
            ? t("suites.dialog.create")
            : t("suites.dialog.change", { name: question.suite.name })
      }
      size={420}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {question !== null && <Question question={question} />}
    </Modal>
  );
}

function Question({ question }: { question: SuiteQuestion }) {
  const { t } = useTranslation();
  const before = question.kind === "create" ? null : question.suite;
  const [name, setName] = useState(before?.name ?? "");
  const [promptId, setPromptId] = useState(before?.promptId ?? null);
  const [description, setDescription] = useState(before?.description ?? "");
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const isTaken = errorCode(failure) === "suites.name-taken";
  const problem =
    name.trim() === ""
      ? t("suites.dialog.nameNeeded")
      : name.trim().length > 120
        ? t("suites.dialog.nameTooLong", { most: 120 })
        : null;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (problem !== null || isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      const input = { name: name.trim(), promptId, description };
      if (before === null) showSuite((await createSuite(input)).suiteId);
      else await changeSuite({ suiteId: before.suiteId, ...input });
      stopAskingAboutSuite();
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
          label={t("suites.dialog.name")}
          placeholder={t("suites.dialog.namePlaceholder")}
          value={name}
          error={(isTried ? problem : null) ?? (isTaken && t("suites.dialog.nameTaken"))}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setFailure(null);
          }}
        />
        <PromptSelect
          value={promptId}
          name={before?.promptName ?? null}
          onChange={setPromptId}
          description={t("suites.dialog.promptHelp")}
        />
        <TextInput
          label={t("suites.dialog.description")}
          placeholder={t("suites.dialog.descriptionPlaceholder")}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {failure !== null && !isTaken && (
          <Text size="sm" c="red" role="alert">
            {errorText(failure).message}
          </Text>
        )}
        <Group justify="flex-end" gap={8} mt={4}>
          <Button variant="default" onClick={stopAskingAboutSuite}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={isBusy}>
            {t(before === null ? "suites.dialog.submitCreate" : "suites.dialog.submitChange")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
