import type { PromptContent } from "#shared/model/content.ts";
import { referenceTo } from "#shared/text/snippet-references.ts";
import { parseTemplate } from "#shared/text/template.ts";
import { type Edit, setTemplate } from "../content-edits.ts";
import { type Cursor, selectedText } from "./cursor.ts";

/** Puts a reference in the place of what is selected. */
export const putReference =
  (name: string, { index, start, end }: Cursor): Edit =>
  (content) => {
    const message = content.messages[index];
    if (message === undefined || message.role === "history") return content;
    const { template } = message;
    const written = referenceTo(name, content.templateFormat);
    return setTemplate(index, template.slice(0, start) + written + template.slice(end))(content);
  };

/** A bare cursor within a tag goes behind it: a reference there would cut the tag in two. */
export function besideTags({ messages, templateFormat }: PromptContent, cursor: Cursor): Cursor {
  const message = messages[cursor.index];
  const { start, end } = cursor;
  if (message === undefined || message.role === "history" || start !== end) return cursor;
  const cut = parseTemplate(message.template, templateFormat).segments.find(
    (piece) => piece.kind !== "text" && piece.start < start && start < piece.end,
  );
  return cut === undefined ? cursor : { ...cursor, start: cut.end, end: cut.end };
}

/** Whether a piece of a template means the same when it stands by itself: no tag and no section is cut in two. */
export function standsAlone(content: PromptContent, cursor: Cursor): boolean {
  const message = content.messages[cursor.index];
  if (message === undefined || message.role === "history") return false;
  const { templateFormat } = content;
  const { start, end } = cursor;
  const { segments } = parseTemplate(message.template, templateFormat);
  const isCut = (offset: number) =>
    segments.some((piece) => piece.kind !== "text" && piece.start < offset && offset < piece.end);
  return (
    !isCut(start) &&
    !isCut(end) &&
    parseTemplate(selectedText(content, cursor), templateFormat).problems.length === 0
  );
}
