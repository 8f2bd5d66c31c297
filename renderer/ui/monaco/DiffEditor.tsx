import type { editor } from "monaco-editor/editor";
import { useEffect, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { TemplateFormat } from "#shared/model/content.ts";
import { heightOf } from "./auto-height.ts";
import {
  colourHost,
  lineHeightOf,
  overflowHost,
  quietOptions,
  scrollbars,
  textPadding,
} from "./editor-options.ts";
import { type Monaco, useMonaco } from "./load-monaco.ts";
import classes from "./monaco.module.css";
import { openTemplateSession, templateLanguage } from "./template-session.ts";
import { createModel } from "./text-editor.ts";

export interface DiffEditorProps {
  original: string;
  modified: string;
  language?: "template" | "json" | "plaintext";
  /** For `template`: how each side is read. */
  formats?: { original: TemplateFormat; modified: TemplateFormat };
  sideBySide: boolean;
  ariaLabel: string;
  /** Pixels. */
  fontSize?: number;
  /** Lines as shown, wrapped ones counted. */
  maxLines?: number;
}

/** After this long Monaco shows the coarser diff it has. */
const longestComputationMs = 2_000;

/** Two texts, their changes marked by line and by word; read-only. */
export function DiffEditor(props: DiffEditorProps) {
  const monaco = useMonaco();
  const { original, modified, fontSize = 13, maxLines = 40 } = props;
  if (monaco !== null)
    return <LiveDiffEditor {...props} fontSize={fontSize} maxLines={maxLines} monaco={monaco} />;
  const look = {
    fontFamily: "var(--lathe-font-mono)",
    fontSize,
    lineHeight: `${lineHeightOf(fontSize)}px`,
    padding: `${textPadding.top}px ${textPadding.left}px`,
    maxHeight: heightOf(maxLines, fontSize),
  };
  return (
    <div className={classes.plainDiff}>
      <pre style={look}>{original}</pre>
      <pre style={look}>{modified}</pre>
    </div>
  );
}

interface Look {
  fontSize: number;
  maxLines: number;
  sideBySide: boolean;
  /** Named at each change of options: Monaco empties the labels that a change does not name. */
  labels: { originalAriaLabel?: string; modifiedAriaLabel?: string };
}

type LiveProps = DiffEditorProps & { monaco: Monaco; fontSize: number; maxLines: number };

function LiveDiffEditor(props: LiveProps) {
  const {
    monaco,
    original,
    modified,
    language = "plaintext",
    sideBySide,
    ariaLabel,
    fontSize,
    maxLines,
  } = props;
  const { original: before = "f-string", modified: after = "f-string" } = props.formats ?? {};
  const { t } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const opened = useRef<editor.IStandaloneDiffEditor | null>(null);
  const limits = useRef<Look>({ fontSize, maxLines, sideBySide, labels: {} });

  useLayoutEffect(() => {
    if (container.current === null) return;
    const diff = monaco.editor.createDiffEditor(container.current, {
      ...diffOptions(limits.current.fontSize),
      renderSideBySide: limits.current.sideBySide,
      overflowWidgetsDomNode: overflowHost(),
    });
    opened.current = diff;
    keepHeight(diff, container.current, () => limits.current);
    return () => {
      opened.current = null;
      diff.dispose();
    };
  }, [monaco]);

  useLayoutEffect(() => {
    const diff = opened.current;
    if (diff === null) return;
    const languageId = language === "template" ? templateLanguage : language;
    const models = {
      original: createModel(monaco, original, languageId),
      modified: createModel(monaco, modified, languageId),
    };
    const shown = { variables: [], historyVariables: [], snippets: [], isChecked: false };
    const sessions =
      language === "template"
        ? [
            openTemplateSession(monaco, models.original, { ...shown, format: before }),
            openTemplateSession(monaco, models.modified, { ...shown, format: after }),
          ]
        : [];
    const comparison = diff.createViewModel(models);
    diff.setModel(comparison);
    return () => {
      for (const session of sessions) session.dispose();
      if (opened.current === diff) diff.setModel(null);
      // Cancels what the worker computes: it would complain that its texts are gone.
      comparison.dispose();
      // The editor lets go of the models in a later turn; then they may end.
      setTimeout(() => {
        models.original.dispose();
        models.modified.dispose();
      }, 0);
    };
  }, [monaco, original, modified, language, before, after]);

  useEffect(() => {
    const labels = {
      originalAriaLabel: `${ariaLabel} · ${t("monaco.before")}`,
      modifiedAriaLabel: `${ariaLabel} · ${t("monaco.after")}`,
    };
    limits.current = { fontSize, maxLines, sideBySide, labels };
    const lineHeight = lineHeightOf(fontSize);
    opened.current?.updateOptions({
      fontSize,
      lineHeight,
      renderSideBySide: sideBySide,
      ...limits.current.labels,
    });
  }, [fontSize, maxLines, sideBySide, ariaLabel, t]);

  return <div ref={container} className={`${classes.diff} ${colourHost}`} />;
}

const diffOptions = (fontSize: number): editor.IStandaloneDiffEditorConstructionOptions => ({
  ...quietOptions(fontSize),
  readOnly: true,
  domReadOnly: true,
  originalEditable: false,
  diffWordWrap: "on",
  ignoreTrimWhitespace: false,
  maxComputationTime: longestComputationMs,
  renderOverviewRuler: false,
  renderMarginRevertIcon: false,
  renderGutterMenu: false,
  useInlineViewWhenSpaceIsLimited: false,
  lineNumbers: "on",
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 20,
  experimental: { showMoves: false },
  hideUnchangedRegions: { enabled: true, contextLineCount: 3, minimumLineCount: 4, revealLineCount: 20 },
});

function keepHeight(diff: editor.IStandaloneDiffEditor, container: HTMLElement, limits: () => Look): void {
  let bar: "auto" | "hidden" = "auto";
  const resize = () => {
    const { fontSize, maxLines, sideBySide, labels } = limits();
    const modified = diff.getModifiedEditor().getContentHeight();
    // Inline, all of the text stands in the modified editor.
    const wanted = sideBySide ? Math.max(modified, diff.getOriginalEditor().getContentHeight()) : modified;
    const height = Math.min(Math.max(wanted, heightOf(1, fontSize)), heightOf(maxLines, fontSize));
    // Wrapped lines are counted while Monaco still measures: a bar would come for a pixel and stay.
    const wantedBar = wanted > height ? "auto" : "hidden";
    if (wantedBar !== bar) {
      bar = wantedBar;
      diff.updateOptions({ scrollbar: scrollbars(bar), ...labels });
    }
    if (container.style.height === `${height}px` || container.clientWidth === 0) return;
    container.style.height = `${height}px`;
    diff.layout({ width: container.clientWidth, height });
  };
  diff.getOriginalEditor().onDidContentSizeChange(resize);
  diff.getModifiedEditor().onDidContentSizeChange(resize);
  diff.onDidUpdateDiff(resize);
}
