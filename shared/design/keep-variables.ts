import { isRunnable, type PromptContent } from "../model/content.ts";
import { neededVariables } from "../text/needed-variables.ts";
import { parseTemplate } from "../text/template.ts";
import { variableTag } from "./template-text.ts";

/**
 * What a prompt took from its caller before, it goes on to take: a variable that the new text has no place for gets one
 * of its own, between tags, in the last message.
 */
export function keepVariables(
  content: PromptContent,
  before: PromptContent | null,
): { content: PromptContent; kept: string[] } {
  const { templateFormat } = content;
  if (before === null || !isRunnable(templateFormat) || before.templateFormat !== templateFormat)
    return { content, kept: [] };
  const used = new Set(
    content.messages.flatMap((message) =>
      message.role === "history" ? [] : parseTemplate(message.template, templateFormat).mentioned,
    ),
  );
  const lost = neededVariables(before).filter(({ name }) => !used.has(name));
  const last = content.messages.at(-1);
  if (lost.length === 0 || last === undefined || last.role === "history") return { content, kept: [] };
  const blocks = lost.map(({ name }) => `<${name}>\n${variableTag(name, templateFormat)}\n</${name}>`);
  const template = [...blocks, last.template].join("\n\n");
  return {
    content: {
      ...content,
      messages: content.messages.with(-1, { ...last, template }),
      variables: [...content.variables, ...lost],
    },
    kept: lost.map(({ name }) => name),
  };
}
