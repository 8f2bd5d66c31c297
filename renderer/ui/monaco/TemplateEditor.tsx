import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { TemplateFormat, Variable } from "#shared/model/content.ts";
import { EditorFrame } from "./EditorFrame.tsx";
import { colourHost } from "./editor-options.ts";
import type { Monaco } from "./load-monaco.ts";
import { addSnippetActions } from "./snippet-actions.ts";
import type { SnippetHint } from "./template-faults.ts";
import {
  openTemplateSession,
  type TemplateContext,
  type TemplateSession,
  type TextMark,
  templateLanguage,
} from "./template-session.ts";
import { type TextEditorProps, useTextEditor } from "./use-text-editor.ts";

export type { SnippetHint } from "./template-faults.ts";
export type { TextMark } from "./template-session.ts";

export interface TemplateEditorProps {
  value: string;
  /** Each text that the user made; during a composition only its result. */
  onChange: (text: string) => void;
  templateFormat: TemplateFormat;
  variables: readonly Variable[];
  /** Names taken by history placeholders: a template cannot use them. */
  historyVariables?: readonly string[];
  ariaLabel: string;
  placeholder?: string | undefined;
  /** Pixels. */
  fontSize?: number;
  /** Lines as shown, wrapped ones counted: the editor grows with its text between the two. */
  minLines?: number;
  maxLines?: number;
  readOnly?: boolean;
  /** Ctrl/Cmd-Enter. */
  onRun?: () => void;
  /** What is to be said about pieces of the text beside the faults of the template itself. */
  marks?: readonly TextMark[];
  /** Brings this piece of the text into view with the cursor at it; a new object asks anew. UTF-16 offsets. */
  reveal?: { start: number; end: number } | null;
  onRevealed?: () => void;
  /** Asked for by completion, hover and quick fix: declare this name. */
  onAddVariable?: (name: string) => void;
  /** F2 on a variable: ask for a new name and change it everywhere. */
  onRenameVariable?: (name: string) => void;
  /** What `{>` offers, and what a reference stands for. */
  snippets?: readonly SnippetHint[];
  onOpenSnippet?: ((name: string) => void) | undefined;
  /** In the context menu: put a snippet where the cursor is, and make one of what is selected. */
  onInsertSnippet?: () => void;
  onMakeSnippet?: () => void;
  /** Where the cursor is, or what is selected; UTF-16 offsets. */
  onSelect?: (start: number, end: number) => void;
}

const noNames: readonly string[] = [];
const noMarks: readonly TextMark[] = [];
const noSnippets: readonly SnippetHint[] = [];

/** A message's template: variables coloured, completed, explained and checked as they are typed. */
export function TemplateEditor(props: TemplateEditorProps) {
  const {
    value,
    onChange,
    ariaLabel,
    placeholder,
    fontSize = 14,
    minLines = 1,
    maxLines = 40,
    readOnly = false,
  } = props;
  const plain = { value, onChange, ariaLabel, placeholder, fontSize, minLines, maxLines, readOnly };
  return (
    <EditorFrame {...plain}>
      {(monaco, focus) => (
        <LiveTemplateEditor {...props} {...plain} monaco={monaco} focus={focus} language={templateLanguage} />
      )}
    </EditorFrame>
  );
}

function LiveTemplateEditor(props: TemplateEditorProps & TextEditorProps) {
  const {
    monaco,
    templateFormat,
    variables,
    historyVariables = noNames,
    snippets = noSnippets,
    marks = noMarks,
    reveal = null,
    onRevealed,
  } = props;
  const { onRun, onAddVariable, onRenameVariable, onOpenSnippet } = props;
  const { t } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const text = useTextEditor(container, props);
  const session = useRef<TemplateSession | null>(null);
  const context = useMemo(
    (): TemplateContext => ({
      format: templateFormat,
      variables,
      historyVariables,
      snippets,
      isChecked: true,
      ...(onAddVariable === undefined ? {} : { onAddVariable }),
      ...(onRenameVariable === undefined ? {} : { onRenameVariable }),
      ...(onOpenSnippet === undefined ? {} : { onOpenSnippet }),
    }),
    [templateFormat, variables, historyVariables, snippets, onAddVariable, onRenameVariable, onOpenSnippet],
  );

  useEffect(() => {
    if (text === null) return;
    if (session.current === null) session.current = openTemplateSession(monaco, text.model, context);
    else session.current.update(context);
  }, [monaco, text, context]);
  useEffect(() => {
    if (text !== null) session.current?.showMarks(marks);
  }, [text, marks]);
  useEffect(() => {
    if (text === null || reveal === null) return;
    const from = text.model.getPositionAt(reveal.start);
    const to = text.model.getPositionAt(reveal.end);
    text.editor.setSelection(monaco.Range.fromPositions(from, to));
    text.editor.revealRangeInCenterIfOutsideViewport(monaco.Range.fromPositions(from, to));
    text.editor.focus();
    onRevealed?.();
  }, [monaco, text, reveal, onRevealed]);
  useEffect(() => {
    if (text === null) return;
    return () => {
      session.current?.dispose();
      session.current = null;
    };
  }, [text]);

  const canRun = onRun !== undefined;
  const run = useRef(onRun);
  useEffect(() => {
    run.current = onRun;
  });
  useEffect(() => {
    if (text === null || !canRun) return;
    const action = text.editor.addAction({
      id: "lathe.run",
      label: t("monaco.run"),
      keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter],
      run: () => run.current?.(),
    });
    return () => action.dispose();
  }, [monaco, text, canRun, t]);

  const canRename = onRenameVariable !== undefined;
  useEffect(() => {
    if (text === null || !canRename) return;
    return addRenameAction(monaco, text.editor, session, t("monaco.rename"));
  }, [monaco, text, canRename, t]);

  const { onInsertSnippet, onMakeSnippet } = props;
  useEffect(() => {
    if (text === null || onInsertSnippet === undefined || onMakeSnippet === undefined) return;
    return addSnippetActions(text.editor, { t, onInsertSnippet, onMakeSnippet });
  }, [text, onInsertSnippet, onMakeSnippet, t]);

  const { onSelect } = props;
  useEffect(() => {
    if (text === null || onSelect === undefined) return;
    const listening = text.editor.onDidChangeCursorSelection(({ selection }) =>
      onSelect(
        text.model.getOffsetAt(selection.getStartPosition()),
        text.model.getOffsetAt(selection.getEndPosition()),
      ),
    );
    return () => listening.dispose();
  }, [text, onSelect]);

  return <div ref={container} className={colourHost} />;
}

function addRenameAction(
  monaco: Monaco,
  code: NonNullable<ReturnType<typeof useTextEditor>>["editor"],
  session: { current: TemplateSession | null },
  label: string,
): () => void {
  const action = code.addAction({
    id: "lathe.renameVariable",
    label,
    keybindings: [monaco.KeyCode.F2],
    contextMenuGroupId: "1_modification",
    run: () => {
      const model = code.getModel();
      const position = code.getPosition();
      if (model === null || position === null) return;
      const found = session.current?.read().namedAt(model.getOffsetAt(position));
      if (found !== undefined) session.current?.context.onRenameVariable?.(found.name);
    },
  });
  return () => action.dispose();
}
