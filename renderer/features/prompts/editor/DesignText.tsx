import { ActionIcon, Button, Loader, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconEye } from "@tabler/icons-react";
import { type ReactNode, useCallback, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { performCommand } from "../../../commands/registry.ts";
import { useSettings } from "../../../host/settings-store.ts";
import { watchSnippetLibrary } from "../../../host/snippet-library.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { notifyDone } from "../../../ui/notify.ts";
import { shortcutText } from "../../../ui/shortcut-keys.ts";
import { drafts, useDraft, watchDrafts } from "../draft-store.ts";
import type { OpenDraft } from "../open-draft.ts";
import { ConflictBar } from "./ConflictBar.tsx";
import type { Edit } from "./content-edits.ts";
import classes from "./DesignText.module.css";
import { UndoButtons } from "./EditorHeader.tsx";
import { useEditorCommands } from "./editor-commands.ts";
import { useEditorView } from "./editor-view-store.ts";
import { keepCursorInView } from "./keep-cursor-in-view.ts";
import { shownFindings, useLint, useMutedRules } from "./lint-store.ts";
import { MessageList } from "./MessageList.tsx";
import { Preview } from "./Preview.tsx";
import { SaveStateLine } from "./SaveStateLine.tsx";
import { SaveVersionDialog } from "./SaveVersionDialog.tsx";
import { InsertSnippet } from "./snippets/InsertSnippet.tsx";
import { useSnippetTexts, withSnippetTexts } from "./snippets/included.ts";
import { MakeSnippetDialog } from "./snippets/MakeSnippetDialog.tsx";
import { Notices } from "./snippets/Notices.tsx";
import { useFormatted } from "./use-formatted.ts";
import { useSettled } from "./use-settled.ts";
import { VariablesPanel } from "./VariablesPanel.tsx";
import { mindValues, useValues } from "./values-store.ts";

interface Props {
  promptId: PromptId;
  /** What is to be said above the messages. */
  notice?: ReactNode;
  /** Shows a snippet where it is kept. */
  onOpenSnippet: (name: string) => void;
}

/** The messages of a draft beside something else: the same text, the same undo, the same problems as in the Studio. */
export function DesignText(props: Props) {
  const { promptId } = props;
  const { t } = useTranslation();
  const entry = useDraft(promptId);
  useEffect(() => {
    watchDrafts();
    void drafts.open(promptId);
  }, [promptId]);
  useEffect(() => watchSnippetLibrary(), []);
  useEffect(() => mindValues(promptId), [promptId]);
  if (entry.kind === "failed") {
    const retry = () => void drafts.open(promptId);
    return <ErrorState title={t("editor.openFailed")} error={entry.error} onRetry={retry} />;
  }
  if (entry.kind === "opening") {
    return (
      <div className={classes.opening} role="status">
        <Loader size={16} aria-hidden />
        {t("editor.opening")}
      </div>
    );
  }
  return <OpenText {...props} draft={entry.draft} />;
}

function OpenText({ promptId, draft, notice, onOpenSnippet }: Props & { draft: OpenDraft }) {
  const { t } = useTranslation();
  const { content } = draft;
  const fontSize = useSettings((settings) => settings.editorFontSize);
  const values = useValues(promptId);
  const { isPreviewing, savingVersion } = useEditorView();
  const lint = useLint(promptId, content);
  const mutedRules = useMutedRules(promptId);
  const muted = mutedRules.join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the muted rules as one text, which is the same as long as they are
  const problems = useMemo(() => shownFindings(lint.content, lint.findings, mutedRules), [lint, muted]);
  const formatted = useFormatted(content, values);
  const settled = useSettled(content);
  const onEdit = useCallback(
    (edit: Edit, group?: string) => drafts.edit(promptId, withSnippetTexts(edit), group),
    [promptId],
  );
  useSnippetTexts(promptId, content);
  useEditorCommands(promptId);
  useEffect(() => {
    if (!draft.restored) return;
    notifyDone(t("editor.restored"));
    drafts.forgetRestored(promptId);
  }, [draft.restored, promptId, t]);
  const serious = problems.filter(({ level }) => level !== "hint");

  return (
    <div className={classes.pane}>
      <header className={classes.head}>
        <SaveStateLine promptId={promptId} save={draft.save} />
        <span className={classes.space} />
        {serious.length > 0 && (
          <Tooltip label={t("editor.problems.next")}>
            <button
              type="button"
              className={classes.problems}
              data-severity={serious.some(({ level }) => level === "error") ? "error" : "warning"}
              onClick={() => performCommand("editor.next-problem")}
            >
              <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
              {t("editor.problems.count", { count: serious.length })}
            </button>
          </Tooltip>
        )}
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
        <Tooltip label={`${t("editor.version.saveHint")} (${shortcutText("mod+S")})`}>
          <Button variant="default" onClick={() => performCommand("editor.save-version")}>
            {t("editor.version.save")}
          </Button>
        </Tooltip>
      </header>
      {draft.conflict !== null && <ConflictBar theirs={draft.conflict} />}
      <Notices promptId={promptId} content={content} onEdit={onEdit} />
      {/* Outside of what scrolls: a text that is read further down must not hide that something waits. */}
      <div className={classes.notice}>{notice}</div>
      <section
        ref={keepCursorInView}
        className={classes.text}
        aria-label={t("editor.messages")}
        tabIndex={-1}
      >
        {isPreviewing ? (
          <Preview content={content} values={values} formatted={formatted} fontSize={fontSize} />
        ) : (
          <>
            <MessageList
              promptId={promptId}
              content={content}
              problems={problems}
              lint={lint}
              fontSize={fontSize}
              onEdit={onEdit}
              onOpenSnippet={onOpenSnippet}
            />
            <section className={classes.variables} aria-label={t("editor.tab.variables")}>
              <h3 className={classes.heading}>{t("editor.tab.variables")}</h3>
              <VariablesPanel
                promptId={promptId}
                content={settled}
                values={values}
                problems={problems}
                lint={lint}
                onEdit={onEdit}
              />
            </section>
          </>
        )}
      </section>
      <InsertSnippet promptId={promptId} content={content} onEdit={onEdit} />
      <MakeSnippetDialog promptId={promptId} content={content} onEdit={onEdit} />
      {savingVersion === promptId && (
        <SaveVersionDialog draft={draft} onClose={() => useEditorView.setState({ savingVersion: null })} />
      )}
    </div>
  );
}
