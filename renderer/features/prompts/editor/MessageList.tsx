import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { Finding } from "#shared/text/lint/finding.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { notifyUndo } from "../../../ui/notify.ts";
import { addMessage, type Edit, putBack, removeMessage } from "./content-edits.ts";
import { focusMessage } from "./editor-view-store.ts";
import type { Lint } from "./lint-store.ts";
import { MessageBlock } from "./MessageBlock.tsx";
import classes from "./MessageList.module.css";
import { MutedRules } from "./MutedRules.tsx";
import { ProblemList } from "./ProblemList.tsx";
import { blockRoles, roleIcons } from "./roles.ts";
import { useSnippetHints } from "./snippets/included.ts";
import { useMessageKeys } from "./use-message-keys.ts";

interface Props {
  promptId: PromptId;
  content: PromptContent;
  problems: readonly Finding[];
  lint: Lint;
  fontSize: number;
  onEdit: (edit: Edit, group?: string) => void;
  onOpenSnippet?: ((name: string) => void) | undefined;
}

const noProblems: readonly Finding[] = [];

export function MessageList({ promptId, content, problems, lint, fontSize, onEdit, onOpenSnippet }: Props) {
  const { t } = useTranslation();
  const { messages } = content;
  const keys = useMessageKeys(messages);
  const names = messages
    .flatMap((message) => (message.role === "history" ? [message.variable] : []))
    .join(" ");
  const historyVariables = useMemo(() => (names === "" ? [] : names.split(" ")), [names]);
  const byMessage = useMemo(
    () => Map.groupBy(problems, ({ place }) => (place.in === "message" ? place.index : -1)),
    [problems],
  );
  const snippets = useSnippetHints(content);
  const ofSnippets = problems.filter(({ place }) => place.in === "snippet");
  const remove = (index: number) => {
    const removed = messages[index];
    if (removed === undefined) return;
    onEdit(removeMessage(index));
    notifyUndo(t("editor.removed", { number: index + 1 }), () => onEdit(putBack(index, removed)));
  };

  return (
    <div className={classes.list}>
      {messages.length === 0 && <EmptyState title={t("editor.empty.title")} text={t("editor.empty.text")} />}
      {messages.map((message, index) => (
        <MessageBlock
          key={keys[index]}
          promptId={promptId}
          message={message}
          index={index}
          isLast={index === messages.length - 1}
          templateFormat={content.templateFormat}
          variables={content.variables}
          historyVariables={historyVariables}
          snippets={snippets}
          problems={byMessage.get(index) ?? noProblems}
          lint={byMessage.has(index) ? lint : null}
          fontSize={fontSize}
          onEdit={onEdit}
          onRemove={remove}
          onOpenSnippet={onOpenSnippet}
        />
      ))}
      <ProblemList promptId={promptId} problems={ofSnippets} lint={lint} onEdit={onEdit} />
      {lint.isPartial && <p className={classes.partial}>{t("editor.problems.partial")}</p>}
      <MutedRules promptId={promptId} />
      <fieldset className={classes.add} aria-label={t("editor.addMessage")}>
        <IconPlus size={14} stroke={1.8} aria-hidden className={classes.plus} />
        {blockRoles.map((role) => {
          const Icon = roleIcons[role];
          return (
            <Button
              key={role}
              size="compact-sm"
              variant="subtle"
              color="gray"
              leftSection={<Icon size={14} stroke={1.8} />}
              aria-label={t("editor.addRole", { role: t(`editor.role.${role}`) })}
              onClick={() => {
                onEdit(addMessage(role));
                focusMessage(messages.length);
              }}
            >
              {t(`editor.role.${role}`)}
            </Button>
          );
        })}
      </fieldset>
    </div>
  );
}
