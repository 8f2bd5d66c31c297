import { ActionIcon, Tooltip } from "@mantine/core";
import { IconAdjustments } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Variable, VariableValue } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { Finding } from "#shared/text/lint/finding.ts";
import type { Edit } from "./content-edits.ts";
import { useEditorView } from "./editor-view-store.ts";
import type { Lint } from "./lint-store.ts";
import { ProblemList } from "./ProblemList.tsx";
import { ValueField } from "./ValueField.tsx";
import { ValueHead } from "./ValueHead.tsx";
import { VariableDefinition } from "./VariableDefinition.tsx";
import classes from "./VariablesPanel.module.css";
import { shortValue } from "./value-text.ts";
import { values } from "./values-store.ts";

interface Props {
  promptId: PromptId;
  variable: Variable;
  index: number;
  value: VariableValue | undefined;
  isMissing: boolean;
  uses: readonly number[] | undefined;
  problems: readonly Finding[];
  lint: Lint;
  onEdit: (edit: Edit, group?: string) => void;
}

/** One variable: its value at hand, its definition behind one press. */
export function VariableRow(props: Props) {
  const { promptId, variable, index, value, isMissing, uses, problems, lint, onEdit } = props;
  const { t } = useTranslation();
  const { name, type } = variable;
  const isUnfolded = useEditorView((state) => state.unfolded === name);
  const put = (next: VariableValue | undefined) => values.set(promptId, name, next);
  const canBeEmpty = type === "text" && value === undefined && variable.default !== "";
  return (
    <section className={classes.row} aria-label={name} data-unfolded={isUnfolded || undefined}>
      <ValueHead
        name={name}
        kind={t(`editor.type.${type}`)}
        uses={uses}
        isMissing={isMissing && uses !== undefined}
      >
        <Tooltip label={t("editor.variable.define")}>
          <ActionIcon
            size={24}
            aria-label={t("editor.variable.defineNamed", { name })}
            aria-expanded={isUnfolded}
            variant={isUnfolded ? "light" : "subtle"}
            onClick={() => useEditorView.setState({ unfolded: isUnfolded ? null : name })}
            className={classes.define ?? ""}
          >
            <IconAdjustments size={14} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
      </ValueHead>
      <div data-value-of={name}>
        <ValueField
          variable={variable}
          value={value}
          onChange={put}
          ariaLabel={t("editor.values.valueOf", { name })}
          placeholder={placeholderOf(t, variable)}
        />
      </div>
      {value === "" && (
        <p className={classes.note}>
          {t("editor.value.isEmptyText")}
          <button type="button" className={classes.link} onClick={() => put(undefined)}>
            {t("editor.value.takeAway")}
          </button>
        </p>
      )}
      {canBeEmpty && isMissing && (
        <p className={classes.note}>
          <button type="button" className={classes.link} onClick={() => put("")}>
            {t("editor.value.useEmptyText")}
          </button>
        </p>
      )}
      {variable.description !== undefined && !isUnfolded && (
        <p className={classes.description}>{variable.description}</p>
      )}
      {isUnfolded && (
        <VariableDefinition promptId={promptId} variable={variable} index={index} onEdit={onEdit} />
      )}
      <ProblemList promptId={promptId} problems={problems} lint={lint} onEdit={onEdit} />
    </section>
  );
}

function placeholderOf(t: TFunction, variable: Variable): string | undefined {
  if (variable.default !== undefined) {
    const shown = variable.default === "" ? t("editor.value.emptyText") : shortValue(variable.default);
    return t("editor.values.default", { value: shown });
  }
  return variable.example === undefined
    ? undefined
    : t("editor.values.example", { value: shortValue(variable.example) });
}
