import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconCopy, IconTrash } from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Message, PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { ContentProblem } from "#shared/text/check-content.ts";
import { performCommand } from "../../../commands/registry.ts";
import { TemplateEditor } from "../../../ui/monaco/TemplateEditor.tsx";
import {
  canBecomeHistory,
  declareVariable,
  duplicateMessage,
  type Edit,
  moveMessage,
  setRole,
  setTemplate,
} from "./content-edits.ts";
import { focusDefinition } from "./editor-view-store.ts";
import { HistoryBlock } from "./HistoryBlock.tsx";
import classes from "./MessageBlock.module.css";
import { ProblemList } from "./ProblemList.tsx";
import { RoleSelect } from "./RoleSelect.tsx";
import { variableExample } from "./variable-example.ts";

export interface MessageBlockProps {
  promptId: PromptId;
  message: Message;
  index: number;
  isLast: boolean;
  templateFormat: PromptContent["templateFormat"];
  variables: PromptContent["variables"];
  historyVariables: readonly string[];
  problems: readonly ContentProblem[];
  /** For the quick fixes; null where there are no problems, so that typing elsewhere draws nothing here. */
  content: PromptContent | null;
  fontSize: number;
  onEdit: (edit: Edit, group?: string) => void;
  onRemove: (index: number) => void;
}

export const MessageBlock = memo(function MessageBlock(props: MessageBlockProps) {
  const { message, index, isLast, templateFormat, variables, historyVariables, problems, fontSize, onEdit } =
    props;
  const { t } = useTranslation();
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
            ariaLabel={label}
            placeholder={t(`editor.placeholder.${message.role}`, {
              example: variableExample(templateFormat),
            })}
            fontSize={fontSize}
            minLines={2}
            maxLines={120}
            onRun={runPrompt}
            onAddVariable={(name) => onEdit(declareVariable(name))}
            onRenameVariable={focusDefinition}
          />
        )}
      </div>
      {props.content !== null && <ProblemList problems={problems} content={props.content} onEdit={onEdit} />}
    </section>
  );
});

const runPrompt = (): void => performCommand("runs.start");
