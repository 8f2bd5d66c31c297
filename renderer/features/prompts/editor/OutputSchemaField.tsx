import { useTranslation } from "react-i18next";
import type { JsonSchema } from "#shared/model/content.ts";
import { JsonObjectField } from "./JsonObjectField.tsx";
import classes from "./ModelPanel.module.css";
import { SettingRow } from "./SettingRow.tsx";

interface Props {
  schema: JsonSchema | null;
  isSent: boolean;
  onChange: (schema: JsonSchema | null) => void;
}

export function OutputSchemaField({ schema, isSent, onChange }: Props) {
  const { t } = useTranslation();
  const note = !isSent
    ? t("editor.schema.notSent")
    : schema === null
      ? t("editor.schema.needed")
      : schema.type !== "object"
        ? t("editor.schema.noObject")
        : null;
  return (
    <SettingRow label={t("editor.schema.label")} isSet={schema !== null} onReset={() => onChange(null)}>
      <JsonObjectField value={schema} onChange={onChange} ariaLabel={t("editor.schema.label")} />
      {note !== null && <p className={classes.note}>{note}</p>}
      {isSent && schema === null && (
        <button type="button" className={classes.reset} onClick={() => onChange(starter)}>
          {t("editor.schema.start")}
        </button>
      )}
    </SettingRow>
  );
}

const starter: JsonSchema = {
  type: "object",
  properties: { answer: { type: "string" } },
  required: ["answer"],
  additionalProperties: false,
};
