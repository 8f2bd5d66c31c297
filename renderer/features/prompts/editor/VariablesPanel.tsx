import { Button, Tooltip } from "@mantine/core";
import { IconEraser, IconPlus, IconTestPipe, IconVariable } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PromptContent, VariableValue, VariableValues } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { undeclaredNames } from "#shared/text/check-content.ts";
import type { Finding } from "#shared/text/lint/finding.ts";
import { ownValue } from "#shared/text/needed-variables.ts";
import { missingValues } from "#shared/text/variable-value.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { addVariable, declareAll, declareVariable, type Edit, messagesUsing } from "./content-edits.ts";
import { focusDefinition } from "./editor-view-store.ts";
import { HistoryValueField } from "./HistoryValueField.tsx";
import type { Lint } from "./lint-store.ts";
import { ValueField } from "./ValueField.tsx";
import { ValueHead } from "./ValueHead.tsx";
import { VariableRow } from "./VariableRow.tsx";
import classes from "./VariablesPanel.module.css";
import { values as typedValues } from "./values-store.ts";
import { variableExample } from "./variable-example.ts";

interface Props {
  promptId: PromptId;
  content: PromptContent;
  values: VariableValues;
  problems: readonly Finding[];
  lint: Lint;
  onEdit: (edit: Edit, group?: string) => void;
}

/** Every value that the prompt takes, to be filled in; behind each variable its definition. */
export function VariablesPanel({ promptId, content, values, problems, lint, onEdit }: Props) {
  const { t } = useTranslation();
  const uses = messagesUsing(content);
  const missing = new Set(missingValues(content, values));
  const undeclared = undeclaredNames(content);
  const histories = content.messages.flatMap((message) => (message.role === "history" ? [message] : []));
  const isEmpty = content.variables.length + undeclared.length + histories.length === 0;
  const hasExamples = content.variables.some((variable) => variable.example !== undefined);
  const put = (name: string) => (value: VariableValue | undefined) => typedValues.set(promptId, name, value);

  return (
    <div className={classes.panel}>
      <div className={classes.bar}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => {
            const before = new Set(content.variables.map((variable) => variable.name));
            const added = addVariable(content).variables.find((variable) => !before.has(variable.name));
            onEdit(addVariable);
            if (added !== undefined) focusDefinition(added.name);
          }}
        >
          {t("editor.variable.add")}
        </Button>
        <span className={classes.space} />
        <Tooltip label={t("editor.values.fillHint")}>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconTestPipe size={14} />}
            disabled={!hasExamples}
            onClick={() => typedValues.fillWithExamples(promptId, content)}
          >
            {t("editor.values.fill")}
          </Button>
        </Tooltip>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconEraser size={14} />}
          disabled={Object.keys(values).length === 0}
          onClick={() => typedValues.clear(promptId)}
        >
          {t("editor.values.clear")}
        </Button>
      </div>
      {isEmpty && (
        <EmptyState
          icon={IconVariable}
          title={t("editor.values.emptyTitle")}
          text={t("editor.values.emptyText", {
            example: variableExample(content.templateFormat),
          })}
        />
      )}
      {undeclared.length > 0 && (
        <section className={classes.undeclared} aria-label={t("editor.variable.undeclared")}>
          <div className={classes.undeclaredHead}>
            <span>{t("editor.variable.undeclaredCount", { count: undeclared.length })}</span>
            {undeclared.length > 1 && (
              <Button size="compact-xs" variant="subtle" onClick={() => onEdit(declareAll)}>
                {t("editor.variable.declareAll")}
              </Button>
            )}
          </div>
          {undeclared.map((name) => (
            <div key={name} className={classes.row}>
              <ValueHead name={name} uses={uses.get(name)} isMissing={missing.has(name)}>
                <Button size="compact-xs" variant="light" onClick={() => onEdit(declareVariable(name))}>
                  {t("editor.variable.declare")}
                </Button>
              </ValueHead>
              <div data-value-of={name}>
                <ValueField
                  variable={{ name, type: "text" }}
                  value={ownValue(values, name)}
                  onChange={put(name)}
                  ariaLabel={t("editor.values.valueOf", { name })}
                />
              </div>
            </div>
          ))}
        </section>
      )}
      {content.variables.map((variable, index) => (
        <VariableRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a name that is being edited must not take its own field away
          key={index}
          promptId={promptId}
          variable={variable}
          index={index}
          value={ownValue(values, variable.name)}
          isMissing={missing.has(variable.name)}
          uses={uses.get(variable.name)}
          problems={problems.filter(({ place }) => place.in === "variable" && place.index === index)}
          lint={lint}
          onEdit={onEdit}
        />
      ))}
      {histories.map(({ variable, optional }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two placeholders may bear one name while it is typed
        <div key={index} className={classes.row}>
          <ValueHead
            name={variable}
            kind={t(optional ? "editor.history.kindOptional" : "editor.history.kind")}
            uses={uses.get(variable)}
            isMissing={missing.has(variable)}
          />
          <div data-value-of={variable}>
            <HistoryValueField name={variable} value={ownValue(values, variable)} onChange={put(variable)} />
          </div>
        </div>
      ))}
    </div>
  );
}
