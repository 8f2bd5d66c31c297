import type { editor } from "monaco-editor/editor";

/** The fonts of `theme.css` by name: Monaco also measures on a canvas, which knows no CSS variables. */
const codeFontFamily = (): string =>
  getComputedStyle(document.documentElement).getPropertyValue("--lathe-font-mono").trim() || "monospace";

/** Pixels around the text, the same in the plain field that stands in until Monaco is there. */
export const textPadding = { top: 8, bottom: 8, left: 12, right: 12 };

export const lineHeightOf = (fontSize: number): number => Math.round(fontSize * 1.6);

export const scrollbars = (vertical: "auto" | "hidden"): editor.IEditorScrollbarOptions => ({
  vertical,
  horizontal: "auto",
  verticalScrollbarSize: 8,
  horizontalScrollbarSize: 8,
  useShadows: false,
  // At its end the wheel goes on to the page: an editor in a list must not catch it.
  alwaysConsumeMouseWheel: false,
});

/** An editor that is a text field of a form: no margin, no map, no rulers; Tab goes to the next field. */
export function quietOptions(fontSize: number): editor.IEditorOptions & editor.IGlobalEditorOptions {
  return {
    fontFamily: codeFontFamily(),
    fontSize,
    lineHeight: lineHeightOf(fontSize),
    fontLigatures: false,
    padding: { top: textPadding.top, bottom: textPadding.bottom },
    automaticLayout: true,
    fixedOverflowWidgets: true,
    tabFocusMode: true,
    wordWrap: "on",
    wrappingIndent: "same",
    minimap: { enabled: false },
    lineNumbers: "off",
    lineDecorationsWidth: textPadding.left,
    lineNumbersMinChars: 0,
    glyphMargin: false,
    folding: false,
    renderLineHighlight: "none",
    scrollBeyondLastLine: false,
    scrollBeyondLastColumn: 0,
    overviewRulerLanes: 0,
    hideCursorInOverviewRuler: true,
    overviewRulerBorder: false,
    guides: { indentation: false, bracketPairs: false },
    bracketPairColorization: { enabled: false },
    stickyScroll: { enabled: false },
    scrollbar: scrollbars("auto"),
    occurrencesHighlight: "off",
    // U+2028 is text like any other; Monaco would ask whether to take it out.
    unusualLineTerminators: "off",
    unicodeHighlight: { ambiguousCharacters: false },
    quickSuggestions: false,
    wordBasedSuggestions: "off",
    suggest: { showStatusBar: false, preview: false },
    links: false,
    contextmenu: true,
  };
}

/** Monaco gives its colours to elements of this class; its menus open beside the editor, so its container needs them. */
export const colourHost = "monaco-component";

/** A place at the end of the page for lists and hovers, so that neither a scrolling panel nor a dialog cuts them off. */
export function overflowHost(): HTMLElement {
  const id = "lathe-monaco-overflow";
  const found = document.getElementById(id);
  if (found !== null) return found;
  const host = document.createElement("div");
  host.id = id;
  host.className = "monaco-editor";
  // Above Mantine's dialogs (200) and popovers (300).
  Object.assign(host.style, {
    position: "absolute",
    top: "0",
    left: "0",
    width: "0",
    height: "0",
    zIndex: "400",
  });
  document.body.append(host);
  return host;
}
