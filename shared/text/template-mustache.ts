import { snippetName } from "../model/content.ts";
import { cutText } from "./cut-text.ts";
import { nameProblem } from "./template-names.ts";
import {
  maxProblems,
  maxSectionDepth,
  type NamedSegment,
  type Segment,
  type TemplateProblem,
} from "./template-segments.ts";

const openingTag = /\{\{\s*([#^/>{&=!])?\s*/y;

/**
 * Mustache as LangChain uses it: `{{name}}`, `{{{name}}}` and `{{&name}}` are the same, because nothing is escaped;
 * sections, inverted sections and comments work; a partial is a reference to a snippet; other delimiters do not work. The tags are found as the
 * `mustache` package finds them (its parser is the oracle of the tests), but it stops at the first fault, without the
 * pieces before it, and takes quadratic time over blanks in a tag.
 */
export function parseMustache(text: string): { segments: Segment[]; problems: TemplateProblem[] } {
  const segments: Segment[] = [];
  const problems: TemplateProblem[] = [];
  const report = (problem: TemplateProblem) => {
    if (problems.length < maxProblems) problems.push(problem);
  };
  const sections = openSections(report);
  const nextOpening = finder(text, "{{");
  const openingWithin = finder(text, "{{");
  const closing = finder(text, "}}");
  const closingOfThree = finder(text, "}}}");

  let textFrom = 0;
  let at = nextOpening(0);
  const push = (segment: Segment) => {
    if (textFrom < segment.start) segments.push({ kind: "text", start: textFrom, end: segment.start });
    segments.push(segment);
    textFrom = segment.end;
  };

  while (at >= 0) {
    openingTag.lastIndex = at;
    const [opening = "{{", sign = ""] = openingTag.exec(text) ?? [];
    const inner = at + opening.length;
    const close = sign === "{" ? closingOfThree(inner) : closing(inner);
    const another = sign === "!" ? -1 : openingWithin(inner);
    if (close < 0 || (another >= 0 && another < close)) {
      report({ code: "unclosed-brace", start: at, end: at + 2, data: {} });
      push({ kind: "invalid", start: at, end: at + 2 });
      at = nextOpening(at + 2);
      continue;
    }
    const end = close + (sign === "{" ? 3 : 2);
    const name = text.slice(inner, close).trimEnd();
    push(readTag(sign, name, { start: at, end, nameStart: inner }));
    at = nextOpening(end);
  }
  if (textFrom < text.length) segments.push({ kind: "text", start: textFrom, end: text.length });
  sections.finish();
  return { segments, problems: problems.sort((a, b) => a.start - b.start) };

  function readTag(sign: string, name: string, place: Omit<NamedSegment, "kind" | "name">): Segment {
    const { start, end } = place;
    const refuse = (problem: Pick<TemplateProblem, "code" | "data">): Segment => {
      report({ ...problem, start, end });
      return { kind: "invalid", start, end };
    };
    if (sign === "!") return { kind: "comment", start, end };
    if (sign === ">") {
      return snippetName.safeParse(name).success
        ? { kind: "reference", snippet: name, ...place }
        : refuse({ code: "unsupported-partial", data: { name: cutText(name, 80) } });
    }
    if (sign === "=") return refuse({ code: "unsupported-delimiter", data: {} });
    if (name === "." && (sign === "" || sign === "{" || sign === "&")) {
      return sections.hasItem()
        ? { kind: "item", start, end }
        : refuse({ code: "item-outside-section", data: {} });
    }
    const problem = nameProblem(name);
    if (problem !== null) {
      // Doubling braces is no remedy in Mustache, so unescaped JSON is no reason of its own.
      const { reason } = problem.data;
      return refuse({
        ...problem,
        data: { ...problem.data, ...(reason === "json" ? { reason: "name" } : {}) },
      });
    }
    if (sign === "/") {
      return sections.close(name)
        ? { kind: "section-close", name, ...place }
        : refuse({ code: "unopened-section", data: { name } });
    }
    if (sign === "#" || sign === "^") {
      const segment: NamedSegment = { kind: sign === "#" ? "section-open" : "inverted", name, ...place };
      return sections.open(segment) ? segment : refuse({ code: "too-deep", data: { name } });
    }
    return { kind: "variable", name, ...place };
  }
}

/** Keeps track of the sections that are open; each operation takes constant time on average, whatever the nesting. */
function openSections(report: (problem: TemplateProblem) => void) {
  const stack: NamedSegment[] = [];
  const openByName = new Map<string, number>();
  let withItem = 0;
  const pop = (): NamedSegment | undefined => {
    const section = stack.pop();
    if (section === undefined) return undefined;
    openByName.set(section.name, (openByName.get(section.name) ?? 1) - 1);
    if (section.kind === "section-open") withItem -= 1;
    return section;
  };
  const reportUnclosed = ({ name, start, end }: NamedSegment) =>
    report({ code: "unclosed-section", start, end, data: { name } });

  return {
    hasItem: () => withItem > 0,
    open(section: NamedSegment): boolean {
      if (stack.length >= maxSectionDepth) return false;
      stack.push(section);
      openByName.set(section.name, (openByName.get(section.name) ?? 0) + 1);
      if (section.kind === "section-open") withItem += 1;
      return true;
    },
    /** Closes the nearest section of that name; those opened after it were left open. */
    close(name: string): boolean {
      if ((openByName.get(name) ?? 0) === 0) return false;
      for (let section = pop(); section !== undefined; section = pop()) {
        if (section.name === name) return true;
        reportUnclosed(section);
      }
      return false;
    },
    finish(): void {
      for (let section = pop(); section !== undefined; section = pop()) reportUnclosed(section);
    },
  };
}

/** `indexOf` for starts that only rise: the text is read once in all, however often it is asked. */
function finder(text: string, wanted: string): (from: number) => number {
  let at = text.indexOf(wanted);
  return (from) => {
    if (at >= 0 && at < from) at = text.indexOf(wanted, from);
    return at;
  };
}
