import { Button, Select, TagsInput, Textarea } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type Variable, type VariableValue, variableType } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { changeVariable, type Edit, removeVariable, setVariableType } from "./content-edits.ts";
import { useTypedText } from "./use-typed-text.ts";
import { ValueField } from "./ValueField.tsx";
import { VariableNameField } from "./VariableNameField.tsx";
import classes from "./VariablesPanel.module.css";
import { storedValue, valueText } from "./value-text.ts";

interface Props {
  promptId: PromptId;
  variable: Variable;
  index: number;
  onEdit: (edit: Edit, group?: string) => void;
}

export function VariableDefinition({ promptId, variable, index, onEdit }: Props) {
  const { t } = useTranslation();
  const change = (field: string, patch: Parameters<typeof changeVariable>[1]) =>
    onEdit(changeVariable(index, patch), `variable:${index}:${field}`);
  return (
    <div className={classes.definition} data-definition-of={variable.name}>
      <div className={classes.pair}>
        <VariableNameField promptId={promptId} name={variable.name} onEdit={onEdit} />
        <Select
          label={t("editor.variable.type")}
          allowDeselect={false}
          data={variableType.options.map((type) => ({ value: type, label: t(`editor.type.${type}`) }))}
          value={variable.type}
          onChange={(type) => {
            const chosen = variableType.safeParse(type);
            if (chosen.success) onEdit(setVariableType(index, chosen.data));
          }}
        />
      </div>
      {variable.type === "enum" && (
        <TagsInput
          label={t("editor.variable.options")}
          placeholder={t("editor.variable.optionsHint")}
          splitChars={[]}
          value={variable.options ?? []}
          onChange={(options) => change("options", { options: options.length === 0 ? undefined : options })}
        />
      )}
      <Textarea
        label={t("editor.variable.description")}
        autosize
        minRows={1}
        maxRows={5}
        value={variable.description ?? ""}
        onChange={(event) =>
          change("description", {
            description: event.currentTarget.value === "" ? undefined : event.currentTarget.value,
          })
        }
      />
      <StoredValue
        variable={variable}
        label={t("editor.variable.default")}
        value={variable.default}
        placeholder={t("editor.variable.noDefault")}
        onChange={(value) => change("default", { default: value })}
      />
      <StoredValue
        variable={variable}
        label={t("editor.variable.example")}
        value={variable.example}
        onChange={(value) => change("example", { example: value })}
      />
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        className={classes.removeVariable ?? ""}
        leftSection={<IconTrash size={14} />}
        onClick={() => onEdit(removeVariable(index))}
      >
        {t("editor.variable.remove")}
      </Button>
    </div>
  );
}

interface StoredValueProps {
  variable: Variable;
  label: string;
  value: VariableValue | undefined;
  placeholder?: string;
  onChange: (value: VariableValue | undefined) => void;
}

function StoredValue({ variable, label, value, placeholder, onChange }: StoredValueProps) {
  const [text, type] = useTypedText(value, valueText, (typed) => {
    const stored = storedValue(variable, typed === "" ? undefined : typed);
    onChange(stored);
    return stored;
  });
  return (
    <div className={classes.stored}>
      <span className={classes.label}>{label}</span>
      <ValueField
        variable={variable}
        value={text === "" ? undefined : text}
        onChange={(typed) => type(valueText(typed))}
        ariaLabel={`${label} · ${variable.name}`}
        placeholder={placeholder}
      />
    </div>
  );
}
