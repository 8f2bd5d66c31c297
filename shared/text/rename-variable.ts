import { isVariableName, type PromptContent } from "../model/content.ts";
import { isNameTaken } from "./check-content.ts";
import { reachedSnippets } from "./snippet-references.ts";
import { isNamed, parseTemplate } from "./template.ts";
import { reservedNames } from "./template-segments.ts";

export type Renaming =
  | { ok: true; content: PromptContent }
  | { ok: false; code: "bad-name" | "name-taken" | "unknown-variable" | "in-snippet"; message: string };

/**
 * Renames a variable wherever it is declared, used in a template (inside sections and inside unescaped JSON too) or
 * taken as the history. Nothing but the name changes. Refuses a name that is no plain identifier, that LangChain keeps
 * for itself, or that is in use; and to rename what a snippet uses, which says the same in other prompts.
 */
export function renameVariable(content: PromptContent, from: string, to: string): Renaming {
  if (!isVariableName(to) || reservedNames.has(to)) {
    return { ok: false, code: "bad-name", message: `“${to}” cannot be the name of a variable.` };
  }
  if (!isNameTaken(content, from)) {
    return { ok: false, code: "unknown-variable", message: `There is no variable “${from}”.` };
  }
  if (from === to) return { ok: true, content };
  const snippet = snippetUsing(content, from);
  if (snippet !== null) {
    return {
      ok: false,
      code: "in-snippet",
      message: `The snippet “${snippet}” uses “${from}”. Change it there, or put its text here.`,
    };
  }
  if (isNameTaken(content, to)) {
    return { ok: false, code: "name-taken", message: `“${to}” is already the name of a variable.` };
  }
  return {
    ok: true,
    content: {
      ...content,
      messages: content.messages.map((message) => {
        if (message.role === "history")
          return message.variable === from ? { ...message, variable: to } : message;
        return { ...message, template: renameIn(message.template, content.templateFormat, from, to) };
      }),
      variables: content.variables.map((variable) =>
        variable.name === from ? { ...variable, name: to } : variable,
      ),
    },
  };
}

/** The first snippet among those referred to that uses a variable in its own text. */
function snippetUsing(content: PromptContent, name: string): string | null {
  if (content.snippets === undefined) return null;
  const reached = reachedSnippets(content);
  const using = content.snippets.find(
    (snippet) =>
      reached.has(snippet.name) &&
      parseTemplate(snippet.text, content.templateFormat).mentioned.includes(name),
  );
  return using?.name ?? null;
}

function renameIn(
  template: string,
  format: PromptContent["templateFormat"],
  from: string,
  to: string,
): string {
  let renamed = "";
  let copied = 0;
  for (const segment of parseTemplate(template, format).segments) {
    if (!isNamed(segment) || segment.name !== from) continue;
    renamed += template.slice(copied, segment.nameStart) + to;
    copied = segment.nameStart + from.length;
  }
  return renamed + template.slice(copied);
}
