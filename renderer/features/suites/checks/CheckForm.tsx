import { Button, Collapse, NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { parseCompact, writeCompact } from "#shared/checks/compact.ts";
import { checkFamilies } from "#shared/checks/definition.ts";
import { definitionOf, newCheck, offeredTypes } from "#shared/checks/definitions.ts";
import { type CheckProblem, problemsOf } from "#shared/checks/problems.ts";
import type { Check, CheckType } from "#shared/model/check.ts";
import { CheckField } from "./CheckField.tsx";
import classes from "./CheckList.module.css";
import type { CheckExample } from "./CheckList.tsx";
import { problemWords, typeName, typeText, valueHint, valueLabel } from "./check-words.ts";
import { TransformSteps } from "./TransformSteps.tsx";
import { TryCheck } from "./TryCheck.tsx";

interface Props {
  check: Check;
  example: CheckExample;
  onChange: (check: Check) => void;
}

/** One check: what it looks for, how much it counts, and what it says of a text. */
export function CheckForm({ check, example, onChange }: Props) {
  const { t } = useTranslation();
  const moreId = useId();
  const definition = definitionOf(check.type);
  const problems = problemsOf(check);
  const [isMore, setMore] = useState(
    check.weight !== 1 || check.metric !== null || check.transform.length > 0,
  );
  const at = (path: string): string | null => problemAt(problems, path, (each) => problemWords(t, each));
  const put = (patch: Partial<Check>) => onChange({ ...check, ...patch });
  const option = (name: string, value: Check["options"][string] | undefined) => {
    const { [name]: _before, ...rest } = check.options;
    put({ options: value === undefined || value === null ? rest : { ...rest, [name]: value } });
  };
  const { threshold } = definition;

  if (check.type === "unsupported") {
    return (
      <div className={classes.form}>
        <p className={classes.help}>{t("suites.checks.unsupported")}</p>
        <pre className={classes.original}>
          {typeof check.value === "string" ? check.value : JSON.stringify(check.value, null, 2)}
        </pre>
      </div>
    );
  }
  return (
    <div className={classes.form}>
      <Select
        label={t("suites.checks.type")}
        description={typeText(t, check.type) || undefined}
        allowDeselect={false}
        searchable
        data={checkFamilies.map((family) => ({
          group: t(`checks.family.${family}`),
          items: offeredTypes
            .filter((type) => definitionOf(type).family === family)
            .map((type) => ({ value: type, label: typeName(t, type) })),
        }))}
        value={check.type}
        onChange={(type) => {
          if (type !== null && type !== check.type) onChange(asType(check, type as CheckType));
        }}
      />
      {definition.valueField !== null && (
        <CheckField
          label={valueLabel(t, definition.valueField)}
          help={
            valueHint(t, check.type) ??
            (definition.absentValue === "expected" ? t("checks.value.expectedHint") : undefined)
          }
          kind={definition.valueField}
          value={check.value}
          error={at("value")}
          onChange={(value) => put({ value: value ?? null })}
        />
      )}
      {definition.optionFields.map((field) => (
        <CheckField
          key={field.name}
          option={field.name}
          kind={field.kind}
          choices={field.choices}
          value={check.options[field.name]}
          standard={standardOf(definition.options, field.name)}
          error={at(`options.${field.name}`)}
          onChange={(value) => option(field.name, value)}
        />
      ))}
      {threshold !== null && (
        <NumberInput
          label={t(`checks.threshold.${threshold.meaning}`)}
          placeholder={threshold.default === null ? undefined : String(threshold.default)}
          min={0}
          step={threshold.max === 1 || threshold.meaning === "min-score" ? 0.05 : 1}
          decimalScale={6}
          value={check.threshold ?? ""}
          error={at("threshold")}
          onChange={(typed) => put({ threshold: typeof typed === "number" ? typed : null })}
        />
      )}
      <Switch
        label={t("suites.checks.not")}
        checked={check.not}
        onChange={(event) => put({ not: event.currentTarget.checked })}
      />
      <div>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          aria-expanded={isMore}
          aria-controls={moreId}
          leftSection={
            <IconChevronRight size={14} className={classes.chevron} data-open={isMore || undefined} />
          }
          onClick={() => setMore(!isMore)}
        >
          {t("suites.checks.more")}
        </Button>
        <Collapse expanded={isMore} id={moreId}>
          <div className={classes.more}>
            <div className={classes.pair}>
              <NumberInput
                label={t("suites.column.weight")}
                min={0}
                max={1_000}
                clampBehavior="strict"
                value={check.weight}
                onChange={(weight) => {
                  if (typeof weight === "number") put({ weight });
                }}
              />
              <TextInput
                label={t("suites.checks.metric")}
                placeholder={check.type}
                maxLength={100}
                value={check.metric ?? ""}
                onChange={(event) => put({ metric: event.currentTarget.value || null })}
              />
            </div>
            <p className={classes.help}>{t("suites.checks.weightHelp")}</p>
            {definition.takesTransform && (
              <TransformSteps
                steps={check.transform}
                errorAt={at}
                onChange={(transform) => put({ transform })}
              />
            )}
          </div>
        </Collapse>
      </div>
      <Compact check={check} onChange={onChange} />
      <TryCheck check={check} example={example} />
    </div>
  );
}

/** Another type with what both have in common. */
function asType(check: Check, type: CheckType): Check {
  const next = newCheck(type);
  const sameField = definitionOf(type).valueField === definitionOf(check.type).valueField;
  return {
    ...next,
    not: check.not,
    weight: check.weight,
    metric: check.metric,
    transform: definitionOf(type).takesTransform ? check.transform : [],
    ...(sameField && check.value !== null ? { value: check.value } : {}),
  };
}

/** What an option that is not set counts as; undefined: nothing. */
function standardOf(options: ReturnType<typeof definitionOf>["options"], name: string): unknown {
  const read = options.safeParse({});
  return read.success ? (read.data as Record<string, unknown>)[name] : undefined;
}

function problemAt(
  problems: readonly CheckProblem[],
  path: string,
  say: (problem: CheckProblem) => string,
): string | null {
  const found = problems.find((each) => each.path === path || each.path.startsWith(`${path}.`));
  return found === undefined ? null : say(found);
}

/** The check as one would write it in a cell or a file. */
function Compact({ check, onChange }: Pick<Props, "check" | "onChange">) {
  const { t } = useTranslation();
  const written = writeCompact(check);
  const [typed, setTyped] = useState<string | null>(null);
  const take = () => {
    if (typed !== null && typed.trim() !== "" && typed !== written) onChange(parseCompact(typed));
    setTyped(null);
  };
  return (
    <TextInput
      label={t("suites.checks.compact")}
      classNames={{ input: classes.mono ?? "" }}
      placeholder={t("suites.checks.noCompact")}
      spellCheck={false}
      value={typed ?? written ?? ""}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) take();
        if (event.key === "Escape") setTyped(null);
      }}
    />
  );
}
