import { isRunnable, type TemplateFormat } from "../model/content.ts";
import { isNamed, isReference, parseTemplate } from "./template.ts";

/** A template as what it gives: texts and tags in turn. null: it has more than those, or faults. */
function partsOf(template: string, format: TemplateFormat): { text: string[]; tags: string[] } | null {
  const { segments, problems } = parseTemplate(template, format);
  if (problems.length > 0) return null;
  const text = [""];
  const tags: string[] = [];
  for (const segment of segments) {
    const written = template.slice(segment.start, segment.end);
    if (segment.kind === "text") text.push(`${text.pop() ?? ""}${written}`);
    else if (segment.kind === "escape") text.push(`${text.pop() ?? ""}${written.slice(0, 1)}`);
    else {
      if (isReference(segment)) tags.push(`>${segment.snippet}`);
      else if (segment.kind === "variable" && isNamed(segment)) tags.push(segment.name);
      else return null;
      text.push("");
    }
  }
  return { text, tags };
}

/**
 * A template written in the other format that gives the same messages, or null where there is none: sections and
 * comments have no f-string form, some texts with braces have no Mustache form, and of a syntax of another tool nobody
 * here knows what it gives.
 */
export function convertTemplate(template: string, from: TemplateFormat, to: TemplateFormat): string | null {
  if (from === to) return template;
  if (!isRunnable(from) || !isRunnable(to)) return null;
  const parts = partsOf(template, from);
  if (parts === null) return null;
  const text = to === "f-string" ? parts.text.map((piece) => piece.replace(/[{}]/g, "$&$&")) : parts.text;
  const [open, close] = to === "f-string" ? ["{", "}"] : ["{{", "}}"];
  const converted = text
    .map((piece, index) => (index === 0 ? piece : `${open}${parts.tags[index - 1]}${close}${piece}`))
    .join("");
  // Read back: next to braces of the text a tag may come to mean something else.
  const again = partsOf(converted, to);
  return JSON.stringify(again) === JSON.stringify(parts) ? converted : null;
}
