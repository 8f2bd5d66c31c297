import { SegmentedControl, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { VariableValue } from "#shared/model/content.ts";
import { valueText } from "../table/value-text.ts";
import classes from "./CasePanel.module.css";
import { useTypedText } from "./use-typed-text.ts";

type Kind = "none" | "text" | "json";

const kindOf = (value: VariableValue): Kind =>
  value === null ? "none" : typeof value === "string" ? "text" : "json";

interface Props {
  value: VariableValue;
  onChange: (value: VariableValue) => void;
}

/** The answer that is wanted, as text or as JSON. */
export function ExpectedField({ value, onChange }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Kind>(kindOf(value));
  const given = kindOf(value);
  // A text that is to be JSON and cannot be read yet is kept as the text it is.
  const kind = given === "none" || (given === "text" && chosen === "json") ? chosen : given;
  const [text, type] = useTypedText(
    value,
    (now) => (typeof now === "string" ? now : valueText(now)),
    (typed) => {
      const read = kind === "json" ? (jsonOf(typed) ?? (typed === "" ? null : typed)) : typed;
      onChange(read);
      return read;
    },
  );
  const choose = (next: Kind) => {
    setChosen(next);
    if (next === "none") onChange(null);
    else if (next === "text" && given === "json") onChange(JSON.stringify(value));
    else if (next === "json" && typeof value === "string") onChange(jsonOf(value) ?? value);
    else if (next === "text" && given === "none") onChange("");
  };
  const isUnread = kind === "json" && typeof value === "string";
  return (
    <div className={classes.field}>
      <div className={classes.fieldHead}>
        <span className={classes.label}>{t("suites.column.expected")}</span>
        <span className={classes.space} />
        <SegmentedControl
          size="xs"
          aria-label={t("suites.case.expectedKind")}
          value={kind}
          onChange={(next) => choose(next as Kind)}
          data={[
            { value: "none", label: t("suites.case.expectedNone") },
            { value: "text", label: t("suites.case.expectedText") },
            { value: "json", label: "JSON" },
          ]}
        />
      </div>
      {kind !== "none" && (
        <Textarea
          aria-label={t("suites.column.expected")}
          autosize
          minRows={2}
          maxRows={20}
          value={text}
          error={isUnread && value !== "" ? t("editor.valueProblem.not-json") : null}
          classNames={kind === "json" ? { input: classes.mono ?? "" } : {}}
          spellCheck={kind === "text"}
          onChange={(event) => type(event.currentTarget.value)}
        />
      )}
    </div>
  );
}

function jsonOf(text: string): VariableValue | undefined {
  try {
    return JSON.parse(text) as VariableValue;
  } catch {
    return undefined;
  }
}
