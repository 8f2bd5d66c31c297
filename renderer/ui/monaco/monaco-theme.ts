import type { editor } from "monaco-editor/editor";
import type { Monaco } from "./monaco-api.ts";

const themeName = "lathe";

/**
 * Lathe's colours for Monaco. Monaco has one theme for the whole page and takes no CSS variables, so the tokens of
 * `theme.css` are read anew whenever Mantine's colour scheme, an attribute of the root element, changes.
 */
export function followColorScheme(monaco: Monaco): void {
  const root = document.documentElement;
  const apply = () => {
    const style = getComputedStyle(root);
    const isDark = root.dataset.mantineColorScheme === "dark";
    const read = (token: Token) => style.getPropertyValue(`--lathe-${token}`).trim();
    monaco.editor.defineTheme(themeName, themeOf(isDark, read));
    monaco.editor.setTheme(themeName);
  };
  new MutationObserver(apply).observe(root, { attributeFilter: ["data-mantine-color-scheme"] });
  apply();
}

type Token =
  | "text"
  | "text-muted"
  | "text-faint"
  | "border"
  | "border-control"
  | "surface"
  | "surface-raised"
  | "surface-sunken"
  | "hover"
  | "selected"
  | "accent"
  | "success"
  | "info"
  | "warning"
  | "danger"
  | "added"
  | "removed";

const clear = "#00000000";

/** The background is transparent: an editor stands on whatever surface it is put. */
function themeOf(isDark: boolean, read: (token: Token) => string): editor.IStandaloneThemeData {
  const of = (token: Token, alpha = "") => `${read(token)}${alpha}`;
  const ink = (token: Token) => read(token).slice(1);
  return {
    base: isDark ? "vs-dark" : "vs",
    inherit: true,
    rules: [
      { token: "", foreground: ink("text") },
      { token: "type", foreground: ink("accent") },
      { token: "string", foreground: ink("success") },
      { token: "number", foreground: ink("info") },
      { token: "delimiter", foreground: ink("text-muted") },
      { token: "invalid", foreground: ink("danger") },
    ],
    colors: {
      foreground: of("text"),
      focusBorder: of("accent"),
      "editor.background": clear,
      "editorGutter.background": clear,
      "editor.foreground": of("text"),
      "editorCursor.foreground": of("accent"),
      "editorLineNumber.foreground": of("text-faint"),
      "editorLineNumber.activeForeground": of("text-muted"),
      "editor.selectionBackground": of("accent", "38"),
      "editor.inactiveSelectionBackground": of("accent", "1f"),
      "editor.selectionHighlightBackground": of("accent", "1f"),
      "editor.wordHighlightBackground": of("accent", "14"),
      "editor.wordHighlightTextBackground": of("accent", "14"),
      "editor.findMatchBackground": of("warning", "66"),
      "editor.findMatchHighlightBackground": of("warning", "33"),
      "editorBracketMatch.background": of("accent", "1f"),
      "editorBracketMatch.border": clear,
      "editor.placeholder.foreground": of("text-faint"),
      "editorError.foreground": of("danger"),
      "editorWarning.foreground": of("warning"),
      "editorWidget.background": of("surface-raised"),
      "editorWidget.foreground": of("text"),
      "editorWidget.border": of("border"),
      "editorHoverWidget.background": of("surface-raised"),
      "editorHoverWidget.border": of("border"),
      "editorHoverWidget.statusBarBackground": of("hover"),
      "editorSuggestWidget.background": of("surface-raised"),
      "editorSuggestWidget.border": of("border"),
      "editorSuggestWidget.foreground": of("text"),
      "editorSuggestWidget.highlightForeground": of("accent"),
      "editorSuggestWidget.focusHighlightForeground": of("accent"),
      "editorSuggestWidget.selectedBackground": of("selected"),
      "editorSuggestWidget.selectedForeground": of("text"),
      "list.hoverBackground": of("hover"),
      "list.focusBackground": of("selected"),
      "quickInputList.focusBackground": of("selected"),
      "menu.background": of("surface-raised"),
      "menu.foreground": of("text"),
      "menu.border": of("border"),
      "menu.selectionBackground": of("selected"),
      "menu.selectionForeground": of("text"),
      "menu.separatorBackground": of("border"),
      "input.background": of("surface"),
      "input.foreground": of("text"),
      "input.border": of("border-control"),
      "textLink.foreground": of("accent"),
      "textCodeBlock.background": of("surface-sunken"),
      "widget.shadow": isDark ? "#00000066" : "#00000022",
      "scrollbar.shadow": clear,
      "scrollbarSlider.background": of("text-faint", "33"),
      "scrollbarSlider.hoverBackground": of("text-faint", "59"),
      "scrollbarSlider.activeBackground": of("text-faint", "80"),
      "diffEditor.insertedTextBackground": of("added", "33"),
      "diffEditor.removedTextBackground": of("removed", "33"),
      "diffEditor.insertedLineBackground": of("added", "1a"),
      "diffEditor.removedLineBackground": of("removed", "1a"),
      "diffEditor.diagonalFill": of("border", "80"),
      "diffEditor.border": of("border"),
      "diffEditor.unchangedRegionBackground": of("surface-sunken"),
      "diffEditor.unchangedRegionForeground": of("text-faint"),
      "diffEditor.unchangedRegionShadow": clear,
    },
  };
}
