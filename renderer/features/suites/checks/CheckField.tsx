import { NumberInput, Select, Switch, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FieldKind } from "#shared/checks/definition.ts";
import { boundsValue } from "#shared/checks/value-readers.ts";
import type { VariableValue } from "#shared/model/content.ts";
import { useTypedText } from "../case/use-typed-text.ts";
import { ModelField } from "../generate/ModelField.tsx";
import classes from "./CheckList.module.css";
import { choiceName, optionHint, optionName } from "./check-words.ts";
import { RubricField } from "./RubricField.tsx";

interface Props {
  /** Of an option, whose label the catalogue has; else `label`. */
  option?: string;
  label?: string;
  help?: string | undefined;
  kind: FieldKind;
  choices?: readonly string[] | undefined;
  value: VariableValue | undefined;
  /** What counts while nothing is set. */
  standard?: unknown;
  error: string | null;
  onChange: (value: VariableValue | undefined) => void;
}

/** A value or an option of a check, in a field of its kind. */
export function CheckField(props: Props) {
  const { option, kind, choices, value, standard, error, onChange } = props;
  const { t } = useTranslation();
  const label = props.label ?? optionName(t, option ?? "");
  const help = props.help ?? (option === undefined ? undefined : optionHint(t, option));
  const common = { label, description: help, error };
  switch (kind) {
    case "boolean":
      return (
        <Switch
          label={label}
          description={help}
          checked={typeof value === "boolean" ? value : standard === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case "choice":
      return (
        <Select
          {...common}
          allowDeselect={false}
          data={(choices ?? []).map((each) => ({ value: each, label: choiceName(t, each) }))}
          value={typeof value === "string" ? value : typeof standard === "string" ? standard : null}
          onChange={(chosen) => onChange(chosen ?? undefined)}
        />
      );
    case "number":
      return (
        <NumberInput
          {...common}
          placeholder={typeof standard === "number" ? String(standard) : undefined}
          value={typeof value === "number" ? value : ""}
          onChange={(typed) => onChange(typeof typed === "number" ? typed : undefined)}
        />
      );
    case "bounds":
      return <BoundsField {...common} value={value} onChange={onChange} />;
    case "model":
      return (
        <ModelField
          label={label}
          description={help}
          placeholder=""
          value={typeof value === "string" ? value : null}
          onChange={(model) => onChange(model ?? undefined)}
        />
      );
    case "rubric":
      return <RubricField value={typeof value === "string" ? value : null} onChange={onChange} />;
    case "list":
      return <ListField {...common} value={value} onChange={onChange} />;
    case "json":
    case "schema":
      return <JsonField {...common} value={value} onChange={onChange} />;
    case "text":
    case "path":
    case "pattern":
    case "long-text":
    case "code":
      return <PlainField {...common} kind={kind} value={value} onChange={onChange} />;
  }
}

interface FieldProps {
  label: string;
  description: string | undefined;
  error: string | null;
  value: VariableValue | undefined;
  onChange: (value: VariableValue | undefined) => void;
}

const textOf = (value: VariableValue | undefined): string =>
  value === undefined || value === null
    ? ""
    : typeof value === "string"
      ? value
      : JSON.stringify(value, null, 2);

function PlainField({ kind, value, onChange, ...common }: FieldProps & { kind: FieldKind }) {
  const isMono = kind === "path" || kind === "pattern" || kind === "code";
  const shared = {
    ...common,
    classNames: isMono ? { input: classes.mono ?? "" } : {},
    spellCheck: !isMono,
    value: textOf(value),
  };
  const change = (text: string) => onChange(text === "" ? undefined : text);
  if (kind === "path" || kind === "pattern") {
    return <TextInput {...shared} onChange={(event) => change(event.currentTarget.value)} />;
  }
  return (
    <Textarea
      {...shared}
      autosize
      minRows={kind === "text" ? 1 : 3}
      maxRows={14}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function ListField({ value, onChange, ...common }: FieldProps) {
  const { t } = useTranslation();
  const [text, type] = useTypedText(
    value,
    (now) => (Array.isArray(now) ? now.map(textOf).join("\n") : textOf(now)),
    (typed) => {
      const items = typed.split("\n").filter((line) => line !== "");
      const read = items.length === 0 ? undefined : items;
      onChange(read);
      return read;
    },
  );
  return (
    <Textarea
      {...common}
      description={common.description ?? t("suites.checks.oneOnEachLine")}
      autosize
      minRows={2}
      maxRows={12}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}

function JsonField({ value, onChange, ...common }: FieldProps) {
  const [text, type] = useTypedText(value, textOf, (typed) => {
    const read = typed.trim() === "" ? undefined : (jsonOf(typed) ?? typed);
    onChange(read);
    return read;
  });
  return (
    <Textarea
      {...common}
      classNames={{ input: classes.mono ?? "" }}
      spellCheck={false}
      autosize
      minRows={3}
      maxRows={16}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}

function BoundsField({ label, description, error, value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const read = boundsValue.safeParse(value ?? null);
  const { min, max } = read.success ? read.data : { min: null, max: null };
  const put = (bounds: { min: number | null; max: number | null }) => {
    const set = Object.entries(bounds).filter(([, bound]) => bound !== null);
    onChange(set.length === 0 ? undefined : Object.fromEntries(set));
  };
  const numberOf = (typed: string | number) => (typeof typed === "number" ? typed : null);
  return (
    <fieldset className={classes.bounds} aria-label={label}>
      <div className={classes.pair}>
        <NumberInput
          label={t("suites.checks.least")}
          description={description}
          min={0}
          value={min ?? ""}
          onChange={(typed) => put({ min: numberOf(typed), max })}
        />
        <NumberInput
          label={t("suites.checks.most")}
          min={0}
          value={max ?? ""}
          onChange={(typed) => put({ min, max: numberOf(typed) })}
        />
      </div>
      {error !== null && <p className={classes.error}>{error}</p>}
    </fieldset>
  );
}

function jsonOf(text: string): VariableValue | undefined {
  try {
    return JSON.parse(text) as VariableValue;
  } catch {
    return undefined;
  }
}
