import type { PromptContent, TemplateFormat } from "#shared/model/content.ts";
import { convertTemplate } from "#shared/text/convert-template.ts";

/**
 * The content in the other format. Templates that cannot be said in it stay as they are, and so do the texts of its
 * snippets; `kept` counts them.
 */
export function switchFormat(
  content: PromptContent,
  to: TemplateFormat,
): { content: PromptContent; kept: number } {
  const from = content.templateFormat;
  if (from === to) return { content, kept: 0 };
  let kept = 0;
  const convert = (template: string): string => {
    const converted = convertTemplate(template, from, to);
    if (converted === null) kept += 1;
    return converted ?? template;
  };
  const messages = content.messages.map((message) => {
    if (message.role === "history") return message;
    const template = convert(message.template);
    return template === message.template ? message : { ...message, template };
  });
  const snippets = content.snippets?.map(({ name, text }) => ({ name, text: convert(text) }));
  const switched = { ...content, templateFormat: to, messages };
  return { content: snippets === undefined ? switched : { ...switched, snippets }, kept };
}
