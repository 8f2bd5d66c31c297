import type { Message, PromptContent } from "../model/content.ts";
import type { PromptSpec } from "../model/spec.ts";
import { declareMissingVariables } from "../text/check-content.ts";
import { headingIn, sectionNamed } from "./read-spec.ts";
import { type SectionName, wordingOf } from "./wording.ts";

const heading = /^\s{0,3}(#{1,6})\s+([^\n]{1,60}?)[ \t#]*$/;
const order: readonly SectionName[] = [
  "role",
  "context",
  "audience",
  "task",
  "rules",
  "output",
  "examples",
  "language",
  "input",
];

/**
 * Adds lines (of a template) to a section of the system message: at the end of the section where there is one, else as a
 * new section before the first one that comes after it. Rules get the next number. A variable in them is declared.
 */
export function addToSection(
  content: PromptContent,
  spec: Pick<PromptSpec, "writtenIn">,
  name: SectionName,
  added: readonly string[],
): PromptContent {
  const at = content.messages.findIndex(({ role }) => role === "system");
  const message = content.messages[at];
  const lines = message === undefined || message.role === "history" ? [] : message.template.split("\n");
  const section =
    findSection(lines, (found) => found === name) ?? (name === "rules" ? findList(lines, name) : null);
  const title = `# ${wordingOf(spec).headings[name]}`;
  let whole: string[];
  if (section !== null) {
    const body = lines.slice(section.start + 1, section.end);
    while (body.at(-1)?.trim() === "") body.pop();
    const more = name === "rules" ? numberedAfter(body, added) : added;
    const rest = lines.slice(section.end);
    whole = [
      ...lines.slice(0, section.start + 1),
      ...body,
      ...more,
      ...(rest.length > 0 && rest[0]?.trim() !== "" ? ["", ...rest] : rest),
    ];
  } else if (name === "role" && !lines.some((line) => heading.test(line))) {
    // Where there are no headings, it is what such a prompt begins with.
    whole = [...added, ...(lines.length > 0 ? ["", ...lines] : [])];
  } else {
    const more = [title, ...(name === "rules" ? numberedAfter([], added) : added)];
    const later = order.slice(order.indexOf(name) + 1);
    const next = findSection(lines, (found) => found !== null && later.includes(found));
    const before = lines.slice(0, next?.start ?? lines.length);
    while (before.at(-1)?.trim() === "") before.pop();
    const rest = next === null ? [] : lines.slice(next.start);
    whole = [
      ...before,
      ...(before.length > 0 ? [""] : []),
      ...more,
      ...(rest.length > 0 ? ["", ...rest] : []),
    ];
  }
  const changed: Message = { role: "system", template: whole.join("\n") };
  const messages = at < 0 ? [changed, ...content.messages] : content.messages.with(at, changed);
  return declareMissingVariables({ ...content, messages });
}

/** Up to the next heading of the same or a higher rank. */
function findSection(
  lines: readonly string[],
  isWanted: (name: SectionName | null) => boolean,
): { start: number; end: number } | null {
  const start = lines.findIndex((line) => {
    const found = heading.exec(line);
    return found !== null && isWanted(sectionNamed(found[2] ?? ""));
  });
  if (start < 0) return null;
  const rank = heading.exec(lines[start] ?? "")?.[1]?.length ?? 1;
  const next = lines.findIndex((line, index) => {
    const found = index > start ? heading.exec(line) : null;
    return found !== null && (found[1]?.length ?? 0) <= rank;
  });
  return { start, end: next < 0 ? lines.length : next };
}

/** The points right below a line such as “Rules:” or “**Rules**”. */
function findList(lines: readonly string[], name: SectionName): { start: number; end: number } | null {
  const isPoint = (line = "") => /^\s{0,3}(?:[-*•]|\d{1,3}[.)、])/.test(line);
  const start = lines.findIndex((line, index) => headingIn(line) === name && isPoint(lines[index + 1]));
  if (start < 0) return null;
  const end = lines.findIndex((line, index) => index > start && !isPoint(line) && !/^\s+\S/.test(line));
  return { start, end: end < 0 ? lines.length : end };
}

function numberedAfter(body: readonly string[], added: readonly string[]): string[] {
  const numbers = body.flatMap((line) => /^\s{0,3}(\d{1,3})[.)、]/.exec(line)?.[1] ?? []);
  const isBulleted = numbers.length === 0 && body.some((line) => /^\s{0,3}[-*•]\s/.test(line));
  let next = Number(numbers.at(-1) ?? 0);
  return added.map((line) => {
    next += 1;
    const set = line.replace(/\n/g, "\n   ");
    return isBulleted ? `- ${set}` : `${next}. ${set}`;
  });
}
