import { Switch, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isVariableName, type Message } from "#shared/model/content.ts";
import { type Edit, setHistory } from "./content-edits.ts";
import classes from "./MessageBlock.module.css";
import { useTypedText } from "./use-typed-text.ts";

interface Props {
  message: Extract<Message, { role: "history" }>;
  index: number;
  onEdit: (edit: Edit, group?: string) => void;
}

/** The place where a conversation is put in: the name its value goes by, and whether it may be left out. */
export function HistoryBlock({ message, index, onEdit }: Props) {
  const { t } = useTranslation();
  const [name, typeName] = useTypedText(
    message.variable,
    (variable) => variable,
    (text) => {
      if (!isVariableName(text)) return message.variable;
      onEdit(setHistory(index, { variable: text }), `history:${index}`);
      return text;
    },
  );
  return (
    <div className={classes.history}>
      <TextInput
        label={t("editor.history.variable")}
        value={name}
        onChange={(event) => typeName(event.currentTarget.value)}
        error={isVariableName(name) ? null : t("editor.variable.badName")}
        classNames={{ input: classes.mono ?? "" }}
        spellCheck={false}
      />
      <Switch
        label={t("editor.history.optional")}
        description={t("editor.history.optionalHint")}
        checked={message.optional}
        onChange={(event) => onEdit(setHistory(index, { optional: event.currentTarget.checked }))}
      />
    </div>
  );
}
