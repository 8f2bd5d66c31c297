/**
 * The part of Monaco that Lathe uses, and nothing else of it: the full package is four times as large. Imported only by
 * `load-monaco.ts`, on demand.
 */
// The feature of the list of suggestions leaves its controller out in 0.57; the full package has it from elsewhere.
import "monaco-editor/editor/contrib/suggest/browser/suggestController";
import "monaco-editor/features/bracketMatching/register";
import "monaco-editor/features/caretOperations/register";
import "monaco-editor/features/clipboard/register";
import "monaco-editor/features/codeAction/register";
import "monaco-editor/features/codeEditor/register";
import "monaco-editor/features/codicon/register";
import "monaco-editor/features/contextmenu/register";
import "monaco-editor/features/cursorUndo/register";
import "monaco-editor/features/diffEditor/register";
import "monaco-editor/features/dnd/register";
// The diff editor asks for the outline service of this one and fails without it.
import "monaco-editor/features/documentSymbols/register";
import "monaco-editor/features/find/register";
import "monaco-editor/features/gotoError/register";
import "monaco-editor/features/hover/register";
import "monaco-editor/features/indentation/register";
import "monaco-editor/features/lineSelection/register";
import "monaco-editor/features/linesOperations/register";
import "monaco-editor/features/longLinesHelper/register";
import "monaco-editor/features/multicursor/register";
import "monaco-editor/features/placeholderText/register";
import "monaco-editor/features/readOnlyMessage/register";
import "monaco-editor/features/smartSelect/register";
import "monaco-editor/features/snippet/register";
import "monaco-editor/features/suggest/register";
import "monaco-editor/features/toggleTabFocusMode/register";
import "monaco-editor/features/wordHighlighter/register";
import "monaco-editor/features/wordOperations/register";
import "monaco-editor/features/wordPartOperations/register";
import * as monaco from "monaco-editor/editor";
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import { registerJson } from "./json-language.ts";
import { followColorScheme } from "./monaco-theme.ts";
import { registerTemplateLanguage } from "./template-language.ts";

export type Monaco = typeof monaco;

/** Prepares what all editors share: worker, languages, themes, and the keys that belong to the workbench. */
export function prepareMonaco(): Monaco {
  window.MonacoEnvironment = { getWorker: () => new EditorWorker() };
  registerJson(monaco);
  registerTemplateLanguage(monaco);
  followColorScheme(monaco);
  leaveKeysToTheWorkbench();
  return monaco;
}

/**
 * Monaco would take the first three for itself, Ctrl-K as the start of a two-key chord; the palette and the run need
 * them. Ctrl-. stops a run, so quick fixes listen to Alt-Enter.
 */
function leaveKeysToTheWorkbench(): void {
  const { CtrlCmd, Shift, Alt } = monaco.KeyMod;
  const { KeyK, Enter } = monaco.KeyCode;
  const free = [CtrlCmd | KeyK, CtrlCmd | Enter, CtrlCmd | Shift | Enter];
  monaco.editor.addKeybindingRules([
    ...free.map((keybinding) => ({ keybinding, command: null })),
    {
      keybinding: Alt | Enter,
      command: "editor.action.quickFix",
      when: "editorTextFocus && !editorReadonly",
    },
  ]);
}
