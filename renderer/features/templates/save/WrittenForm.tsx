import { Button, Group, Select, Stack, TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LatheError } from "#shared/contract/errors.ts";
import { type Template, type TemplateCategory, templateCategories } from "#shared/model/template.ts";
import { errorText } from "../../../i18n/error-text.ts";

/** The words about a template. */
export type Written = Pick<Template, "name" | "description" | "category" | "useCase" | "language" | "tags">;

export const writtenOf = ({ name, description, category, useCase, language, tags }: Written): Written => ({
  name,
  description,
  category,
  useCase,
  language,
  tags,
});

interface Props {
  /** `category: null`: still to be chosen. */
  first: Omit<Written, "category"> & { category: TemplateCategory | null };
  submit: string;
  /** Below the words. */
  children?: ReactNode;
  onSubmit: (written: Written) => Promise<void>;
  onDone: () => void;
}

const longestName = 120;
const languages = ["en", "zh", "other"] as const;

export function WrittenForm({ first, submit, children, onSubmit, onDone }: Props) {
  const { t } = useTranslation();
  const [written, setWritten] = useState(first);
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const nameField = useRef<HTMLInputElement>(null);
  // By the time the prompt is read the dialog has given the focus away.
  useEffect(() => nameField.current?.focus(), []);
  const change = (part: Partial<typeof first>): void => {
    setWritten((now) => ({ ...now, ...part }));
    setFailure(null);
  };
  const taken = failure instanceof LatheError && failure.code === "templates.name-taken" ? failure : null;
  const suggestion = taken?.details?.suggestion;
  const hasName = written.name.trim() !== "";

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    const { category } = written;
    if (!hasName || category === null || isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      await onSubmit({ ...written, name: written.name.trim(), category });
      onDone();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={send} noValidate>
      <Stack gap={12}>
        <TextInput
          ref={nameField}
          data-autofocus
          label={t("templates.save.name")}
          placeholder={t("templates.save.namePlaceholder")}
          maxLength={longestName}
          value={written.name}
          error={
            isTried && !hasName ? t("templates.save.nameNeeded") : taken && t("templates.save.nameTaken")
          }
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        {typeof suggestion === "string" && (
          <Button variant="default" onClick={() => change({ name: suggestion })}>
            {t("templates.save.useSuggestion", { name: suggestion })}
          </Button>
        )}
        <Textarea
          label={t("templates.save.description")}
          placeholder={t("templates.save.descriptionPlaceholder")}
          autosize
          minRows={2}
          maxRows={5}
          maxLength={2_000}
          value={written.description}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        <Group grow align="flex-start" gap={12}>
          <Select
            label={t("templates.save.category")}
            placeholder={t("templates.save.categoryPlaceholder")}
            allowDeselect={false}
            value={written.category}
            error={isTried && written.category === null && t("templates.save.categoryNeeded")}
            data={templateCategories.map((value) => ({ value, label: t(`templates.category.${value}`) }))}
            onChange={(chosen) =>
              change({ category: templateCategories.find((value) => value === chosen) ?? null })
            }
          />
          <Select
            label={t("templates.save.language")}
            allowDeselect={false}
            value={written.language}
            data={languages.map((value) => ({ value, label: t(`templates.language.${value}`) }))}
            onChange={(chosen) =>
              change({ language: languages.find((value) => value === chosen) ?? written.language })
            }
          />
        </Group>
        <Group grow align="flex-start" gap={12}>
          <TextInput
            label={t("templates.save.useCase")}
            placeholder={t("templates.save.useCasePlaceholder")}
            maxLength={300}
            value={written.useCase}
            onChange={(event) => change({ useCase: event.currentTarget.value })}
          />
          <TagsInput
            label={t("templates.save.tags")}
            placeholder={t("templates.save.tagsPlaceholder")}
            value={written.tags}
            maxTags={20}
            acceptValueOnBlur
            onChange={(tags) => change({ tags: tags.map((tag) => tag.trim().slice(0, 40)).filter(Boolean) })}
          />
        </Group>
        {children}
        {failure !== null && taken === null && (
          <Text size="sm" c="red" role="alert">
            {errorText(failure).message}
          </Text>
        )}
        <Group justify="flex-end" gap={8} mt={4}>
          <Button variant="default" onClick={onDone}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={isBusy}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
