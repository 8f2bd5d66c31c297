import { useTranslation } from "react-i18next";
import { type JsonSchema, jsonSchema } from "#shared/model/content.ts";
import { CodeEditor } from "../../../ui/monaco/CodeEditor.tsx";
import { useTypedText } from "./use-typed-text.ts";
import classes from "./ValueField.module.css";

interface Props {
  value: JsonSchema | null;
  /** null: the field was emptied. */
  onChange: (value: JsonSchema | null) => void;
  ariaLabel: string;
}

/** A JSON object as text. While it cannot be read the prompt keeps the last one that could, and the field says so. */
export function JsonObjectField({ value, onChange, ariaLabel }: Props) {
  const { t } = useTranslation();
  const [text, type] = useTypedText(value, showJson, (typed) => {
    const read = readJson(typed);
    if (read === undefined) return value;
    onChange(read);
    return read;
  });
  const isReadable = readJson(text) !== undefined;
  return (
    <div className={classes.code} data-invalid={!isReadable || undefined}>
      <CodeEditor
        language="json"
        value={text}
        onChange={type}
        ariaLabel={ariaLabel}
        fontSize={12}
        minLines={4}
        maxLines={22}
      />
      {!isReadable && (
        <p className={classes.error} role="alert">
          {t("editor.json.invalid")}
        </p>
      )}
    </div>
  );
}

const showJson = (value: JsonSchema | null): string => (value === null ? "" : JSON.stringify(value, null, 2));

/** undefined: not the text of an object. */
function readJson(text: string): JsonSchema | null | undefined {
  if (text.trim() === "") return null;
  try {
    const read = jsonSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
