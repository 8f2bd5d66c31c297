import { ActionIcon, Button, Select, Textarea } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { type ChatMessage, chatMessage, messageRole, type VariableValue } from "#shared/model/content.ts";
import classes from "./CasePanel.module.css";

interface Props {
  name: string;
  value: VariableValue | undefined;
  onChange: (value: VariableValue | undefined) => void;
}

const history = z.array(chatMessage);

/** The conversation so far that a case begins with, one row for each message. */
export function HistoryField({ name, value, onChange }: Props) {
  const { t } = useTranslation();
  const parsed = history.safeParse(value ?? []);
  if (!parsed.success) {
    return (
      <p className={classes.error} role="alert">
        {t("suites.case.badHistory")}
      </p>
    );
  }
  const rows = parsed.data;
  const put = (next: ChatMessage[]) => onChange(next.length === 0 ? undefined : next);
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
              if (chosen.success) put(rows.with(index, { ...row, role: chosen.data }));
            }}
          />
          <Textarea
            aria-label={t("editor.history.textOf", { number: index + 1, name })}
            className={classes.grow ?? ""}
            autosize
            minRows={1}
            maxRows={8}
            value={row.content}
            onChange={(event) => put(rows.with(index, { ...row, content: event.currentTarget.value }))}
          />
          <ActionIcon
            size={24}
            aria-label={t("editor.history.removeRow", { number: index + 1, name })}
            onClick={() => put(rows.toSpliced(index, 1))}
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
        onClick={() => put([...rows, { role: rows.at(-1)?.role === "human" ? "ai" : "human", content: "" }])}
      >
        {t("editor.history.addRow")}
      </Button>
    </div>
  );
}
