import type { editor, IRange, languages } from "monaco-editor/editor";
import { escapeBraces } from "#shared/text/template.ts";
import { i18n } from "../../i18n/i18n.ts";
import type { Monaco } from "./monaco-api.ts";
import type { TemplateFault } from "./template-faults.ts";
import { declareCommand, type TemplateSession } from "./template-session.ts";
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
  const { code, start, end, data } = fault;
  const { format, onAddVariable } = session.context;
  const name = data.name ?? "";
  const fixes: Fix[] = [];
  if (code === "undefined-variable" && onAddVariable !== undefined) {
    fixes.push({ kind: "declare", title: i18n.t("monaco.fix.declare", { name }), name });
  }
  if (code === "bad-name" && data.suggestion !== undefined) {
    const inner = text.slice(start, end).replace(name, data.suggestion);
    const title = i18n.t("monaco.fix.write", { name: data.suggestion });
    fixes.push({ kind: "text", title, text: text.slice(0, start) + inner + text.slice(end) });
  }
  if (format === "f-string" && bracesMeantAsText.has(code)) {
    fixes.push({ kind: "text", title: i18n.t("monaco.fix.escape"), text: escapeBraces(text, start, end) });
    const all = escapeBraces(text, 0, text.length);
    if (all !== escapeBraces(text, start, end)) {
      fixes.push({ kind: "text", title: i18n.t("monaco.fix.escapeAll"), text: all });
    }
  }
  if (code === "unclosed-section") {
    const tag = `{{/${name}}}`;
    fixes.push({ kind: "text", title: i18n.t("monaco.fix.close", { tag }), text: text + tag });
  }
  return fixes.filter((fix) => fix.kind === "declare" || fix.text !== text);
}

const bracesMeantAsText: ReadonlySet<TemplateFault["code"]> = new Set([
  "bad-name",
  "empty-name",
  "reserved-name",
  "unclosed-brace",
  "stray-brace",
]);

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
  return touched
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
}
