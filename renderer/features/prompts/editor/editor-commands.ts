import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconDeviceFloppy,
  IconEye,
  IconLayoutSidebarRight,
  IconPlus,
  IconRestore,
  IconTestPipe,
  IconVariable,
} from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { isRunnable } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { undeclaredNames } from "#shared/text/check-content.ts";
import type { Finding } from "#shared/text/lint/finding.ts";
import { deskCommand } from "../../../commands/desk-commands.ts";
import { type Command, registerCommands } from "../../../commands/registry.ts";
import { host } from "../../../host/host.ts";
import { notifyDone, notifyError } from "../../../ui/notify.ts";
import { isSameContent } from "../draft-mirror.ts";
import { drafts } from "../draft-store.ts";
import { canRedo, canUndo, emptyUndo } from "../draft-undo.ts";
import { addMessage, declareAll } from "./content-edits.ts";
import {
  focusDefinition,
  focusMessage,
  toggleInspector,
  togglePreview,
  useEditorView,
} from "./editor-view-store.ts";
import { findingsNow } from "./lint-store.ts";
import { blockRoles, roleIcons } from "./roles.ts";
import { cursorIn } from "./snippets/cursor.ts";
import { openInsertList, useMaking } from "./snippets/snippet-tasks.ts";
import { isOutsideFields, stepAndShow } from "./undo-steps.ts";
import { values } from "./values-store.ts";

/** Keeps the editor's commands registered for the prompt on the screen, in the language of the page. */
export function useEditorCommands(promptId: PromptId): void {
  const { t } = useTranslation();
  useEffect(() => registerCommands("editor", editorCommands(t, promptId)), [t, promptId]);
}

function editorCommands(t: TFunction, promptId: PromptId): Command[] {
  const contentOf = () => drafts.draftOf(promptId)?.content;
  return [
    {
      ...deskCommand(t, "editor.save-version"),
      keywords: ["commit", "release", "版本", "提交"],
      icon: IconDeviceFloppy,
      perform: () => useEditorView.setState({ savingVersion: promptId }),
    },
    {
      ...deskCommand(t, "editor.preview"),
      keywords: ["formatted", "rendered", "预览"],
      icon: IconEye,
      perform: togglePreview,
    },
    {
      ...deskCommand(t, "editor.inspector"),
      keywords: ["variables", "model", "settings", "检查器", "变量", "模型"],
      icon: IconLayoutSidebarRight,
      perform: toggleInspector,
    },
    {
      id: "editor.fill-examples",
      title: t("editor.commands.fillExamples"),
      group: "prompt",
      keywords: ["values", "变量", "示例"],
      icon: IconTestPipe,
      enabled: () => contentOf()?.variables.some((variable) => variable.example !== undefined) ?? false,
      perform: () => {
        const content = contentOf();
        if (content !== undefined) values.fillWithExamples(promptId, content);
      },
    },
    {
      id: "editor.declare-variables",
      title: t("editor.commands.declareAll"),
      group: "prompt",
      keywords: ["variables", "变量", "声明"],
      icon: IconVariable,
      enabled: () => {
        const content = contentOf();
        return content !== undefined && undeclaredNames(content).length > 0;
      },
      perform: () => drafts.edit(promptId, declareAll),
    },
    {
      ...deskCommand(t, "editor.insert-snippet"),
      keywords: ["snippet", "fragment", "partial", "片段", "插入"],
      icon: IconBlockquote,
      enabled: () => isRunnable(contentOf()?.templateFormat ?? "f-string"),
      perform: openInsertList,
    },
    {
      id: "editor.make-snippet",
      title: t("editor.commands.makeSnippet"),
      group: "prompt",
      keywords: ["snippet", "fragment", "extract", "片段", "提取"],
      icon: IconBlockquote,
      enabled: () => isRunnable(contentOf()?.templateFormat ?? "f-string"),
      perform: () => {
        const content = contentOf();
        useMaking.setState({ cursor: content === undefined ? null : cursorIn(promptId, content) });
      },
    },
    {
      ...deskCommand(t, "editor.next-problem"),
      keywords: ["error", "warning", "问题", "错误"],
      icon: IconAlertTriangle,
      enabled: () => seriousProblems(promptId).length > 0,
      perform: () => goToNextProblem(promptId),
    },
    {
      id: "editor.discard-draft",
      title: t("editor.commands.discard"),
      group: "prompt",
      keywords: ["reset", "revert", "放弃", "还原"],
      icon: IconRestore,
      enabled: () => {
        const draft = drafts.draftOf(promptId);
        return draft?.latest != null && !isSameContent(draft.content, draft.latest.content);
      },
      perform: () => discardDraft(t, promptId),
    },
    {
      ...deskCommand(t, "editor.undo"),
      keywords: ["back", "撤销"],
      isMeant: isOutsideFields,
      icon: IconArrowBackUp,
      enabled: () => canUndo(drafts.draftOf(promptId)?.undo ?? emptyUndo),
      perform: () => stepAndShow(promptId, "back"),
    },
    {
      ...deskCommand(t, "editor.redo"),
      keywords: ["forward", "again", "重做"],
      isMeant: isOutsideFields,
      icon: IconArrowForwardUp,
      enabled: () => canRedo(drafts.draftOf(promptId)?.undo ?? emptyUndo),
      perform: () => stepAndShow(promptId, "forward"),
    },
    ...blockRoles.map(
      (role): Command => ({
        id: `editor.add-${role}`,
        title: t("editor.addRole", { role: t(`editor.role.${role}`) }),
        group: "prompt",
        keywords: ["message", "消息", role],
        icon: roleIcons[role] ?? IconPlus,
        perform: () => {
          drafts.edit(promptId, addMessage(role));
          focusMessage((contentOf()?.messages.length ?? 1) - 1);
        },
      }),
    ),
  ];
}

/** The host answers after it is durable; the page then reads the draft again, as after a save by another page. */
async function discardDraft(t: TFunction, promptId: PromptId): Promise<void> {
  try {
    await drafts.flushAll();
    await host.call("prompts.discard-draft", { promptId });
    notifyDone(t("editor.discarded"));
  } catch (error) {
    notifyError(error);
  }
}

const seriousProblems = (promptId: PromptId): Finding[] => {
  const draft = drafts.draftOf(promptId);
  return draft === null ? [] : findingsNow(promptId, draft.content).filter(({ level }) => level !== "hint");
};

/** Places are gone through in turn, from the one where the cursor is. */
function goToNextProblem(promptId: PromptId): void {
  const content = drafts.draftOf(promptId)?.content;
  if (content === undefined) return;
  const names = content.variables.map((variable) => variable.name);
  const places = [
    ...new Set(
      seriousProblems(promptId).map(({ place }) =>
        place.in === "message" ? `message ${place.index}` : `variable ${place.index}`,
      ),
    ),
  ];
  const here = document.activeElement;
  const message = here?.closest("[data-message]")?.getAttribute("data-message");
  const variable = here?.closest("[data-value-of]")?.getAttribute("data-value-of");
  const current =
    message != null ? `message ${message}` : variable != null ? `variable ${names.indexOf(variable)}` : "";
  const next = places[(places.indexOf(current) + 1) % places.length];
  const index = Number(next?.split(" ")[1]);
  if (next?.startsWith("message")) focusMessage(index);
  else if (names[index] !== undefined) focusDefinition(names[index]);
}
