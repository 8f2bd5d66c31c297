import type { PromptContent, TemplateFormat } from "#shared/model/content.ts";
import { isNamed, parseTemplate } from "#shared/text/template.ts";

/** A template as what it gives: texts and variables in turn. null: it has more than those, or faults. */
function partsOf(template: string, format: TemplateFormat): { text: string[]; names: string[] } | null {
  const { segments, problems } = parseTemplate(template, format);
  if (problems.length > 0) return null;
  const text = [""];
  const names: string[] = [];
  for (const segment of segments) {
    const written = template.slice(segment.start, segment.end);
    if (segment.kind === "text") text.push(`${text.pop() ?? ""}${written}`);
    else if (segment.kind === "escape") text.push(`${text.pop() ?? ""}${written.slice(0, 1)}`);
    else if (segment.kind === "variable" && isNamed(segment)) {
      names.push(segment.name);
      text.push("");
    } else return null;
  }
  return { text, names };
}

/**
 * A template written in the other format that gives the same messages, or null where there is none: sections and
 * comments have no f-string form, and some texts with braces have no Mustache form.
 */
export function convertTemplate(template: string, from: TemplateFormat, to: TemplateFormat): string | null {
  if (from === to) return template;
  const parts = partsOf(template, from);
  if (parts === null) return null;
  const text = to === "f-string" ? parts.text.map((piece) => piece.replace(/[{}]/g, "$&$&")) : parts.text;
  const [open, close] = to === "f-string" ? ["{", "}"] : ["{{", "}}"];
  const converted = text
    .map((piece, index) => (index === 0 ? piece : `${open}${parts.names[index - 1]}${close}${piece}`))
    .join("");
  // Read back: next to braces of the text a tag may come to mean something else.
  const again = partsOf(converted, to);
  return JSON.stringify(again) === JSON.stringify(parts) ? converted : null;
}

/**
 * The content in the other format. Templates that cannot be said in it stay as they are; `kept` counts them.
 */
export function switchFormat(
  content: PromptContent,
  to: TemplateFormat,
): { content: PromptContent; kept: number } {
  const from = content.templateFormat;
  if (from === to) return { content, kept: 0 };
  let kept = 0;
  const messages = content.messages.map((message) => {
    if (message.role === "history") return message;
    const template = convertTemplate(message.template, from, to);
    if (template === null) kept += 1;
    return template === null || template === message.template ? message : { ...message, template };
  });
  return { content: { ...content, templateFormat: to, messages }, kept };
}
