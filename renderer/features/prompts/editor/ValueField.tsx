import { SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Variable, VariableValue } from "#shared/model/content.ts";
import { readValue } from "#shared/text/variable-value.ts";
import { CodeEditor } from "../../../ui/monaco/CodeEditor.tsx";
import { explainValue } from "./problem-words.ts";
import classes from "./ValueField.module.css";
import { valueText } from "./value-text.ts";

interface Props {
  variable: Variable;
  /** As typed; undefined: nothing is given. */
  value: VariableValue | undefined;
  onChange: (value: VariableValue | undefined) => void;
  ariaLabel: string;
  placeholder?: string | undefined;
}

const choices = ["", "true", "false"] as const;

/** A field for a value of the variable's type, which says when what is typed cannot be read as one. */
export function ValueField({ variable, value, onChange, ariaLabel, placeholder }: Props) {
  const { t } = useTranslation();
  const { type } = variable;
  const reading = value === undefined ? null : readValue({ ...variable, default: undefined }, value);
  const error =
    reading === null || reading.ok || reading.code === "missing" ? null : explainValue(t, reading.code);
  const text = valueText(value);
  const change = (typed: string | null) => onChange(typed === null || typed === "" ? undefined : typed);
  const plain = { "aria-label": ariaLabel, error, placeholder };

  switch (type) {
    case "number":
      return (
        <TextInput
          {...plain}
          inputMode="decimal"
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
    case "boolean":
      return (
        <>
          <SegmentedControl
            fullWidth
            aria-label={ariaLabel}
            value={reading?.ok ? String(reading.value) : ""}
            onChange={(chosen) => onChange(chosen === "" ? undefined : chosen === "true")}
            data={choices.map((choice) => ({
              value: choice,
              label: choice === "" ? (placeholder ?? t("editor.value.none")) : t(`editor.value.${choice}`),
            }))}
          />
          {error !== null && <p className={classes.error}>{error}</p>}
        </>
      );
    case "enum":
      return (
        <Select
          {...plain}
          clearable
          data={[...new Set(variable.options ?? [])]}
          value={reading?.ok ? text : null}
          onChange={change}
          nothingFoundMessage={t("editor.value.noOptions")}
        />
      );
    case "json":
      return (
        <div className={classes.code} data-invalid={error !== null || undefined}>
          <CodeEditor
            language="json"
            value={text}
            onChange={change}
            ariaLabel={ariaLabel}
            placeholder={placeholder}
            fontSize={12}
            minLines={2}
            maxLines={14}
          />
          {error !== null && <p className={classes.error}>{error}</p>}
        </div>
      );
    case "list":
    case "text":
      return (
        <Textarea
          {...plain}
          autosize
          minRows={type === "list" ? 2 : 1}
          maxRows={12}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
  }
}
