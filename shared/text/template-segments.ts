/** A piece of a template. Pieces follow each other without a gap, so that joining their texts gives the template back. */
export type Segment = PlainSegment | NamedSegment | ReferenceSegment;

export interface PlainSegment {
  /**
   * `escape`: a doubled brace that stands for one brace (its first character). `item`: `{{.}}`, the current item of a
   * section. `invalid`: a piece that a problem is about.
   */
  kind: "text" | "escape" | "comment" | "item" | "invalid";
  /** UTF-16 offsets. */
  start: number;
  end: number;
}

export interface NamedSegment {
  /** `{{#name}}` opens a section, `{{^name}}` one that is shown when the value is empty, `{{/name}}` closes either. */
  kind: "variable" | "section-open" | "inverted" | "section-close";
  name: string;
  /** Where the name alone stands; it ends at `nameStart + name.length`. */
  nameStart: number;
  start: number;
  end: number;
}

/** The place where the text of a snippet stands: `{>name}`, or `{{>name}}` in Mustache. */
export interface ReferenceSegment {
  kind: "reference";
  snippet: string;
  /** Where the name alone stands; it ends at `nameStart + snippet.length`. */
  nameStart: number;
  start: number;
  end: number;
}

export type TemplateProblemCode =
  /** `{` or `{{` that nothing closes. */
  | "unclosed-brace"
  /** A single `}` in an f-string template. */
  | "stray-brace"
  | "empty-name"
  /** Not a plain identifier. `data.reason` says what it looks like; `data.suggestion`, where present, is a name that fits. */
  | "bad-name"
  /** A name that LangChain keeps for itself. */
  | "reserved-name"
  | "unclosed-section"
  | "unopened-section"
  /** Sections nested deeper than `maxSectionDepth`. */
  | "too-deep"
  | "item-outside-section"
  | "unsupported-partial"
  | "unsupported-delimiter";

export type BadNameReason = "json" | "spaces" | "format" | "path" | "forbidden" | "name";

export interface TemplateProblem {
  code: TemplateProblemCode;
  /** UTF-16 offsets into the template. */
  start: number;
  end: number;
  /** `name`: the text between the braces, cut to 80 characters; `reason` and `suggestion` with `bad-name`. */
  data: { name?: string; reason?: BadNameReason; suggestion?: string };
}

/** LangChain follows at most 255 levels. */
export const maxSectionDepth = 100;

/** A template with more problems than this has the same use for its reader; the rest are not listed. */
export const maxProblems = 200;

/** `stop` is an option of every LangChain model call, and its prompts refuse an input of that name. */
export const reservedNames: ReadonlySet<string> = new Set(["stop"]);
