import type { PromptContent } from "../model/content.ts";
import type { TextMatch, TextPlace } from "../model/text-match.ts";
import { cutText } from "./cut-text.ts";
import { type FindOptions, findText } from "./find-text.ts";
import { lineAndColumn } from "./lint/line-and-column.ts";

/** UTF-16 units of the line that are shown before a match, of the match itself, and after it. */
const excerpt = { before: 22, match: 120, after: 90 };

/** Every text of a prompt that is searched, in the order in which a person meets them. */
export function searchedTexts(
  about: { name: string; description: string } | null,
  content: PromptContent,
): { place: TextPlace; text: string }[] {
  return [
    ...(about === null
      ? []
      : [
          { place: { in: "name" as const }, text: about.name },
          { place: { in: "description" as const }, text: about.description },
        ]),
    ...content.messages.map((message, index): { place: TextPlace; text: string } =>
      message.role === "history"
        ? { place: { in: "history", index }, text: message.variable }
        : { place: { in: "message", index, role: message.role }, text: message.template },
    ),
    ...content.variables.flatMap(({ name, description = "" }): { place: TextPlace; text: string }[] => [
      { place: { in: "variable", name, field: "name" }, text: name },
      { place: { in: "variable", name, field: "description" }, text: description },
    ]),
    ...content.tools.flatMap((tool, index): { place: TextPlace; text: string }[] => [
      { place: { in: "tool", index, field: "name" }, text: tool.name },
      { place: { in: "tool", index, field: "description" }, text: tool.description ?? "" },
      { place: { in: "tool", index, field: "parameters" }, text: JSON.stringify(tool.parameters, null, 2) },
    ]),
  ];
}

export function matchesIn(
  texts: readonly { place: TextPlace; text: string }[],
  wanted: string,
  options: FindOptions,
  limit: number,
): TextMatch[] {
  const matches: TextMatch[] = [];
  for (const { place, text } of texts) {
    // Lines are counted on from the match before: the last of thousands is as quick as the first.
    let from = 0;
    let line = 1;
    let column = 1;
    for (const { start, end } of findText(text, wanted, options, limit - matches.length)) {
      const further = lineAndColumn(text.slice(from, start), start - from);
      column = further.line === 1 ? column + start - from : further.column;
      line += further.line - 1;
      from = start;
      matches.push({ place, start, end, line, column, excerpt: excerptOf(text, start, end) });
    }
    if (matches.length >= limit) break;
  }
  return matches;
}

function excerptOf(text: string, start: number, end: number): TextMatch["excerpt"] {
  const lead = text.slice(Math.max(0, start - 2_000), start);
  const before = lead.slice(lead.search(/[^\r\n\u2028\u2029]*$/)).trimStart();
  const tail = /^[^\r\n\u2028\u2029]*/.exec(text.slice(end, end + 2_000))?.[0].trimEnd() ?? "";
  return {
    before:
      before.length <= excerpt.before ? before : `…${wholeFrom(before, before.length - excerpt.before)}`,
    match: cutText(text.slice(start, end), excerpt.match),
    after: cutText(tail, excerpt.after),
  };
}

const wholeFrom = (text: string, at: number): string => text.slice(at).replace(/^[\uDC00-\uDFFF]/, "");
