import type { editor, IRange, languages } from "monaco-editor/editor";
import { templateFixes } from "#shared/text/lint/template-fixes.ts";
import { i18n } from "../../i18n/i18n.ts";
import type { Monaco } from "./monaco-api.ts";
import type { TemplateFault } from "./template-faults.ts";
import { declareCommand, markFixCommand, type TemplateSession } from "./template-session.ts";
import { smallestEdit } from "./text-changes.ts";

/** A way out of a fault: the whole text as it should be, or a variable to declare. */
export type Fix =
  | { kind: "text"; title: string; text: string }
  | { kind: "declare"; title: string; name: string };

export function fixesOf(
  text: string,
  fault: TemplateFault,
  session: Pick<TemplateSession, "context">,
): Fix[] {
  const { format, onAddVariable } = session.context;
  if (fault.code === "unknown-variable") {
    const { name = "" } = fault.data;
    const title = i18n.t("monaco.fix.declare", { name });
    return onAddVariable === undefined ? [] : [{ kind: "declare", title, name }];
  }
  return templateFixes(text, format, fault).map((fix) => ({
    kind: "text",
    title: i18n.t(titles[fix.kind], { name: fix.name, tag: `{{/${fix.name}}}` }),
    text: fix.text,
  }));
}

const titles = {
  write: "monaco.fix.write",
  escape: "monaco.fix.escape",
  "escape-all": "monaco.fix.escapeAll",
  "close-section": "monaco.fix.close",
} as const;

export function fixesFor(
  monaco: Monaco,
  model: editor.ITextModel,
  range: IRange,
  session: TemplateSession,
  markers: readonly editor.IMarkerData[],
): languages.CodeAction[] {
  const text = model.getValue();
  const from = model.getOffsetAt({ lineNumber: range.startLineNumber, column: range.startColumn });
  const to = model.getOffsetAt({ lineNumber: range.endLineNumber, column: range.endColumn });
  const touched = session.read().faults.filter(({ start, end }) => start <= to && from <= end);
  const offered = new Set<string>();
  const own = touched
    .flatMap((fault) => fixesOf(text, fault, session))
    .filter((fix) => !offered.has(fix.title) && offered.add(fix.title))
    .map((fix, index): languages.CodeAction => {
      const common = {
        title: fix.title,
        kind: "quickfix",
        diagnostics: [...markers] as editor.IMarkerData[],
        isPreferred: index === 0,
      };
      if (fix.kind === "declare") {
        const command = { id: declareCommand, title: fix.title, arguments: [model.uri.toString(), fix.name] };
        return { ...common, command };
      }
      const edit = smallestEdit(text, fix.text) ?? { start: 0, end: 0, text: "" };
      const place = monaco.Range.fromPositions(
        model.getPositionAt(edit.start),
        model.getPositionAt(edit.end),
      );
      const textEdit = { range: place, text: edit.text };
      return {
        ...common,
        edit: { edits: [{ resource: model.uri, versionId: model.getVersionId(), textEdit }] },
      };
    });
  return [...own, ...markFixes(model, session, markers)];
}

/** What the prompt's owner offers for the marks here: it changes the prompt itself, not only this text. */
function markFixes(
  model: editor.ITextModel,
  session: TemplateSession,
  markers: readonly editor.IMarkerData[],
): languages.CodeAction[] {
  return session
    .marksAt(markers)
    .flatMap(({ mark, index, marker }) =>
      mark.fixes().map(
        ({ title }, fix): languages.CodeAction => ({
          title,
          kind: "quickfix",
          diagnostics: [marker],
          isPreferred: false,
          command: { id: markFixCommand, title, arguments: [model.uri.toString(), index, fix] },
        }),
      ),
    )
    .filter(({ title }, at, all) => all.findIndex((action) => action.title === title) === at);
}
