import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Message } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { type Edit, setHistory } from "./content-edits.ts";
import classes from "./MessageBlock.module.css";
import { VariableNameField } from "./VariableNameField.tsx";

interface Props {
  promptId: PromptId;
  message: Extract<Message, { role: "history" }>;
  index: number;
  onEdit: (edit: Edit, group?: string) => void;
}

/** The place where a conversation is put in: the name its value goes by, and whether it may be left out. */
export function HistoryBlock({ promptId, message, index, onEdit }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.history}>
      <VariableNameField promptId={promptId} name={message.variable} onEdit={onEdit} />
      <Switch
        label={t("editor.history.optional")}
        description={t("editor.history.optionalHint")}
        checked={message.optional}
        onChange={(event) => onEdit(setHistory(index, { optional: event.currentTarget.checked }))}
      />
    </div>
  );
}
