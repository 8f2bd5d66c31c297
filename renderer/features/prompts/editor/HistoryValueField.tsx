import { z } from "zod";
import { chatMessage, type VariableValue } from "#shared/model/content.ts";
import { MessageRows } from "../../../ui/MessageRows.tsx";

interface Props {
  name: string;
  value: VariableValue | undefined;
  onChange: (value: VariableValue | undefined) => void;
}

const history = z.array(chatMessage);

/** The conversation that a history placeholder stands for. */
export function HistoryValueField({ name, value, onChange }: Props) {
  const parsed = history.safeParse(value ?? []);
  return (
    <MessageRows
      name={name}
      rows={parsed.success ? parsed.data : []}
      onChange={(rows) => onChange(rows.length === 0 ? undefined : rows)}
    />
  );
}
