import { Loader } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { type ReactNode, useCallback, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Group, Panel, Separator, usePanelRef } from "react-resizable-panels";
import type { PromptId } from "#shared/model/ids.ts";
import { usePanelLayout } from "../../../host/panel-layout.ts";
import { watchSnippetLibrary } from "../../../host/snippet-library.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { notifyDone } from "../../../ui/notify.ts";
import { drafts, useDraft, watchDrafts } from "../draft-store.ts";
import type { OpenDraft } from "../open-draft.ts";
import { ConflictBar } from "./ConflictBar.tsx";
import type { Edit } from "./content-edits.ts";
import { EditorHeader } from "./EditorHeader.tsx";
import { useEditorCommands } from "./editor-commands.ts";
import { focusMessage, useEditorView } from "./editor-view-store.ts";
import { Inspector } from "./Inspector.tsx";
import { keepCursorInView } from "./keep-cursor-in-view.ts";
import { shownFindings, useLint, useMutedRules } from "./lint-store.ts";
import { MessageList } from "./MessageList.tsx";
import { watchModels } from "./models-store.ts";
import { Preview } from "./Preview.tsx";
import classes from "./PromptEditor.module.css";
import { SaveVersionDialog } from "./SaveVersionDialog.tsx";
import { InsertSnippet } from "./snippets/InsertSnippet.tsx";
import { useSnippetTexts, withSnippetTexts } from "./snippets/included.ts";
import { MakeSnippetDialog } from "./snippets/MakeSnippetDialog.tsx";
import { Notices } from "./snippets/Notices.tsx";
import { useFormatted } from "./use-formatted.ts";
import { useSettled } from "./use-settled.ts";
import { mindValues, useValues } from "./values-store.ts";

export interface PromptEditorProps {
  promptId: PromptId;
  /** What stands beside or below the messages; the page puts the runs there. */
  runPanel?: ReactNode;
  /** Pixels. */
  fontSize: number;
  /** Absent: the page shows the way to the history elsewhere. */
  onShowHistory?: () => void;
  /** Shows a snippet where it is kept. Absent: it is not offered. */
  onOpenSnippet?: (name: string) => void;
}

/** The Studio document: one prompt, open to be changed, filled in and run. */
export function PromptEditor(props: PromptEditorProps) {
  const { promptId } = props;
  const { t } = useTranslation();
  const entry = useDraft(promptId);
  useEffect(() => {
    watchDrafts();
    void drafts.open(promptId);
  }, [promptId]);
  useEffect(watchModels, []);
  useEffect(() => watchSnippetLibrary(), []);
  useEffect(() => mindValues(promptId), [promptId]);

  if (entry.kind === "failed") {
    return (
      <ErrorState
        title={t("editor.openFailed")}
        error={entry.error}
        onRetry={() => void drafts.open(promptId)}
      />
    );
  }
  if (entry.kind === "opening") {
    return (
      <div className={classes.opening} role="status">
        <Loader size={16} aria-hidden />
        {t("editor.opening")}
      </div>
    );
  }
  return <OpenEditor key={promptId} {...props} draft={entry.draft} />;
}

/** From this width on, in pixels, the run stands beside the messages rather than below them. */
const wideFrom = 1_180;

const textAndRun = ["text", "run"] as const;
const mainAndInspector = ["main", "inspector"] as const;

function OpenEditor({
  promptId,
  draft,
  runPanel,
  fontSize,
  onShowHistory,
  onOpenSnippet,
}: PromptEditorProps & { draft: OpenDraft }) {
  const { t } = useTranslation();
  const { content } = draft;
  const values = useValues(promptId);
  const { isPreviewing, isInspectorOpen, savingVersion } = useEditorView();
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

  const { ref, width } = useElementSize();
  const isLaidOut = width > 0;
  const isBegun = useEditorView((state) => state.begun === promptId);
  useEffect(() => {
    if (!isBegun || !isLaidOut) return;
    useEditorView.setState({ begun: null });
    focusMessage(0);
  }, [isBegun, isLaidOut]);
  const isWide = width >= wideFrom;
  const hasRun = runPanel !== undefined;
  const runLayout = usePanelLayout("editor-run", textAndRun);
  // A share of a wide page is not the share of a narrow one.
  const inspectorLayout = usePanelLayout(
    isWide ? "editor-inspector-wide" : "editor-inspector",
    mainAndInspector,
  );
  const inspectorPanel = usePanelRef();
  useEffect(() => {
    if (isInspectorOpen) inspectorPanel.current?.expand();
    else inspectorPanel.current?.collapse();
  }, [isInspectorOpen, inspectorPanel]);

  const text = (
    <section ref={keepCursorInView} className={classes.text} aria-label={t("editor.messages")} tabIndex={-1}>
      {isPreviewing ? (
        <Preview content={content} values={values} formatted={formatted} fontSize={fontSize} />
      ) : (
        <MessageList
          promptId={promptId}
          content={content}
          problems={problems}
          lint={lint}
          fontSize={fontSize}
          onEdit={onEdit}
          onOpenSnippet={onOpenSnippet}
        />
      )}
    </section>
  );
  return (
    <div className={classes.editor}>
      <EditorHeader draft={draft} problems={problems} onEdit={onEdit} onShowHistory={onShowHistory} />
      {draft.conflict !== null && <ConflictBar theirs={draft.conflict} />}
      <Notices promptId={promptId} content={content} onEdit={onEdit} />
      <div className={classes.body} ref={ref}>
        {isLaidOut && (
          <Group orientation="horizontal" {...inspectorLayout}>
            <Panel id="main" minSize={340}>
              {hasRun ? (
                <Group orientation={isWide ? "horizontal" : "vertical"} {...runLayout}>
                  <Panel id="text" minSize={isWide ? 340 : 140}>
                    {text}
                  </Panel>
                  <Separator
                    className={isWide ? classes.column : classes.line}
                    aria-label={t("editor.resizeRun")}
                  />
                  <Panel id="run" defaultSize="38%" minSize={isWide ? 320 : 120}>
                    {runPanel}
                  </Panel>
                </Group>
              ) : (
                text
              )}
            </Panel>
            <Separator
              className={classes.column}
              aria-label={t("editor.resizeInspector")}
              hidden={!isInspectorOpen}
            />
            <Panel
              id="inspector"
              panelRef={inspectorPanel}
              defaultSize={324}
              minSize={280}
              maxSize={560}
              collapsible
              groupResizeBehavior="preserve-pixel-size"
              onResize={(size) => useEditorView.setState({ isInspectorOpen: size.inPixels > 0 })}
            >
              {isInspectorOpen && (
                <Inspector
                  promptId={promptId}
                  content={settled}
                  values={values}
                  problems={problems}
                  lint={lint}
                  formatted={formatted}
                  onEdit={onEdit}
                />
              )}
            </Panel>
          </Group>
        )}
      </div>
      <InsertSnippet promptId={promptId} content={content} onEdit={onEdit} />
      <MakeSnippetDialog promptId={promptId} content={content} onEdit={onEdit} />
      {savingVersion === promptId && (
        <SaveVersionDialog draft={draft} onClose={() => useEditorView.setState({ savingVersion: null })} />
      )}
    </div>
  );
}
