import {
  ActionIcon,
  Button,
  Checkbox,
  Input,
  SegmentedControl,
  Select,
  Textarea,
  TextInput,
} from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type OutputField, outputFormat, type PromptSpec } from "#shared/model/spec.ts";
import { notifyUndo } from "../../../ui/notify.ts";
import { focusFieldSoon } from "./focus-field.ts";
import classes from "./form.module.css";
import { addField, putField, removeField, type SpecEdit, setOutput, setOutputField } from "./spec-edits.ts";

interface Props {
  output: PromptSpec["output"];
  isReadOnly: boolean;
  onEdit: (edit: SpecEdit) => void;
}

const fieldTypes = ["text", "number", "boolean", "list", "object"] as const;

/** The form of the answer: its format, and the fields it is made of. */
export function OutputPart({ output, isReadOnly, onEdit }: Props) {
  const { t } = useTranslation();
  const { format, fields } = output;
  return (
    <>
      <Input.Wrapper size="xs" labelElement="div" label={t("design.output.format")} data-spec="output.format">
        <SegmentedControl
          fullWidth
          aria-label={t("design.output.format")}
          value={format}
          disabled={isReadOnly}
          data={outputFormat.options.map((each) => ({ value: each, label: t(`design.output.${each}`) }))}
          onChange={(chosen) => onEdit(setOutput({ format: outputFormat.parse(chosen) }))}
        />
      </Input.Wrapper>
      <Textarea
        data-spec="output.description"
        label={t("design.output.description")}
        description={t("design.output.descriptionHint")}
        placeholder={t("design.output.descriptionExample")}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={20_000}
        value={output.description}
        onChange={(event) => onEdit(setOutput({ description: event.currentTarget.value }))}
      />
      <div className={classes.field} data-spec="output.fields">
        <Input.Label labelElement="div" size="xs">
          {t("design.output.fields")}
        </Input.Label>
        <span className={classes.hint}>
          {t(
            `design.output.fieldsHint.${format === "json" ? "json" : format === "table" ? "table" : "other"}`,
          )}
        </span>
        {fields.map((field, index) => (
          <FieldRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a name changes with every key, and each row shows what it is given
            key={index}
            field={field}
            index={index}
            onChange={(patch) => onEdit(setOutputField(index, patch))}
            onRemove={() => {
              onEdit(removeField(index));
              notifyUndo(t("design.output.removed"), () => onEdit(putField(index, field)));
            }}
          />
        ))}
        <div>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconPlus size={14} stroke={1.8} />}
            onClick={() => {
              onEdit(addField);
              focusFieldSoon(`output.fields[${fields.length}]`);
            }}
          >
            {t("design.output.addField")}
          </Button>
        </div>
      </div>
    </>
  );
}

interface RowProps {
  field: OutputField;
  index: number;
  onChange: (patch: Partial<OutputField>) => void;
  onRemove: () => void;
}

function FieldRow({ field, index, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  const number = index + 1;
  return (
    <div className={classes.outputField} data-spec={`output.fields[${index}]`}>
      <TextInput
        className={classes.grow ?? ""}
        aria-label={t("design.output.nameOf", { number })}
        placeholder={t("design.output.nameExample")}
        maxLength={100}
        spellCheck={false}
        value={field.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Select
        className={classes.unit ?? ""}
        aria-label={t("design.output.typeOf", { number })}
        data={fieldTypes.map((type) => ({ value: type, label: t(`design.output.type.${type}`) }))}
        allowDeselect={false}
        value={field.type}
        onChange={(type) => {
          if (type !== null) onChange({ type: type as OutputField["type"] });
        }}
      />
      <Checkbox
        className={classes.required ?? ""}
        label={t("design.output.required")}
        aria-label={t("design.output.requiredOf", { number })}
        checked={field.required}
        onChange={(event) => onChange({ required: event.currentTarget.checked })}
      />
      <ActionIcon aria-label={t("design.output.removeField", { number })} onClick={onRemove}>
        <IconX size={14} />
      </ActionIcon>
      <TextInput
        className={classes.wide ?? ""}
        aria-label={t("design.output.aboutOf", { number })}
        placeholder={t("design.output.aboutExample")}
        maxLength={500}
        value={field.description}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
    </div>
  );
}
