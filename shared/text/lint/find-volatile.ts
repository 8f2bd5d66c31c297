import type { PromptContent } from "../../model/content.ts";
import { parseTemplate } from "../template.ts";
import { estimateTokens } from "../tokens.ts";
import type { Finding } from "./finding.ts";

/** Providers keep prefixes of at least this many tokens (OpenAI and Anthropic: 1024). */
const cachedFrom = 1024;
/** Even in the densest script a token is hardly ever less than a character: a shorter text need not be counted. */
const charactersAtLeast = 1024;
/** In the widest one that many characters are more tokens than that: a longer text need not be counted to its end. */
const charactersAtMost = 20_000;

const writtenDate =
  /\b(?:today is|current (?:date|time)(?: is|:))\s{1,3}[^\n.{}]{0,20}\b20\d\d\b|(?:今天是|当前(?:日期|时间)(?:是|为|：|:)|现在是)\s{0,3}20\d\d\s?[-年/.][^\n。{}]{0,12}/iu;

/**
 * What changes from call to call and stands before a long text that does not: providers bill and read a repeated prefix
 * at a fraction, and it ends at the first difference. Looks at the first message; the rest is seldom long and fixed.
 */
export function findVolatile(content: PromptContent): Finding[] {
  const index = content.messages.findIndex((message) => message.role !== "history");
  const message = content.messages[index];
  if (index !== 0 || message === undefined || message.role === "history") return [];
  const text = message.template;
  if (text.length < charactersAtLeast) return [];
  const { segments } = parseTemplate(text, content.templateFormat);
  // A default is what nearly every call is made with.
  const steady = new Set(content.variables.flatMap((one) => (one.default === undefined ? [] : [one.name])));
  const variable = segments.find(
    (segment) =>
      (segment.kind === "variable" || segment.kind === "section-open" || segment.kind === "inverted") &&
      !steady.has(segment.name),
  );
  const changing = [
    ...(variable === undefined || !("name" in variable)
      ? []
      : [{ kind: "variable", first: variable.name, start: variable.start, end: variable.end }]),
    ...dateIn(text),
  ].sort((a, b) => a.start - b.start)[0];
  if (changing === undefined) return [];
  const { kind, first, start, end } = changing;
  const fixedAfter = segments
    .filter((segment) => segment.kind === "text" && segment.end > end)
    .map((segment) => text.slice(Math.max(segment.start, end), segment.end))
    .join("");
  const counted = fixedAfter.slice(0, charactersAtMost);
  const lost = fixedAfter.length < charactersAtLeast ? 0 : estimateTokens(counted);
  if (lost < cachedFrom || fixedAfter.length <= start) return [];
  return [
    {
      rule: "volatile-prefix",
      level: "hint",
      place: { in: "message", index, start, end },
      data: { kind, first },
    },
  ];
}

/** A date that was today's when it was written. */
function dateIn(text: string) {
  const found = writtenDate.exec(text);
  if (found === null) return [];
  return [{ kind: "date", first: found[0].trim(), start: found.index, end: found.index + found[0].length }];
}
