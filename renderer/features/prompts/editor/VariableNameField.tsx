import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { renameVariable } from "#shared/text/rename-variable.ts";
import { drafts } from "../draft-store.ts";
import type { Edit } from "./content-edits.ts";
import { useEditorView } from "./editor-view-store.ts";
import classes from "./VariablesPanel.module.css";
import { values } from "./values-store.ts";

interface Props {
  promptId: PromptId;
  name: string;
  onEdit: (edit: Edit) => void;
}

/**
 * Renames a variable or a history everywhere, its value included, with Enter or on leaving: half a name in every
 * message would be no help.
 */
export function VariableNameField({ promptId, name, onEdit }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const content = drafts.draftOf(promptId)?.content;
  const renaming =
    typed === null || content === undefined || typed === name ? null : renameVariable(content, name, typed);
  const commit = () => {
    setTyped(null);
    if (typed === null || !renaming?.ok) return;
    onEdit(() => renaming.content);
    values.rename(promptId, name, typed);
    if (useEditorView.getState().unfolded === name) useEditorView.setState({ unfolded: typed });
  };
  const error =
    renaming === null || renaming.ok
      ? null
      : t(
          renaming.code === "name-taken"
            ? "editor.variable.nameTaken"
            : renaming.code === "in-snippet"
              ? "editor.variable.inSnippet"
              : "editor.variable.badName",
        );
  return (
    <TextInput
      label={t("editor.variable.name")}
      value={typed ?? name}
      spellCheck={false}
      classNames={{ input: classes.mono ?? "" }}
      error={error}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) commit();
        if (event.key === "Escape") setTyped(null);
      }}
    />
  );
}
