import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isRunnable, type PromptContent, snippetName } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { referenceTo } from "#shared/text/snippet-references.ts";
import { host } from "../../../../host/host.ts";
import { readSnippetLibrary } from "../../../../host/snippet-library.ts";
import { errorCode, errorText } from "../../../../i18n/error-text.ts";
import { notifyDone } from "../../../../ui/notify.ts";
import { drafts } from "../../draft-store.ts";
import type { Edit } from "../content-edits.ts";
import { focusMessage, revealText } from "../editor-view-store.ts";
import { type Cursor, selectedText } from "./cursor.ts";
import classes from "./MakeSnippetDialog.module.css";
import { putReference, standsAlone } from "./snippet-edits.ts";
import { stopMaking, useMaking } from "./snippet-tasks.ts";

interface Props {
  promptId: PromptId;
  content: PromptContent;
  onEdit: (edit: Edit) => void;
}

/** What is selected becomes a snippet, and a reference takes its place. */
export function MakeSnippetDialog(props: Props) {
  const { t } = useTranslation();
  const cursor = useMaking((state) => state.cursor);
  const leave = () => {
    stopMaking();
    // The list of snippets that led here is gone.
    if (cursor !== null) focusMessage(cursor.index);
  };
  return (
    <Modal
      opened={cursor !== null}
      onClose={leave}
      title={t("editor.snippets.makeTitle")}
      size={480}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {cursor !== null && <Question {...props} cursor={cursor} onLeave={leave} />}
    </Modal>
  );
}

function Question({
  promptId,
  content,
  onEdit,
  cursor,
  onLeave,
}: Props & { cursor: Cursor; onLeave: () => void }) {
  const { t } = useTranslation();
  const { templateFormat } = content;
  // What was selected when it was asked, whatever becomes of the text meanwhile.
  const [{ text, isWhole }] = useState(() => ({
    text: selectedText(content, cursor),
    isWhole: standsAlone(content, cursor),
  }));
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const isNamed = snippetName.safeParse(name).success;
  const isTaken = errorCode(failure) === "snippets.name-taken";
  const canMake = isWhole && isRunnable(templateFormat);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isNamed || isBusy || !canMake) return;
    setBusy(true);
    setFailure(null);
    try {
      await host.call("snippets.create", { name, description, templateFormat, text });
      await readSnippetLibrary();
    } catch (error) {
      setFailure(error);
      setBusy(false);
      return;
    }
    stopMaking();
    notifyDone(t("editor.snippets.made", { name }));
    const now = drafts.draftOf(promptId)?.content;
    if (now === undefined || selectedText(now, cursor) !== text) return;
    onEdit(putReference(name, cursor));
    const end = cursor.start + referenceTo(name, templateFormat).length;
    revealText(promptId, cursor.index, end, end);
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={12}>
        <TextInput
          data-autofocus
          label={t("editor.snippets.name")}
          description={t("editor.snippets.nameHelp", {
            reference: referenceTo(isNamed ? name : t("editor.snippets.nameExample"), templateFormat),
          })}
          placeholder={t("editor.snippets.nameExample")}
          value={name}
          error={
            name !== "" && !isNamed
              ? t("editor.snippets.badName")
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
          label={t("editor.snippets.description")}
          value={description}
          maxLength={2_000}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <div>
          <p className={classes.label}>{t("editor.snippets.text")}</p>
          <pre className={classes.text}>
            {text === "" ? <em>{t("editor.snippets.nothingSelected")}</em> : text}
          </pre>
        </div>
        {!canMake && (
          <Text size="sm" c="red" role="alert">
            {t("editor.snippets.cutsTag")}
          </Text>
        )}
        {failure !== null && !isTaken && (
          <Text size="sm" c="red" role="alert">
            {errorText(failure).message}
          </Text>
        )}
        <Group justify="flex-end" gap={8} mt={4}>
          <Button variant="default" onClick={onLeave}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={isBusy} disabled={!isNamed || !canMake}>
            {t("editor.snippets.make")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
