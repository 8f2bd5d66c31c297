import { Autocomplete, Input, NumberInput, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PromptSpec } from "#shared/model/spec.ts";
import { ConstraintRows } from "./ConstraintRows.tsx";
import { ExampleRows } from "./ExampleRows.tsx";
import classes from "./form.module.css";
import { OutputPart } from "./OutputPart.tsx";
import { type SpecEdit, setField } from "./spec-edits.ts";

interface Props {
  spec: PromptSpec;
  isReadOnly: boolean;
  onEdit: (edit: SpecEdit) => void;
}

const longestLine = 500;
const longestText = 20_000;
const languages = [
  "English",
  "简体中文",
  "繁體中文",
  "日本語",
  "한국어",
  "Français",
  "Deutsch",
  "Español",
  "Italiano",
  "Português",
  "Русский",
];

/** What the prompt is for and what its answers must keep to, asked one thing at a time. */
export const SpecForm = memo(function SpecForm({ spec, isReadOnly, onEdit }: Props) {
  const { t } = useTranslation();
  const line = (name: "useCase" | "role" | "domain" | "audience") => (
    <TextInput
      data-spec={name}
      label={t(`design.field.${name}.label`)}
      description={t(`design.field.${name}.hint`)}
      placeholder={t(`design.field.${name}.example`)}
      maxLength={longestLine}
      value={spec[name]}
      onChange={(event) => onEdit(setField(name, event.currentTarget.value))}
    />
  );
  const text = (name: "task" | "context", minRows: number) => (
    <Textarea
      data-spec={name}
      label={t(`design.field.${name}.label`)}
      description={t(`design.field.${name}.hint`, { tag: "{name}" })}
      placeholder={t(`design.field.${name}.example`)}
      autosize
      minRows={minRows}
      maxRows={16}
      maxLength={longestText}
      value={spec[name]}
      onChange={(event) => onEdit(setField(name, event.currentTarget.value))}
    />
  );
  return (
    <fieldset className={classes.form} disabled={isReadOnly} aria-label={t("design.form")}>
      <Section title={t("design.section.purpose")}>
        {line("useCase")}
        {line("role")}
        <div className={classes.two}>
          {line("domain")}
          {line("audience")}
        </div>
        <div className={classes.two}>
          <Autocomplete
            data-spec="language"
            label={t("design.field.language.label")}
            description={t("design.field.language.hint")}
            placeholder={t("design.field.language.example")}
            size="xs"
            maxLength={longestLine}
            data={languages}
            value={spec.language}
            onChange={(language) => onEdit(setField("language", language))}
          />
          <Input.Wrapper
            size="xs"
            labelElement="div"
            label={t("design.field.writtenIn.label")}
            description={t("design.field.writtenIn.hint")}
          >
            <SegmentedControl
              fullWidth
              data-spec="writtenIn"
              aria-label={t("design.field.writtenIn.label")}
              value={spec.writtenIn}
              disabled={isReadOnly}
              data={[
                { value: "en", label: "English" },
                { value: "zh", label: "中文" },
              ]}
              onChange={(writtenIn) => onEdit(setField("writtenIn", writtenIn as PromptSpec["writtenIn"]))}
            />
          </Input.Wrapper>
        </div>
      </Section>
      <Section title={t("design.section.task")}>
        {text("task", 3)}
        {text("context", 2)}
      </Section>
      <Section title={t("design.section.constraints")} count={spec.constraints.length} part="constraints">
        <ConstraintRows constraints={spec.constraints} onEdit={onEdit} />
      </Section>
      <Section title={t("design.section.output")} part="output">
        <OutputPart output={spec.output} isReadOnly={isReadOnly} onEdit={onEdit} />
      </Section>
      <Section title={t("design.section.examples")} count={spec.examples.length} part="examples">
        <ExampleRows examples={spec.examples} onEdit={onEdit} />
      </Section>
      <Section title={t("design.section.budget")}>
        <NumberInput
          data-spec="tokenBudget"
          label={t("design.field.tokenBudget.label")}
          description={t("design.field.tokenBudget.hint")}
          placeholder={t("design.field.tokenBudget.example")}
          min={1}
          max={10_000_000}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          thousandSeparator=","
          classNames={{ wrapper: classes.short ?? "" }}
          value={spec.tokenBudget ?? ""}
          onChange={(amount) =>
            onEdit(setField("tokenBudget", typeof amount === "number" && amount > 0 ? amount : null))
          }
        />
      </Section>
    </fieldset>
  );
});

interface SectionProps {
  title: string;
  count?: number;
  part?: string;
  children: ReactNode;
}

function Section({ title, count = 0, part, children }: SectionProps) {
  return (
    <section className={classes.section} aria-label={title} data-spec={part}>
      <h3 className={classes.heading}>
        {title}
        {count > 0 && <span className={classes.count}>{count}</span>}
      </h3>
      {children}
    </section>
  );
}
