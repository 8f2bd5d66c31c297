import type { editor, languages } from "monaco-editor/editor";
import type { NamedSegment } from "#shared/text/template.ts";
import { i18n } from "../../i18n/i18n.ts";
import type { Monaco } from "./monaco-api.ts";
import { completeVariable } from "./template-completion.ts";
import { fixesFor } from "./template-fixes.ts";
import {
  declareCommand,
  markFixCommand,
  sessionOf,
  type TemplateSession,
  templateLanguage,
} from "./template-session.ts";
import { describeVariable, escapeMarkdown } from "./template-words.ts";

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
  monaco.languages.registerCompletionItemProvider(templateLanguage, {
    triggerCharacters: ["{", "#", "^"],
    provideCompletionItems: (model, position) => {
      const session = sessionOf(model);
      return session === undefined ? null : completeVariable(monaco, model, position, session.context);
    },
  });
  monaco.languages.registerHoverProvider(templateLanguage, {
    provideHover: (model, position) => {
      const session = sessionOf(model);
      const found = session?.read().namedAt(model.getOffsetAt(position));
      if (session === undefined || found === undefined) return null;
      const range = monaco.Range.fromPositions(
        model.getPositionAt(found.start),
        model.getPositionAt(found.end),
      );
      const content = describe(model, session, found);
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
