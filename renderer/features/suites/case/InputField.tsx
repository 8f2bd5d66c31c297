import { ActionIcon, SegmentedControl, Select, Textarea, TextInput, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { VariableValue } from "#shared/model/content.ts";
import type { CaseInput } from "../open/prompt-inputs.ts";
import { readTyped, valueLine, valueProblem, valueText } from "../table/value-text.ts";
import classes from "./CasePanel.module.css";
import { HistoryField } from "./HistoryField.tsx";
import { useTypedText } from "./use-typed-text.ts";

interface Props {
  input: CaseInput;
  /** undefined: the case gives none. */
  value: VariableValue | undefined;
  onChange: (value: VariableValue | undefined) => void;
}

/** What a case puts in for one variable of the prompt, in a field of the variable's type. */
export function InputField({ input, value, onChange }: Props) {
  const { t } = useTranslation();
  const variable = input.kind === "value" ? input.variable : undefined;
  const type = input.kind === "history" ? "history" : (variable?.type ?? "text");
  const fallback = variable?.default;
  return (
    <div className={classes.field}>
      <div className={classes.fieldHead}>
        <span className={classes.variable}>{input.name}</span>
        <span className={classes.type}>{t(`suites.type.${type}`)}</span>
        <span className={classes.space} />
        {value === undefined && type === "text" && (
          <button type="button" className={classes.emptyText} onClick={() => onChange("")}>
            {t("editor.value.useEmptyText")}
          </button>
        )}
        {value === undefined ? (
          <span className={classes.fallback}>
            {fallback === undefined
              ? t("suites.case.notGiven")
              : t("suites.case.default", { value: valueLine(fallback) })}
          </span>
        ) : (
          <Tooltip label={t("suites.case.takeAway")}>
            <ActionIcon
              size={20}
              aria-label={t("suites.case.takeAwayOf", { name: input.name })}
              onClick={() => onChange(undefined)}
            >
              <IconX size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {input.kind === "history" ? (
        <HistoryField name={input.name} value={value} onChange={onChange} />
      ) : (
        <ValueField input={input} value={value} onChange={onChange} />
      )}
      {variable?.description !== undefined && <p className={classes.help}>{variable.description}</p>}
    </div>
  );
}

function ValueField({ input, value, onChange }: Props & { input: Extract<CaseInput, { kind: "value" }> }) {
  const { t } = useTranslation();
  const { name, variable } = input;
  const [text, type] = useTypedText(
    value,
    (now) => (now === "" ? "" : valueText(now, variable?.type)),
    (typed) => {
      const read = readTyped(typed, variable, value);
      onChange(read);
      return read;
    },
  );
  const code = valueProblem(value, variable);
  const error = code === null ? null : t(`editor.valueProblem.${code}`);
  const plain = { "aria-label": name, error };
  switch (variable?.type) {
    case "boolean":
      return (
        <SegmentedControl
          fullWidth
          aria-label={name}
          value={typeof value === "boolean" ? String(value) : ""}
          onChange={(chosen) => onChange(chosen === "" ? undefined : chosen === "true")}
          data={[
            { value: "", label: t("editor.value.none") },
            { value: "true", label: t("editor.value.true") },
            { value: "false", label: t("editor.value.false") },
          ]}
        />
      );
    case "enum":
      return (
        <Select
          {...plain}
          clearable
          // A value that is none of them is shown all the same, with what is wrong.
          data={[...new Set([...(variable.options ?? []), ...(typeof value === "string" ? [value] : [])])]}
          value={typeof value === "string" ? value : null}
          onChange={(chosen) => onChange(chosen ?? undefined)}
        />
      );
    case "number":
      return (
        <TextInput
          {...plain}
          inputMode="decimal"
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
        />
      );
    default: {
      const isJson =
        variable?.type === "json" ||
        (variable?.type !== "list" && typeof value === "object" && value !== null);
      return (
        <Textarea
          {...plain}
          autosize
          minRows={isJson || variable?.type === "list" ? 2 : 1}
          maxRows={16}
          value={text}
          placeholder={value === "" ? t("editor.value.emptyText") : undefined}
          classNames={isJson ? { input: classes.mono ?? "" } : {}}
          spellCheck={!isJson}
          onChange={(event) => type(event.currentTarget.value)}
        />
      );
    }
  }
}
