import type { TFunction } from "i18next";
import type { editor } from "monaco-editor/editor";

interface SnippetActions {
  t: TFunction;
  onInsertSnippet: () => void;
  onMakeSnippet: () => void;
}

/** The entries about snippets in the context menu of an editor. Answers the way to take them out. */
export function addSnippetActions(
  code: editor.IStandaloneCodeEditor,
  { t, onInsertSnippet, onMakeSnippet }: SnippetActions,
): () => void {
  const insert = code.addAction({
    id: "lathe.insertSnippet",
    label: t("monaco.insertSnippet"),
    contextMenuGroupId: "1_modification",
    contextMenuOrder: 2,
    run: onInsertSnippet,
  });
  const make = code.addAction({
    id: "lathe.makeSnippet",
    label: t("monaco.makeSnippet"),
    contextMenuGroupId: "1_modification",
    contextMenuOrder: 3,
    precondition: "editorHasSelection",
    run: onMakeSnippet,
  });
  return () => {
    insert.dispose();
    make.dispose();
  };
}
