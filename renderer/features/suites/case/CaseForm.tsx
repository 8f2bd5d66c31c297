import {
  ActionIcon,
  Button,
  NumberInput,
  SegmentedControl,
  TagsInput,
  Textarea,
  TextInput,
} from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type CaseContent, type Split, split } from "#shared/model/suite.ts";
import { ownValue } from "#shared/text/needed-variables.ts";
import { CheckList } from "../checks/CheckList.tsx";
import type { CaseInput } from "../open/prompt-inputs.ts";
import { withInput } from "../table/case-columns.ts";
import classes from "./CasePanel.module.css";
import { ExpectedField } from "./ExpectedField.tsx";
import { InputField } from "./InputField.tsx";

export interface CaseFormProps {
  content: CaseContent;
  inputs: readonly CaseInput[];
  /** `field`: what was changed; typing on in the same field is one step. */
  onChange: (content: CaseContent, field: string) => void;
  /** Only what is said and what is wanted; not how the case counts. */
  isShort?: boolean;
  isReadOnly?: boolean;
  /** For a case that is made from a reply: what goes in is known, what is wanted is to be said. */
  isExpectedFirst?: boolean;
}

/** A case as a form: what goes in, what is to come out, and how it counts. */
export function CaseForm(props: CaseFormProps) {
  const { content, inputs, onChange, isShort = false, isReadOnly = false, isExpectedFirst = false } = props;
  const { t } = useTranslation();
  const put = (patch: Partial<CaseContent>, field: keyof CaseContent) =>
    onChange({ ...content, ...patch }, field);
  const known = new Set(inputs.map(({ name }) => name));
  const others = Object.keys(content.inputs).filter((name) => !known.has(name));
  const all = [...inputs, ...others.map((name): CaseInput => ({ kind: "value", name, variable: undefined }))];
  const given = (
    <section key="given" className={classes.section}>
      <h3>{t("suites.case.inputs")}</h3>
      {all.length === 0 && <p className={classes.help}>{t("suites.case.noInputs")}</p>}
      {all.map((input) => (
        <InputField
          key={input.name}
          input={input}
          value={ownValue(content.inputs, input.name)}
          onChange={(value) =>
            onChange(
              { ...content, inputs: withInput(content.inputs, input.name, value) },
              `input ${input.name}`,
            )
          }
        />
      ))}
      <Turns turns={content.turns} onChange={(turns) => put({ turns }, "turns")} />
    </section>
  );
  const wanted = (
    <section key="wanted" className={classes.section}>
      <h3>{t("suites.case.wanted")}</h3>
      <ExpectedField value={content.expected} onChange={(expected) => put({ expected }, "expected")} />
      <CheckList
        label={t("suites.column.checks")}
        checks={content.checks}
        example={{ inputs: content.inputs, expected: content.expected }}
        onChange={(checks) => put({ checks }, "checks")}
      />
    </section>
  );
  return (
    <fieldset className={classes.form} disabled={isReadOnly}>
      <TextInput
        label={t("suites.column.name")}
        placeholder={t("suites.case.namePlaceholder")}
        maxLength={200}
        value={content.name}
        onChange={(event) => put({ name: event.currentTarget.value }, "name")}
      />
      {isExpectedFirst ? [wanted, given] : [given, wanted]}
      {!isShort && (
        <section className={classes.section}>
          <h3>{t("suites.case.counting")}</h3>
          <TagsInput
            label={t("suites.column.tags")}
            value={content.tags}
            maxTags={50}
            acceptValueOnBlur
            onChange={(tags) => put({ tags: tags.filter((tag) => tag.length <= 60) }, "tags")}
          />
          <TextInput
            label={t("suites.column.group")}
            description={t("suites.columnHint.group")}
            maxLength={200}
            value={content.group ?? ""}
            onChange={(event) => put({ group: event.currentTarget.value || null }, "group")}
          />
          <div className={classes.pair}>
            <NumberInput
              label={t("suites.column.weight")}
              min={0}
              max={1_000}
              clampBehavior="strict"
              value={content.weight}
              onChange={(weight) => {
                if (typeof weight === "number") put({ weight }, "weight");
              }}
            />
            <NumberInput
              label={t("suites.case.threshold")}
              placeholder={t("suites.case.noThreshold")}
              min={0}
              max={1}
              step={0.05}
              decimalScale={3}
              clampBehavior="strict"
              value={content.threshold ?? ""}
              onChange={(typed) => put({ threshold: typeof typed === "number" ? typed : null }, "threshold")}
            />
          </div>
          <p className={classes.help}>{t("suites.case.thresholdHelp")}</p>
          <div className={classes.field}>
            <span className={classes.label}>{t("suites.column.split")}</span>
            <SegmentedControl
              fullWidth
              aria-label={t("suites.column.split")}
              value={content.split ?? ""}
              onChange={(chosen) => put({ split: chosen === "" ? null : (chosen as Split) }, "split")}
              data={[
                { value: "", label: t("suites.split.none") },
                ...split.options.map((each) => ({ value: each, label: t(`suites.split.${each}`) })),
              ]}
            />
          </div>
          <Textarea
            label={t("suites.column.notes")}
            autosize
            minRows={2}
            maxRows={12}
            value={content.notes}
            onChange={(event) => put({ notes: event.currentTarget.value }, "notes")}
          />
        </section>
      )}
    </fieldset>
  );
}

function Turns({ turns, onChange }: { turns: readonly string[]; onChange: (turns: string[]) => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.field}>
      {turns.length > 0 && (
        <>
          <span className={classes.label}>{t("suites.case.turns")}</span>
          <p className={classes.help}>{t("suites.case.turnsHelp")}</p>
        </>
      )}
      {turns.map((turn, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a turn has no identity but its place
        <div key={index} className={classes.row}>
          <span className={classes.turnNumber}>{index + 1}</span>
          <Textarea
            aria-label={t("suites.case.turn", { number: index + 1 })}
            className={classes.grow ?? ""}
            autosize
            minRows={1}
            maxRows={8}
            value={turn}
            onChange={(event) => onChange(turns.with(index, event.currentTarget.value))}
          />
          <ActionIcon
            size={24}
            aria-label={t("suites.case.removeTurn", { number: index + 1 })}
            onClick={() => onChange(turns.toSpliced(index, 1))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        className={classes.add ?? ""}
        leftSection={<IconPlus size={14} />}
        disabled={turns.length >= 50}
        onClick={() => onChange([...turns, ""])}
      >
        {t("suites.case.addTurn")}
      </Button>
    </div>
  );
}
