import type { editor } from "monaco-editor/editor";
import { i18n } from "../../i18n/i18n.ts";
import classes from "./monaco.module.css";
import type { Monaco } from "./monaco-api.ts";
import { type Names, type ReadTemplate, readTemplate, type TemplateFault } from "./template-faults.ts";
import { explainFault } from "./template-words.ts";

/** What an editor knows about the prompt whose text it shows. */
export interface TemplateContext extends Names {
  onAddVariable?: (name: string) => void;
  onRenameVariable?: (name: string) => void;
}

export interface TemplateSession {
  readonly context: TemplateContext;
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

const markerOwner = "lathe-template";

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
  let timer: ReturnType<typeof setTimeout> | undefined;
  let cache: { at: number; context: TemplateContext; read: ReadTemplate } | undefined;

  const read = (): ReadTemplate => {
    const at = model.getVersionId();
    if (cache?.at !== at || cache.context !== context) {
      cache = { at, context, read: readTemplate(model.getValue(), context) };
    }
    return cache.read;
  };
  const show = () => {
    const { segments, faults } = read();
    const rangeOf = (start: number, end: number) => {
      const from = model.getPositionAt(start);
      const to = model.getPositionAt(end);
      return new monaco.Range(from.lineNumber, from.column, to.lineNumber, to.column);
    };
    const decorations = segments.flatMap(({ start, end, look }) =>
      look === null
        ? []
        : [
            {
              range: rangeOf(start, end),
              options: { description: "lathe-template", inlineClassName: classes[look] },
            },
          ],
    );
    shown = model.deltaDecorations(shown, decorations);
    const toMarker = (fault: TemplateFault): editor.IMarkerData => {
      const { startLineNumber, startColumn, endLineNumber, endColumn } = rangeOf(fault.start, fault.end);
      return {
        startLineNumber,
        startColumn,
        endLineNumber,
        endColumn,
        severity: fault.severity === "error" ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
        message: explainFault(fault),
      };
    };
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
    read,
    update(next) {
      context = next;
      show();
    },
    dispose() {
      clearTimeout(timer);
      changed.dispose();
      i18n.off("languageChanged", show);
      sessions.delete(model);
      if (!model.isDisposed()) monaco.editor.setModelMarkers(model, markerOwner, []);
    },
  };
  sessions.set(model, session);
  return session;
}
