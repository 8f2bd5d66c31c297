import { ActionIcon, Button, Tooltip } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconEye,
  IconFileExport,
  IconGitCompare,
  IconHistory,
  IconLayoutSidebarRightCollapse,
  IconLayoutSidebarRightExpand,
  IconRulerMeasure,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Finding } from "#shared/text/lint/finding.ts";
import { performCommand } from "../../../commands/registry.ts";
import { shortcutText } from "../../../ui/shortcut-keys.ts";
import { canRedo, canUndo } from "../draft-undo.ts";
import type { OpenDraft } from "../open-draft.ts";
import type { Edit } from "./content-edits.ts";
import classes from "./EditorHeader.module.css";
import { useEditorView } from "./editor-view-store.ts";
import { FormatSelect } from "./FormatSelect.tsx";
import { PromptName } from "./PromptName.tsx";
import { SaveStateLine } from "./SaveStateLine.tsx";

interface Props {
  draft: OpenDraft;
  problems: readonly Finding[];
  onEdit: (edit: Edit) => void;
  onShowHistory?: (() => void) | undefined;
}

export function EditorHeader({ draft, problems, onEdit, onShowHistory }: Props) {
  const { t } = useTranslation();
  const isPreviewing = useEditorView((state) => state.isPreviewing);
  const isInspectorOpen = useEditorView((state) => state.isInspectorOpen);
  const { prompt, content } = draft;
  const { promptId } = prompt;
  const serious = problems.filter(({ level }) => level !== "hint");
  const errors = serious.filter(({ level }) => level === "error").length;

  return (
    <header className={classes.header}>
      <PromptName key={promptId} prompt={prompt} />
      <span className={classes.version}>
        {prompt.latestVersion === null ? t("editor.version.none") : `v${prompt.latestVersion}`}
        {prompt.latestVersion !== null && prompt.draftChanged && (
          <span className={classes.changed}> · {t("editor.version.changed")}</span>
        )}
      </span>
      <SaveStateLine promptId={promptId} save={draft.save} />
      <span className={classes.space} />
      {serious.length > 0 && (
        <Tooltip label={t("editor.problems.next")}>
          <button
            type="button"
            className={classes.problems}
            data-severity={errors > 0 ? "error" : "warning"}
            onClick={() => performCommand("editor.next-problem")}
          >
            <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
            {t("editor.problems.count", { count: serious.length })}
          </button>
        </Tooltip>
      )}
      <FormatSelect promptId={promptId} content={content} onEdit={onEdit} />
      <Tooltip label={`${t("shell.commands.design")} (${shortcutText("mod+shift+G")})`}>
        <ActionIcon aria-label={t("shell.commands.design")} onClick={() => performCommand("app.design")}>
          <IconRulerMeasure size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <UndoButtons draft={draft} />
      <Tooltip label={t("editor.preview.hint")}>
        <ActionIcon
          aria-label={t("editor.preview.toggle")}
          aria-pressed={isPreviewing}
          variant={isPreviewing ? "light" : "subtle"}
          color={isPreviewing ? "lathe" : "gray"}
          onClick={() => performCommand("editor.preview")}
        >
          <IconEye size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      {prompt.latestVersion !== null && (
        <Tooltip label={`${t("editor.compareSaved")} (${shortcutText("mod+shift+D")})`}>
          <ActionIcon
            aria-label={t("editor.compareSaved")}
            onClick={() => performCommand("compare.with-saved")}
          >
            <IconGitCompare size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={t("exchange.commands.exportMore")}>
        <ActionIcon
          aria-label={t("exchange.commands.exportMore")}
          onClick={() => performCommand("exchange.export")}
        >
          <IconFileExport size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      {onShowHistory !== undefined && (
        <Tooltip label={t("editor.history.show")}>
          <ActionIcon aria-label={t("editor.history.show")} onClick={onShowHistory}>
            <IconHistory size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={t("editor.toggleInspector")}>
        <ActionIcon
          aria-label={t("editor.toggleInspector")}
          aria-pressed={isInspectorOpen}
          onClick={() => performCommand("editor.inspector")}
        >
          {isInspectorOpen ? (
            <IconLayoutSidebarRightCollapse size={16} stroke={1.6} />
          ) : (
            <IconLayoutSidebarRightExpand size={16} stroke={1.6} />
          )}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${t("editor.version.saveHint")} (${shortcutText("mod+S")})`}>
        <Button className={classes.saveVersion ?? ""} onClick={() => performCommand("editor.save-version")}>
          {t("editor.version.save")}
        </Button>
      </Tooltip>
    </header>
  );
}

export function UndoButtons({ draft: { undo } }: { draft: OpenDraft }) {
  const { t } = useTranslation();
  const steps = [
    {
      id: "editor.undo",
      words: t("editor.undo"),
      keys: "mod+Z",
      Icon: IconArrowBackUp,
      isThere: canUndo(undo),
    },
    {
      id: "editor.redo",
      words: t("editor.redo"),
      keys: "mod+shift+Z",
      Icon: IconArrowForwardUp,
      isThere: canRedo(undo),
    },
  ];
  return steps.map(({ id, words, keys, Icon, isThere }) => (
    <Tooltip key={id} label={`${words} (${shortcutText(keys)})`}>
      <ActionIcon aria-label={words} disabled={!isThere} onClick={() => performCommand(id)}>
        <Icon size={16} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  ));
}
