import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconBlockquote, IconCopy, IconTrash } from "@tabler/icons-react";
import { memo, type ReactNode, useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { isRunnable, type Message, type PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { Finding } from "#shared/text/lint/finding.ts";
import { performCommand } from "../../../commands/registry.ts";
import { type SnippetHint, TemplateEditor, type TextMark } from "../../../ui/monaco/TemplateEditor.tsx";
import {
  canBecomeHistory,
  declareVariable,
  duplicateMessage,
  type Edit,
  moveMessage,
  setRole,
  setTemplate,
} from "./content-edits.ts";
import { focusDefinition, forgetReveal, useEditorView } from "./editor-view-store.ts";
import { HistoryBlock } from "./HistoryBlock.tsx";
import type { Lint } from "./lint-store.ts";
import classes from "./MessageBlock.module.css";
import { marksOf } from "./marks.ts";
import { ProblemList } from "./ProblemList.tsx";
import { RoleSelect } from "./RoleSelect.tsx";
import { rememberCursor, standIn } from "./snippets/cursor.ts";
import { variableExample } from "./variable-example.ts";

const noMarks: readonly TextMark[] = [];

export interface MessageBlockProps {
  promptId: PromptId;
  message: Message;
  index: number;
  isLast: boolean;
  templateFormat: PromptContent["templateFormat"];
  variables: PromptContent["variables"];
  historyVariables: readonly string[];
  snippets: readonly SnippetHint[];
  problems: readonly Finding[];
  /** null where there are no problems, so that typing elsewhere draws nothing here. */
  lint: Lint | null;
  fontSize: number;
  onEdit: (edit: Edit, group?: string) => void;
  onRemove: (index: number) => void;
  onOpenSnippet?: ((name: string) => void) | undefined;
}

export const MessageBlock = memo(function MessageBlock(props: MessageBlockProps) {
  const { message, index, isLast, templateFormat, variables, historyVariables, problems, fontSize, onEdit } =
    props;
  const { lint, promptId } = props;
  const { t } = useTranslation();
  const marks = useMemo(
    () => (lint === null ? noMarks : marksOf(t, promptId, problems, lint, onEdit)),
    [t, promptId, problems, lint, onEdit],
  );
  const reveal = useEditorView(({ reveal: asked }) =>
    asked?.index === index && (asked.promptId ?? promptId) === promptId ? asked : null,
  );
  // The same with every key: the editor takes another one for another prompt, and reads the whole text again.
  const onAddVariable = useCallback((name: string) => onEdit(declareVariable(name)), [onEdit]);
  const onSelect = useCallback(
    (start: number, end: number) => rememberCursor(promptId, index, start, end),
    [promptId, index],
  );
  const number = index + 1;
  const action = (label: string, icon: ReactNode, perform: () => void, disabled = false) => (
    <Tooltip label={label}>
      <ActionIcon size={24} aria-label={`${label} · ${number}`} disabled={disabled} onClick={perform}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  const label = t("editor.messageLabel", { number, role: t(`editor.role.${message.role}`) });
  return (
    <section className={classes.block} data-role={message.role} data-message={index} aria-label={label}>
      <header className={classes.head}>
        <RoleSelect
          role={message.role}
          number={number}
          canBeHistory={canBecomeHistory(message)}
          onChange={(role) => onEdit(setRole(index, role))}
        />
        <div className={classes.actions}>
          {message.role !== "history" &&
            action(
              t("editor.snippets.insert"),
              <IconBlockquote size={14} />,
              () => {
                standIn(promptId, index, message.template.length);
                insertSnippet();
              },
              !isRunnable(templateFormat),
            )}
          {action(
            t("editor.moveUp"),
            <IconArrowUp size={14} />,
            () => onEdit(moveMessage(index, index - 1)),
            index === 0,
          )}
          {action(
            t("editor.moveDown"),
            <IconArrowDown size={14} />,
            () => onEdit(moveMessage(index, index + 1)),
            isLast,
          )}
          {action(t("editor.duplicate"), <IconCopy size={14} />, () => onEdit(duplicateMessage(index)))}
          {action(t("editor.remove"), <IconTrash size={14} />, () => props.onRemove(index))}
        </div>
      </header>
      <div className={classes.text} data-message-text>
        {message.role === "history" ? (
          <HistoryBlock promptId={props.promptId} message={message} index={index} onEdit={onEdit} />
        ) : (
          <TemplateEditor
            value={message.template}
            onChange={(text) => onEdit(setTemplate(index, text), `text:${index}`)}
            templateFormat={templateFormat}
            variables={variables}
            historyVariables={historyVariables}
            marks={marks}
            reveal={reveal}
            onRevealed={forgetReveal}
            ariaLabel={label}
            placeholder={t(`editor.placeholder.${message.role}`, {
              example: variableExample(templateFormat),
            })}
            fontSize={fontSize}
            minLines={2}
            maxLines={120}
            onRun={runPrompt}
            onAddVariable={onAddVariable}
            onRenameVariable={focusDefinition}
            snippets={props.snippets}
            onOpenSnippet={props.onOpenSnippet}
            onInsertSnippet={insertSnippet}
            onMakeSnippet={makeSnippet}
            onSelect={onSelect}
          />
        )}
      </div>
      {lint !== null && (
        <ProblemList promptId={props.promptId} problems={problems} lint={lint} onEdit={onEdit} />
      )}
    </section>
  );
});

const insertSnippet = (): void => performCommand("editor.insert-snippet");
const makeSnippet = (): void => performCommand("editor.make-snippet");
const runPrompt = (): void => performCommand("runs.start");
