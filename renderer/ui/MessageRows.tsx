import { ActionIcon, Button, Select, Textarea } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type ChatMessage, messageRole } from "#shared/model/content.ts";
import classes from "./MessageRows.module.css";

interface Props {
  /** Of the variable whose value the conversation is. */
  name: string;
  rows: ChatMessage[];
  onChange: (rows: ChatMessage[]) => void;
}

/** A conversation, one row for each message. */
export function MessageRows({ name, rows, onChange }: Props) {
  const { t } = useTranslation();
  const nextRole = rows.at(-1)?.role === "human" ? "ai" : "human";
  return (
    <div className={classes.rows}>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no identity but its place
        <div key={index} className={classes.row}>
          <Select
            aria-label={t("editor.history.roleOf", { number: index + 1, name })}
            className={classes.role ?? ""}
            allowDeselect={false}
            data={messageRole.options.map((role) => ({ value: role, label: t(`editor.role.${role}`) }))}
            value={row.role}
            onChange={(role) => {
              const chosen = messageRole.safeParse(role);
              if (chosen.success) onChange(rows.with(index, { ...row, role: chosen.data }));
            }}
          />
          <Textarea
            aria-label={t("editor.history.textOf", { number: index + 1, name })}
            className={classes.text ?? ""}
            autosize
            minRows={1}
            maxRows={8}
            value={row.content}
            onChange={(event) => onChange(rows.with(index, { ...row, content: event.currentTarget.value }))}
          />
          <ActionIcon
            size={24}
            aria-label={t("editor.history.removeRow", { number: index + 1, name })}
            onClick={() => onChange(rows.toSpliced(index, 1))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        className={classes.add ?? ""}
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...rows, { role: nextRole, content: "" }])}
      >
        {t("editor.history.addRow")}
      </Button>
    </div>
  );
}
