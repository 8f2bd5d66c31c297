import type { TemplateFormat } from "../model/content.ts";
import { parseFString } from "./template-f-string.ts";
import { parseMustache } from "./template-mustache.ts";
import type { NamedSegment, ReferenceSegment, Segment, TemplateProblem } from "./template-segments.ts";

export { escapeBraces } from "./template-braces.ts";
export type {
  NamedSegment,
  ReferenceSegment,
  Segment,
  TemplateProblem,
  TemplateProblemCode,
} from "./template-segments.ts";

export interface ParsedTemplate {
  /** The whole template in order, without gaps. */
  segments: Segment[];
  /**
   * The variables that must be given a value, each once, in order of first use. A name inside `{{#section}}` may come
   * from the section's value, so it is not among them; `rootUses` decides with the types of the variables known.
   */
  variables: string[];
  /** Every name that occurs, inside sections too, each once. */
  mentioned: string[];
  /** The snippets that it refers to, each once, in order of first use. */
  references: string[];
  problems: TemplateProblem[];
}

/** Never throws; takes time in proportion to the text. What it answers is shared: nobody may change it. */
export function parseTemplate(text: string, format: TemplateFormat): ParsedTemplate {
  const memory = parsed[format];
  const known = memory.get(text);
  if (known !== undefined) return known;
  const { segments, problems } = parseAs(text, format);
  const template = {
    segments,
    variables: namesOf(rootUses(segments)),
    mentioned: namesOf(segments.filter(isNamed)),
    references: [...new Set(segments.filter(isReference).map(({ snippet }) => snippet))],
    problems,
  };
  remember(memory, text, template);
  return template;
}

/** A syntax that Lathe does not fill in is text to it; that it cannot be sent is told once for the whole prompt. */
function parseAs(text: string, format: TemplateFormat): Pick<ParsedTemplate, "segments" | "problems"> {
  if (format === "mustache") return parseMustache(text);
  if (format === "f-string") return parseFString(text);
  return { segments: text === "" ? [] : [{ kind: "text", start: 0, end: text.length }], problems: [] };
}

type Memory = Map<string, ParsedTemplate>;

/** With each key half a dozen places ask for the same texts: fields, colours, checks. */
const parsed: Record<TemplateFormat, Memory> = {
  "f-string": new Map(),
  mustache: new Map(),
  jinja2: new Map(),
  handlebars: new Map(),
  nunjucks: new Map(),
};
const maxRemembered = { templates: 400, characters: 4_000_000 };
let rememberedCharacters = 0;

function remember(memory: Memory, text: string, template: ParsedTemplate): void {
  rememberedCharacters += text.length;
  const { templates, characters } = maxRemembered;
  if (memory.size >= templates || rememberedCharacters > characters) {
    for (const each of Object.values(parsed)) each.clear();
    rememberedCharacters = text.length;
  }
  memory.set(text, template);
}

/**
 * The segments whose name is looked up among the prompt's variables. `opensScope` says whether a section's value brings
 * names of its own: true for JSON; false for a boolean, a text or a list of texts, whose inner names are the prompt's.
 */
export function rootUses(
  segments: readonly Segment[],
  opensScope: (section: string) => boolean = () => true,
): NamedSegment[] {
  const uses: NamedSegment[] = [];
  const open: { name: string; scoped: boolean }[] = [];
  for (const segment of segments) {
    if (!isNamed(segment)) continue;
    const scoped = open.at(-1)?.scoped ?? false;
    if (segment.kind === "section-close") {
      let closed = open.pop();
      while (closed !== undefined && closed.name !== segment.name) closed = open.pop();
      continue;
    }
    if (!scoped) uses.push(segment);
    if (segment.kind === "section-open") {
      open.push({ name: segment.name, scoped: scoped || opensScope(segment.name) });
    }
    if (segment.kind === "inverted") open.push({ name: segment.name, scoped });
  }
  return uses;
}

/** A variable or a section tag; a reference is not one, since its name is no variable's. */
export const isNamed = (segment: Segment): segment is NamedSegment => "name" in segment;

export const isReference = (segment: Segment): segment is ReferenceSegment => segment.kind === "reference";

const namesOf = (uses: readonly NamedSegment[]): string[] => [...new Set(uses.map((use) => use.name))];
