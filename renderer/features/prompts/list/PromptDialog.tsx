import {
  Autocomplete,
  Button,
  Group,
  Input,
  Modal,
  SegmentedControl,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from "@mantine/core";
import type { TFunction } from "i18next";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LatheError } from "#shared/contract/errors.ts";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { notifyDone } from "../../../ui/notify.ts";
import { useList } from "./list-store.ts";
import { folderProblem, nameProblem, tagsProblem } from "./name-problem.ts";
import {
  type Beginning,
  createPrompt,
  duplicatePrompt,
  type PromptQuestion,
  stopAsking,
  updatePrompt,
  usePromptDialog,
} from "./prompt-actions.ts";

interface Props {
  /** Called with a prompt that was created or duplicated. */
  onCreated: (prompt: PromptSummary, begins: Beginning) => void;
}

/** The one dialog of the prompt list: new, rename, duplicate, move, tags. */
export function PromptDialog({ onCreated }: Props) {
  const { t } = useTranslation();
  const open = usePromptDialog((state) => state.question);
  // What is asked stays readable while the dialog fades out.
  const [shown, setShown] = useState<PromptQuestion | null>(open);
  useEffect(() => {
    if (open !== null) setShown(open);
  }, [open]);
  const question = open ?? shown;
  return (
    // Always there, so that it knows where the focus was when it opens.
    <Modal
      opened={open !== null}
      onClose={stopAsking}
      title={question !== null && titleOf(t, question)}
      size={420}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {question !== null && <Question question={question} onCreated={onCreated} />}
    </Modal>
  );
}

const titleOf = (t: TFunction, question: PromptQuestion): string =>
  question.kind === "create"
    ? t("prompts.dialog.create")
    : t(`prompts.dialog.${question.kind}`, { name: question.prompt.name });

function Question({ question, onCreated }: Props & { question: PromptQuestion }) {
  const { t } = useTranslation();
  const { kind } = question;
  const before = question.kind === "create" ? null : question.prompt;
  const facets = useList((state) => state.facets);
  const [name, setName] = useState(
    kind === "duplicate" ? t("prompts.dialog.copyOf", { name: before?.name ?? "" }) : (before?.name ?? ""),
  );
  const [folder, setFolder] = useState(before?.folder ?? "");
  const [begins, setBegins] = useState<Beginning>(
    (question.kind === "create" ? question.begins : undefined) ?? "text",
  );
  const [tags, setTags] = useState(before?.tags ?? []);
  const [description, setDescription] = useState("");
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.select(), []);

  const hasName = kind === "create" || kind === "rename" || kind === "duplicate";
  const hasFolder = kind === "create" || kind === "move";
  const hasTags = kind === "create" || kind === "tags";
  const problem =
    (hasName ? nameProblem(t, name) : null) ??
    (hasFolder ? folderProblem(t, folder) : null) ??
    (hasTags ? tagsProblem(t, tags) : null);
  const taken = failure instanceof LatheError && failure.code === "prompts.name-taken" ? failure : null;
  const suggestion = taken?.details?.suggestion;

  async function answer(): Promise<void> {
    const trimmed = name.trim();
    switch (question.kind) {
      case "create":
        onCreated(await createPrompt({ name: trimmed, folder: folder.trim(), tags, description }), begins);
        return;
      case "duplicate":
        onCreated(await duplicatePrompt(question.prompt.promptId, trimmed), "text");
        return;
      case "rename":
        await updatePrompt({ promptId: question.prompt.promptId, name: trimmed });
        return;
      case "move": {
        const moved = await updatePrompt({ promptId: question.prompt.promptId, folder: folder.trim() });
        notifyDone(t(moved.folder === "" ? "prompts.done.movedTop" : "prompts.done.moved", { ...moved }));
        return;
      }
      case "tags":
        await updatePrompt({ promptId: question.prompt.promptId, tags });
    }
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (problem !== null || isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      await answer();
      stopAsking();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={12}>
        {hasName && (
          <TextInput
            ref={first}
            data-autofocus
            label={t("prompts.dialog.name")}
            placeholder={t("prompts.dialog.namePlaceholder")}
            value={name}
            error={
              (isTried ? nameProblem(t, name) : null) ?? (taken && t("prompts.dialog.problem.nameTaken"))
            }
            onChange={(event) => {
              setName(event.currentTarget.value);
              setFailure(null);
            }}
          />
        )}
        {typeof suggestion === "string" && (
          <Button
            variant="default"
            onClick={() => {
              setName(suggestion);
              setFailure(null);
            }}
          >
            {t("prompts.dialog.useSuggestion", { name: suggestion })}
          </Button>
        )}
        {kind === "duplicate" && (
          <Text size="xs" c="dimmed">
            {t("prompts.dialog.duplicateHelp")}
          </Text>
        )}
        {kind === "create" && (
          <TextInput
            label={t("prompts.dialog.description")}
            placeholder={t("prompts.dialog.descriptionPlaceholder")}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
        )}
        {kind === "create" && (
          <Input.Wrapper label={t("prompts.dialog.begins")} labelElement="div">
            <SegmentedControl
              fullWidth
              aria-label={t("prompts.dialog.begins")}
              value={begins}
              data={[
                { value: "text", label: t("prompts.dialog.beginText") },
                { value: "spec", label: t("prompts.dialog.beginSpec") },
              ]}
              onChange={(chosen) => setBegins(chosen as Beginning)}
            />
          </Input.Wrapper>
        )}
        {hasFolder && (
          <Autocomplete
            data-autofocus={kind === "move" || undefined}
            size="xs"
            label={t("prompts.dialog.folder")}
            description={kind === "move" ? t("prompts.dialog.folderHelp") : undefined}
            placeholder={t("prompts.dialog.folderPlaceholder")}
            data={facets?.folders.map((each) => each.name) ?? []}
            value={folder}
            error={folderProblem(t, folder)}
            onChange={setFolder}
            clearable
          />
        )}
        {hasTags && (
          <TagsInput
            data-autofocus={kind === "tags" || undefined}
            label={t("prompts.dialog.tagsField")}
            placeholder={t("prompts.dialog.tagsPlaceholder")}
            data={facets?.tags.map((each) => each.name) ?? []}
            value={tags}
            maxTags={50}
            acceptValueOnBlur
            error={tagsProblem(t, tags)}
            onChange={setTags}
          />
        )}
        {failure !== null && taken === null && (
          <Text size="sm" c="red" role="alert">
            {errorText(failure).message}
          </Text>
        )}
        <Group justify="flex-end" gap={8} mt={4}>
          <Button variant="default" onClick={stopAsking}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={isBusy}>
            {t(submitWords[kind])}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const submitWords = {
  create: "prompts.dialog.submitCreate",
  rename: "prompts.dialog.submitRename",
  duplicate: "prompts.dialog.submitDuplicate",
  move: "prompts.dialog.submitMove",
  tags: "prompts.dialog.submitTags",
} as const;
