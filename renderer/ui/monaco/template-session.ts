import type { editor } from "monaco-editor/editor";
import { i18n } from "../../i18n/i18n.ts";
import { type Coloured, changedPieces } from "./coloured-pieces.ts";
import classes from "./monaco.module.css";
import type { Monaco } from "./monaco-api.ts";
import { type Names, type ReadTemplate, readTemplate, type TemplateFault } from "./template-faults.ts";
import { explainFault } from "./template-words.ts";

/** What an editor knows about the prompt whose text it shows. */
export interface TemplateContext extends Names {
  onAddVariable?: (name: string) => void;
  onRenameVariable?: (name: string) => void;
  onOpenSnippet?: (name: string) => void;
}

/** Something that the prompt's owner has to say about a piece of the text, beside the faults of the template itself. */
export interface TextMark {
  /** UTF-16 offsets into the text. */
  start: number;
  end: number;
  severity: "error" | "warning" | "hint";
  /** The stable id of the rule that found it. */
  rule: string;
  message: string;
  /** Made when they are asked for. */
  fixes(): readonly { title: string; perform: () => void }[];
}

export interface TemplateSession {
  readonly context: TemplateContext;
  readonly marks: readonly TextMark[];
  /** Replaces the marks that were shown. They may be of a text a moment ago. */
  showMarks(marks: readonly TextMark[]): void;
  /** The marks that stand behind these markers. */
  marksAt(
    markers: readonly editor.IMarkerData[],
  ): { mark: TextMark; index: number; marker: editor.IMarkerData }[];
  /** The text as the tokenizer reads it now. */
  read(): ReadTemplate;
  update(context: TemplateContext): void;
  dispose(): void;
}

/** All editors share one registration of the language; what differs between them hangs on their models. */
const sessions = new WeakMap<editor.ITextModel, TemplateSession>();

export const sessionOf = (model: editor.ITextModel): TemplateSession | undefined => sessions.get(model);

export const templateLanguage = "lathe-template";

/** Declares a variable: arguments are the model's address and the name. */
export const declareCommand = "lathe.declareVariable";

/** Shows a snippet: arguments are the model's address and the name. */
export const openSnippetCommand = "lathe.openSnippet";

/** Applies a fix of a mark: arguments are the model's address, the number of the mark and of its fix. */
export const markFixCommand = "lathe.applyFix";

const markerOwner = "lathe-template";
const markOwner = "lathe-lint";

/** Above this many characters a text is read again when the typing pauses, not with each key. */
const readAtOnceUpTo = 100_000;
const pauseMs = 150;

/** Colours and marks the template in a model, from now on and as it changes. Dispose it before the model. */
export function openTemplateSession(
  monaco: Monaco,
  model: editor.ITextModel,
  initial: TemplateContext,
): TemplateSession {
  let context = initial;
  let shown: string[] = [];
  let pieces: Coloured[] = [];
  let shownLength = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let marks: readonly TextMark[] = [];
  let markers: editor.IMarkerData[] = [];
  let cache: { at: number; context: TemplateContext; read: ReadTemplate } | undefined;

  const read = (): ReadTemplate => {
    const at = model.getVersionId();
    if (cache?.at !== at || cache.context !== context) {
      cache = { at, context, read: readTemplate(model.getValue(), context) };
    }
    return cache.read;
  };
  const rangeOf = (start: number, end: number) => {
    const from = model.getPositionAt(start);
    const to = model.getPositionAt(end);
    return new monaco.Range(from.lineNumber, from.column, to.lineNumber, to.column);
  };
  const numbersOf = (start: number, end: number) => {
    const { startLineNumber, startColumn, endLineNumber, endColumn } = rangeOf(start, end);
    return { startLineNumber, startColumn, endLineNumber, endColumn };
  };
  const show = () => {
    const { segments, faults } = read();
    const coloured = segments.filter((segment): segment is Coloured => segment.look !== null);
    const length = model.getValueLength();
    const { first, oldEnd, newEnd } = changedPieces(pieces, coloured, length - shownLength);
    const decorations = coloured.slice(first, newEnd).map(({ start, end, look }) => ({
      range: rangeOf(start, end),
      options: { description: "lathe-template", inlineClassName: classes[look] },
    }));
    const renewed = model.deltaDecorations(shown.slice(first, oldEnd), decorations);
    shown = [...shown.slice(0, first), ...renewed, ...shown.slice(oldEnd)];
    pieces = coloured;
    shownLength = length;
    const toMarker = (fault: TemplateFault): editor.IMarkerData => ({
      ...numbersOf(fault.start, fault.end),
      severity: fault.severity === "error" ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
      code: fault.code,
      message: explainFault(fault),
    });
    monaco.editor.setModelMarkers(model, markerOwner, faults.map(toMarker));
  };
  const changed = model.onDidChangeContent(() => {
    clearTimeout(timer);
    if (model.getValueLength() <= readAtOnceUpTo) show();
    else timer = setTimeout(show, pauseMs);
  });
  i18n.on("languageChanged", show);
  show();

  const session: TemplateSession = {
    get context() {
      return context;
    },
    get marks() {
      return marks;
    },
    showMarks(next) {
      if (next.length === 0 && marks.length === 0) return;
      marks = next;
      markers = marks.map(({ start, end, severity, rule, message }) => ({
        ...numbersOf(start, end),
        severity: monaco.MarkerSeverity[severityNames[severity]],
        code: rule,
        message,
      }));
      monaco.editor.setModelMarkers(model, markOwner, markers);
    },
    marksAt(asked) {
      return asked.flatMap((marker) => {
        const index = markers.findIndex((own) => isSameMarker(own, marker));
        const mark = marks[index];
        return mark === undefined ? [] : [{ mark, index, marker }];
      });
    },
    read,
    update(next) {
      const isRead = isSameReading(context, next);
      if (isRead && cache?.context === context) cache = { ...cache, context: next };
      context = next;
      if (!isRead) show();
    },
    dispose() {
      clearTimeout(timer);
      changed.dispose();
      i18n.off("languageChanged", show);
      sessions.delete(model);
      if (model.isDisposed()) return;
      for (const owner of [markerOwner, markOwner]) monaco.editor.setModelMarkers(model, owner, []);
    },
  };
  sessions.set(model, session);
  return session;
}

/** What is done with a name does not change how the text reads. */
const isSameReading = (one: TemplateContext, other: TemplateContext): boolean =>
  one.format === other.format &&
  one.variables === other.variables &&
  one.historyVariables === other.historyVariables &&
  one.snippets === other.snippets &&
  one.isChecked === other.isChecked;

const severityNames = { error: "Error", warning: "Warning", hint: "Info" } as const;

const isSameMarker = (a: editor.IMarkerData, b: editor.IMarkerData): boolean =>
  a.code === b.code &&
  a.startLineNumber === b.startLineNumber &&
  a.startColumn === b.startColumn &&
  a.endLineNumber === b.endLineNumber &&
  a.endColumn === b.endColumn;
