import type { editor, languages } from "monaco-editor/editor";
import type { NamedSegment, ReferenceSegment } from "#shared/text/template.ts";
import { i18n } from "../../i18n/i18n.ts";
import type { Monaco } from "./monaco-api.ts";
import { completeReference } from "./snippet-completion.ts";
import { completeVariable } from "./template-completion.ts";
import { fixesFor } from "./template-fixes.ts";
import {
  declareCommand,
  markFixCommand,
  openSnippetCommand,
  sessionOf,
  type TemplateSession,
  templateLanguage,
} from "./template-session.ts";
import { describeSnippet, describeVariable, escapeMarkdown } from "./template-words.ts";

/** Lathe's template language, once for all editors. Colours and marks come from each model's session. */
export function registerTemplateLanguage(monaco: Monaco): void {
  monaco.languages.register({ id: templateLanguage });
  monaco.languages.setLanguageConfiguration(templateLanguage, {
    autoClosingPairs: [{ open: "{", close: "}" }],
    surroundingPairs: [
      { open: "{", close: "}" },
      { open: '"', close: '"' },
      { open: "(", close: ")" },
      { open: "“", close: "”" },
      { open: "「", close: "」" },
    ],
    brackets: [],
  });
  monaco.editor.registerCommand(declareCommand, (_services, uri: string, name: string) => {
    const model = monaco.editor.getModel(monaco.Uri.parse(uri));
    if (model !== null) sessionOf(model)?.context.onAddVariable?.(name);
  });
  monaco.editor.registerCommand(markFixCommand, (_services, uri: string, mark: number, fix: number) => {
    const model = monaco.editor.getModel(monaco.Uri.parse(uri));
    if (model !== null) sessionOf(model)?.marks[mark]?.fixes()[fix]?.perform();
  });
  monaco.editor.registerCommand(openSnippetCommand, (_services, uri: string, name: string) => {
    const model = monaco.editor.getModel(monaco.Uri.parse(uri));
    if (model !== null) sessionOf(model)?.context.onOpenSnippet?.(name);
  });
  monaco.languages.registerCompletionItemProvider(templateLanguage, {
    triggerCharacters: ["{", "#", "^", ">"],
    provideCompletionItems: (model, position) => {
      const session = sessionOf(model);
      if (session === undefined) return null;
      return (
        completeReference(monaco, model, position, session.context) ??
        completeVariable(monaco, model, position, session.context)
      );
    },
  });
  monaco.languages.registerHoverProvider(templateLanguage, {
    provideHover: (model, position) => {
      const session = sessionOf(model);
      if (session === undefined) return null;
      const offset = model.getOffsetAt(position);
      const reference = session.read().referenceAt(offset);
      const found = reference ?? session.read().namedAt(offset);
      if (found === undefined) return null;
      const range = monaco.Range.fromPositions(
        model.getPositionAt(found.start),
        model.getPositionAt(found.end),
      );
      const content =
        "snippet" in found ? describeReference(model, session, found) : describe(model, session, found);
      return content === null ? null : { range, contents: [content] };
    },
  });
  monaco.languages.registerCodeActionProvider(templateLanguage, {
    provideCodeActions: (model, range, { markers }) => {
      const session = sessionOf(model);
      const actions = session === undefined ? [] : fixesFor(monaco, model, range, session, markers);
      return { actions, dispose: () => {} };
    },
  });
}

function describeReference(
  model: editor.ITextModel,
  { context }: TemplateSession,
  { snippet: name }: ReferenceSegment,
): languages.Hover["contents"][number] | null {
  const snippet = context.snippets.find((candidate) => candidate.name === name);
  if (snippet === undefined) return null;
  const words = describeSnippet(snippet);
  if (context.onOpenSnippet === undefined) return { value: words };
  const args = encodeURIComponent(JSON.stringify([model.uri.toString(), name]));
  return {
    value: `${words}\n\n[${i18n.t("monaco.openSnippet")}](command:${openSnippetCommand}?${args})`,
    isTrusted: { enabledCommands: [openSnippetCommand] },
  };
}

function describe(
  model: editor.ITextModel,
  { context }: TemplateSession,
  { name }: NamedSegment,
): languages.Hover["contents"][number] | null {
  const variable = context.variables.find((candidate) => candidate.name === name);
  if (variable !== undefined) return { value: describeVariable(variable) };
  if (context.historyVariables.includes(name)) {
    return { value: `**${escapeMarkdown(name)}** · ${i18n.t("monaco.isHistory")}` };
  }
  if (context.onAddVariable === undefined) return null;
  // That it is not declared, the mark says in the same hover; here is what to do about it.
  const args = encodeURIComponent(JSON.stringify([model.uri.toString(), name]));
  return {
    value: `[${i18n.t("monaco.fix.declare", { name: escapeMarkdown(name) })}](command:${declareCommand}?${args})`,
    isTrusted: { enabledCommands: [declareCommand] },
  };
}
