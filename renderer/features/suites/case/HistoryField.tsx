import { useTranslation } from "react-i18next";
import { z } from "zod";
import { chatMessage, type VariableValue } from "#shared/model/content.ts";
import { MessageRows } from "../../../ui/MessageRows.tsx";
import classes from "./CasePanel.module.css";

interface Props {
  name: string;
  value: VariableValue | undefined;
  onChange: (value: VariableValue | undefined) => void;
}

const history = z.array(chatMessage);

/** The conversation so far that a case begins with. What came with a file and is none is kept, and said. */
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
  return (
    <MessageRows
      name={name}
      rows={parsed.data}
      onChange={(rows) => onChange(rows.length === 0 ? undefined : rows)}
    />
  );
}
