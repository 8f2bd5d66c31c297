import { Button, Textarea, TextInput } from "@mantine/core";
import { IconPlus, IconTool, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type Tool, tool as toolModel } from "#shared/model/content.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import type { Edit } from "./content-edits.ts";
import { focusTool } from "./editor-view-store.ts";
import { JsonObjectField } from "./JsonObjectField.tsx";
import classes from "./ToolsPanel.module.css";
import { useTypedText } from "./use-typed-text.ts";

interface Props {
  tools: readonly Tool[];
  onEdit: (edit: Edit, group?: string) => void;
}

/** The tools that a model may call. Lathe shows the calls and runs none of them. */
export function ToolsPanel({ tools, onEdit }: Props) {
  const { t } = useTranslation();
  const put = (next: Tool[], group?: string) => onEdit((content) => ({ ...content, tools: next }), group);
  const names = tools.map((tool) => tool.name);
  const add = () => {
    let name = "tool";
    for (let count = 2; names.includes(name); count += 1) name = `tool_${count}`;
    put([...tools, { name, parameters: { type: "object", properties: {} } }]);
    focusTool(tools.length);
  };
  return (
    <div className={classes.panel}>
      <div className={classes.bar}>
        <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} onClick={add}>
          {t("editor.tools.add")}
        </Button>
      </div>
      {tools.length === 0 && (
        <EmptyState icon={IconTool} title={t("editor.tools.emptyTitle")} text={t("editor.tools.emptyText")} />
      )}
      {tools.map((tool, index) => (
        <ToolRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a name that is being edited must not take its own field away
          key={index}
          tool={tool}
          index={index}
          isDuplicate={names.indexOf(tool.name) !== names.lastIndexOf(tool.name)}
          onChange={(changed, field) => put(tools.with(index, changed), `tool:${index}:${field}`)}
          onRemove={() => put(tools.toSpliced(index, 1))}
        />
      ))}
    </div>
  );
}

interface RowProps {
  tool: Tool;
  index: number;
  isDuplicate: boolean;
  onChange: (tool: Tool, field: string) => void;
  onRemove: () => void;
}

function ToolRow({ tool, index, isDuplicate, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  const isName = (text: string) => toolModel.shape.name.safeParse(text).success;
  const [name, typeName] = useTypedText(
    tool.name,
    (text) => text,
    (text) => {
      if (!isName(text)) return tool.name;
      onChange({ ...tool, name: text }, "name");
      return text;
    },
  );
  const nameError = !isName(name)
    ? t("editor.tools.badName")
    : isDuplicate
      ? t("editor.tools.nameTaken")
      : null;
  const { description: _old, ...bare } = tool;
  return (
    <section className={classes.tool} data-tool={index} aria-label={tool.name}>
      <TextInput
        label={t("editor.tools.name")}
        value={name}
        error={nameError}
        spellCheck={false}
        classNames={{ input: classes.mono ?? "" }}
        onChange={(event) => typeName(event.currentTarget.value)}
      />
      <Textarea
        label={t("editor.tools.description")}
        autosize
        minRows={1}
        maxRows={5}
        value={tool.description ?? ""}
        onChange={(event) => {
          const text = event.currentTarget.value;
          onChange(text === "" ? bare : { ...tool, description: text }, "description");
        }}
      />
      <div>
        <span className={classes.label}>{t("editor.tools.parameters")}</span>
        <JsonObjectField
          value={tool.parameters}
          onChange={(parameters) => onChange({ ...tool, parameters: parameters ?? {} }, "parameters")}
          ariaLabel={t("editor.tools.parametersOf", { name: tool.name })}
        />
      </div>
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        className={classes.remove ?? ""}
        leftSection={<IconTrash size={14} />}
        onClick={onRemove}
      >
        {t("editor.tools.remove")}
      </Button>
    </section>
  );
}
