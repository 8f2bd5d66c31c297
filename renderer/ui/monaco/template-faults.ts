import type { TemplateFormat, Variable } from "#shared/model/content.ts";
import {
  isNamed,
  isReference,
  type NamedSegment,
  parseTemplate,
  type ReferenceSegment,
  rootUses,
  type Segment,
  type TemplateProblem,
  type TemplateProblemCode,
} from "#shared/text/template.ts";
import type { PlainSegment } from "#shared/text/template-segments.ts";

/** How a piece of the text is shown; the names are classes of `monaco.module.css`. null: as plain text. */
export type Look = "declared" | "reference" | "undeclared" | "scoped" | "quiet" | "invalid" | null;

export interface TemplateFault {
  code: TemplateProblemCode | "unknown-variable" | "history-clash";
  severity: "error" | "warning";
  /** UTF-16 offsets into the template. */
  start: number;
  end: number;
  data: TemplateProblem["data"];
}

export interface ReadTemplate {
  segments: (Segment & { look: Look })[];
  faults: TemplateFault[];
  /** The variable or section tag that covers an offset, its braces included. */
  namedAt(offset: number): NamedSegment | undefined;
  /** The reference to a snippet that covers an offset. */
  referenceAt(offset: number): ReferenceSegment | undefined;
}

/** What an editor knows of a snippet. */
export interface SnippetHint {
  name: string;
  description: string;
  text: string;
  /** The prompt cannot take it: why, in the language of the page. */
  unfit?: string;
}

export interface Names {
  format: TemplateFormat;
  variables: readonly Variable[];
  historyVariables: readonly string[];
  /** What a reference may stand for here. */
  snippets: readonly SnippetHint[];
  /** Off where nothing can be done about faults, as in a diff: every name counts as declared. */
  isChecked: boolean;
}

const plainLooks: Record<PlainSegment["kind"], Look> = {
  text: null,
  escape: "quiet",
  comment: "quiet",
  invalid: "invalid",
  item: "scoped",
};

/** What the editor shows of a template: the pieces with their look, and what is wrong with them. */
export function readTemplate(text: string, names: Names): ReadTemplate {
  const { format, variables, historyVariables, snippets, isChecked } = names;
  const { segments, problems } = parseTemplate(text, format);
  const declared = new Map(variables.map((variable) => [variable.name, variable]));
  const histories = new Set(historyVariables);
  const roots = new Set<Segment>(rootUses(segments, (name) => declared.get(name)?.type === "json"));

  const isUndefined = (segment: NamedSegment): boolean =>
    roots.has(segment) && !declared.has(segment.name) && !histories.has(segment.name);
  const known = new Set(snippets.map(({ name }) => name));
  const lookOf = (segment: Segment): Look => {
    if (isReference(segment)) return !isChecked || known.has(segment.snippet) ? "reference" : "undeclared";
    if (!isNamed(segment)) return plainLooks[segment.kind];
    if (!isChecked) return "declared";
    if (isUndefined(segment)) return "undeclared";
    return declared.has(segment.name) ? "declared" : "scoped";
  };

  const faults = problems.map((problem): TemplateFault => ({ ...problem, severity: "error" }));
  for (const segment of segments.filter(isNamed)) {
    const { start, end, name } = segment;
    if (isUndefined(segment)) {
      faults.push({ code: "unknown-variable", severity: "warning", start, end, data: { name } });
    } else if (histories.has(name)) {
      faults.push({ code: "history-clash", severity: "error", start, end, data: { name } });
    }
  }
  return {
    segments: segments.map((segment) => ({ ...segment, look: lookOf(segment) })),
    faults: isChecked ? faults : [],
    namedAt: (offset) => segments.filter(isNamed).find(({ start, end }) => start <= offset && offset <= end),
    referenceAt: (offset) =>
      segments.filter(isReference).find(({ start, end }) => start <= offset && offset <= end),
  };
}
