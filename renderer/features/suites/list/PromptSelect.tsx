import { Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { usePromptNames } from "./use-prompt-names.ts";

interface Props {
  value: PromptId | null;
  /** Of the value, known before the list is. */
  name: string | null;
  onChange: (promptId: PromptId | null) => void;
  description?: string | undefined;
}

/** The prompt a suite was written for; none is a choice too. */
export function PromptSelect({ value, name, onChange, description }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const names = usePromptNames(typed);
  const options = new Map(names.map((each) => [each.promptId as string, each.name]));
  if (value !== null && !options.has(value)) options.set(value, name ?? value);
  return (
    <Select
      label={t("suites.dialog.prompt")}
      description={description}
      placeholder={t("suites.dialog.anyPrompt")}
      data={[...options].map(([id, label]) => ({ value: id, label }))}
      value={value}
      onChange={(chosen) => onChange(chosen as PromptId | null)}
      onSearchChange={(text) =>
        setTyped(options.has(value ?? "") && text === options.get(value ?? "") ? "" : text)
      }
      nothingFoundMessage={t("suites.dialog.noPrompt")}
      searchable
      clearable
      maxDropdownHeight={240}
    />
  );
}
