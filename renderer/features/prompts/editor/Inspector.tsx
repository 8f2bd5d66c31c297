import { Tabs } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { PromptContent, VariableValues } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { Finding } from "#shared/text/lint/finding.ts";
import { missingValues } from "#shared/text/variable-value.ts";
import type { Edit } from "./content-edits.ts";
import { EstimateBar } from "./EstimateBar.tsx";
import { type InspectorTab, useEditorView } from "./editor-view-store.ts";
import classes from "./Inspector.module.css";
import type { Lint } from "./lint-store.ts";
import { ModelPanel } from "./ModelPanel.tsx";
import { ToolsPanel } from "./ToolsPanel.tsx";
import type { Formatted } from "./use-formatted.ts";
import { VariablesPanel } from "./VariablesPanel.tsx";

interface Props {
  promptId: PromptId;
  content: PromptContent;
  values: VariableValues;
  problems: readonly Finding[];
  lint: Lint;
  formatted: Formatted;
  onEdit: (edit: Edit, group?: string) => void;
}

/** What stands beside the messages: the values they take, the model they go to, and what that costs. */
export const Inspector = memo(function Inspector(props: Props) {
  const { promptId, content, values, problems, lint, formatted, onEdit } = props;
  const { t } = useTranslation();
  const tab = useEditorView((state) => state.tab);
  const missing = missingValues(content, values).length;
  const count = (amount: number, label: string, isNeeded = false) =>
    amount > 0 && (
      <span className={classes.count} data-needed={isNeeded || undefined} title={label}>
        <span className="lathe-visually-hidden">{label}</span>
        <span aria-hidden>{amount}</span>
      </span>
    );
  return (
    <aside className={classes.inspector} aria-label={t("editor.inspector")}>
      <Tabs
        value={tab}
        onChange={(chosen) => useEditorView.setState({ tab: (chosen ?? "variables") as InspectorTab })}
        classNames={{
          root: classes.tabs ?? "",
          list: classes.list ?? "",
          tab: classes.tab ?? "",
          panel: classes.panel ?? "",
        }}
      >
        <Tabs.List>
          <Tabs.Tab
            value="variables"
            rightSection={count(missing, t("editor.values.missingCount", { count: missing }), true)}
          >
            {t("editor.tab.variables")}
          </Tabs.Tab>
          <Tabs.Tab value="model">{t("editor.tab.model")}</Tabs.Tab>
          <Tabs.Tab
            value="tools"
            rightSection={count(
              content.tools.length,
              t("editor.tools.count", { count: content.tools.length }),
            )}
          >
            {t("editor.tab.tools")}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="variables">
          <VariablesPanel
            promptId={promptId}
            content={content}
            values={values}
            problems={problems}
            lint={lint}
            onEdit={onEdit}
          />
        </Tabs.Panel>
        <Tabs.Panel value="model">
          <ModelPanel content={content} onEdit={onEdit} />
        </Tabs.Panel>
        <Tabs.Panel value="tools">
          <ToolsPanel tools={content.tools} onEdit={onEdit} />
        </Tabs.Panel>
      </Tabs>
      <EstimateBar content={content} formatted={formatted} />
    </aside>
  );
});
