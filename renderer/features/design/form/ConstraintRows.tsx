import { ActionIcon, Button, NumberInput, Select, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { SpecConstraint } from "#shared/model/spec.ts";
import { notifyUndo } from "../../../ui/notify.ts";
import { focusFieldSoon } from "./focus-field.ts";
import classes from "./form.module.css";
import {
  addConstraint,
  type ConstraintKind,
  constraintKinds,
  putConstraint,
  removeConstraint,
  type SpecEdit,
  setConstraint,
  setConstraintKind,
} from "./spec-edits.ts";

interface Props {
  constraints: readonly SpecConstraint[];
  onEdit: (edit: SpecEdit) => void;
}

/** What every answer must keep to, a row each. */
export function ConstraintRows({ constraints, onEdit }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {constraints.length === 0 && <p className={classes.hint}>{t("design.constraint.none")}</p>}
      {constraints.map((constraint, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and each shows what it is given
        <div key={index} className={classes.row} data-spec={`constraints[${index}]`}>
          <Select
            className={classes.kind ?? ""}
            aria-label={t("design.constraint.kindOf", { number: index + 1 })}
            data={constraintKinds.map((kind) => ({
              value: kind,
              label: t(`design.constraint.${kind}.name`),
            }))}
            allowDeselect={false}
            value={constraint.kind}
            onChange={(kind) => {
              if (kind !== null) onEdit(setConstraintKind(index, kind as ConstraintKind));
            }}
          />
          <Wording
            constraint={constraint}
            number={index + 1}
            onChange={(changed) => onEdit(setConstraint(index, changed))}
          />
          <ActionIcon
            aria-label={t("design.constraint.remove", { number: index + 1 })}
            onClick={() => {
              onEdit(removeConstraint(index));
              notifyUndo(t("design.constraint.removed"), () => onEdit(putConstraint(index, constraint)));
            }}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <fieldset className={classes.add} aria-label={t("design.constraint.add")}>
        <IconPlus size={14} stroke={1.8} aria-hidden />
        {constraintKinds.map((kind) => (
          <Button
            key={kind}
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={t("design.constraint.addKind", { kind: t(`design.constraint.${kind}.name`) })}
            onClick={() => {
              onEdit(addConstraint(kind));
              focusFieldSoon(`constraints[${constraints.length}].words`);
            }}
          >
            {t(`design.constraint.${kind}.name`)}
          </Button>
        ))}
      </fieldset>
    </>
  );
}

interface WordingProps {
  constraint: SpecConstraint;
  number: number;
  onChange: (constraint: SpecConstraint) => void;
}

function Wording({ constraint, number, onChange }: WordingProps) {
  const { t } = useTranslation();
  const { kind } = constraint;
  const place = `constraints[${number - 1}].words`;
  const label = `${t(`design.constraint.${kind}.name`)} · ${number}`;
  if (constraint.kind === "max-length" || constraint.kind === "max-tokens") {
    return (
      <div className={classes.words}>
        <NumberInput
          data-spec={place}
          aria-label={label}
          min={1}
          max={1_000_000}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          thousandSeparator=","
          className={classes.amount ?? ""}
          value={constraint.amount}
          onChange={(amount) => {
            if (typeof amount === "number" && amount >= 1) onChange({ ...constraint, amount });
          }}
        />
        {constraint.kind === "max-length" ? (
          <Select
            className={classes.unit ?? ""}
            aria-label={t("design.constraint.unitOf", { number })}
            data={(["characters", "words", "sentences"] as const).map((unit) => ({
              value: unit,
              label: t(`design.constraint.unit.${unit}`),
            }))}
            allowDeselect={false}
            value={constraint.unit}
            onChange={(unit) => {
              if (unit !== null) onChange({ ...constraint, unit: unit as typeof constraint.unit });
            }}
          />
        ) : (
          <span className={classes.hint}>{t("design.constraint.tokens")}</span>
        )}
      </div>
    );
  }
  return (
    <div className={classes.words}>
      {constraint.kind === "other" && (
        <TextInput
          data-spec={place}
          className={classes.other ?? ""}
          aria-label={t("design.constraint.nameOf", { number })}
          placeholder={t("design.constraint.other.nameExample")}
          maxLength={100}
          value={constraint.name}
          onChange={(event) => onChange({ ...constraint, name: event.currentTarget.value })}
        />
      )}
      <TextInput
        data-spec={constraint.kind === "other" ? undefined : place}
        className={classes.grow ?? ""}
        aria-label={label}
        placeholder={t(`design.constraint.${constraint.kind}.example`)}
        maxLength={constraint.kind === "tone" ? 500 : 2_000}
        value={constraint.text}
        onChange={(event) => onChange({ ...constraint, text: event.currentTarget.value })}
      />
    </div>
  );
}
