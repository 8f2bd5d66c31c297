import type { editor } from "monaco-editor/editor";
import { overflowHost } from "./editor-options.ts";
import type { Monaco } from "./monaco-api.ts";
import { createEchoFilter, smallestEdit } from "./text-changes.ts";

export interface TextEditor {
  editor: editor.IStandaloneCodeEditor;
  model: editor.ITextModel;
  /** Shows a text that came from outside, as an edit that can be undone; the echo of what was typed does nothing. */
  give(value: string): void;
  dispose(): void;
}

/** A Monaco editor with a model of its own that speaks in whole texts. `report` hears each text that a user made. */
export function openTextEditor(
  monaco: Monaco,
  container: HTMLElement,
  start: { value: string; language: string; options: editor.IStandaloneEditorConstructionOptions },
  report: (text: string) => void,
): TextEditor {
  const model = createModel(monaco, start.value, start.language);
  const code = monaco.editor.create(container, {
    ...start.options,
    model,
    overflowWidgetsDomNode: overflowHost(),
  });
  const echoes = createEchoFilter(start.value);
  let applying = false;
  let composing = false;
  /** A text from outside that waits for the end of a composition; setting it earlier would break the input method. */
  let waiting: string | null = null;
  let unreported = false;

  const tell = () => {
    unreported = false;
    // With the byte order mark, which is part of the text although Monaco does not show it.
    const text = model.getValue(undefined, true);
    echoes.report(text);
    report(text);
  };
  const apply = (value: string) => {
    const edit = smallestEdit(model.getValue(), toModelText(model, value));
    if (edit === null) return;
    const range = monaco.Range.fromPositions(model.getPositionAt(edit.start), model.getPositionAt(edit.end));
    applying = true;
    model.pushStackElement();
    model.pushEditOperations(code.getSelections(), [{ range, text: edit.text }], () => null);
    model.pushStackElement();
    applying = false;
  };
  model.onDidChangeContent(() => {
    if (applying) return;
    if (composing) unreported = true;
    else tell();
  });
  code.onDidCompositionStart(() => {
    composing = true;
  });
  code.onDidCompositionEnd(() => {
    composing = false;
    if (unreported) tell();
    else if (waiting !== null) apply(waiting);
    waiting = null;
  });

  return {
    editor: code,
    model,
    give(value) {
      if (!echoes.isNews(value)) return;
      if (composing) waiting = value;
      else apply(value);
    },
    dispose() {
      if (unreported) tell();
      code.dispose();
      model.dispose();
    },
  };
}

/**
 * A text without a line end gets LF everywhere. Monaco would choose by the operating system, and the same prompt would
 * have another content hash on Windows.
 */
export function createModel(monaco: Monaco, value: string, language: string): editor.ITextModel {
  const model = monaco.editor.createModel(value, language);
  if (!/[\r\n]/.test(value)) model.setEOL(monaco.editor.EndOfLineSequence.LF);
  model.updateOptions({
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
  return model;
}

const toModelText = (model: editor.ITextModel, value: string): string =>
  value.replace(/^\ufeff/, "").replace(/\r\n|\r|\n/g, model.getEOL());
