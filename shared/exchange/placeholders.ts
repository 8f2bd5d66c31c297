import { isVariableName, type RunnableFormat } from "../model/content.ts";
import { isNamed, parseTemplate } from "../text/template.ts";
import { reservedNames } from "../text/template-segments.ts";

export interface ReadTexts {
  templateFormat: RunnableFormat;
  /** In the same order, saying the same. */
  texts: string[];
  /** In order of first use. */
  names: string[];
  renamed: { from: string; to: string }[];
}

/**
 * Texts of a format whose placeholders are `{{name}}` and nothing else: everything else in them is text, whatever it looks
 * like. Where Mustache would take it for something else, they become f-string templates with their braces doubled.
 */
export function readDoubleBraces(texts: readonly string[]): ReadTexts {
  if (texts.every((text) => !/[{}]/.test(text)))
    return { templateFormat: "f-string", texts: [...texts], names: [], renamed: [] };
  if (texts.every(isPlainMustache))
    return { templateFormat: "mustache", texts: [...texts], names: namesIn(texts, "mustache"), renamed: [] };
  const names = new Map<string, string>();
  const written = texts.map((text) => asFString(text, names));
  return {
    templateFormat: "f-string",
    texts: written,
    names: namesIn(written, "f-string"),
    renamed: [...names].flatMap(([from, to]) => (from === to ? [] : [{ from, to }])),
  };
}

/**
 * Texts of a format that has no placeholders, as people keep templates in it all the same: `{{name}}` where that occurs,
 * else `{name}` where no other brace does; otherwise everything is text.
 */
export function readEitherBraces(texts: readonly string[]): ReadTexts {
  const isDouble = texts.some((text) => text.includes("{{"));
  if (isDouble && texts.every(isPlainMustache) && namesIn(texts, "mustache").length > 0)
    return readDoubleBraces(texts);
  const isSingle = texts.every((text) => parseTemplate(text, "f-string").problems.length === 0);
  const singles = isSingle ? namesIn(texts, "f-string") : [];
  if (singles.length > 0)
    return { templateFormat: "f-string", texts: [...texts], names: singles, renamed: [] };
  return readDoubleBraces(texts);
}

/** Sections count: Langfuse’s own client fills them in as Mustache does. */
const isPlainMustache = (text: string): boolean => {
  const { segments, problems } = parseTemplate(text, "mustache");
  return (
    problems.length === 0 &&
    segments.every(({ kind }) => kind !== "comment" && kind !== ("reference" as string))
  );
};

const namesIn = (texts: readonly string[], format: RunnableFormat): string[] => [
  ...new Set(texts.flatMap((text) => parseTemplate(text, format).variables)),
];

const placeholder = /\{\{[ \t]{0,8}([\p{L}_][\p{L}\p{N}_.\- ]{0,79}?)[ \t]{0,8}\}\}/gu;

/** A template whose only tags are plain variables, as an f-string template. */
export const placeholdersToFString = (text: string): string => asFString(text, new Map());

/** `names` tells what each placeholder became, over all texts. */
function asFString(text: string, names: Map<string, string>): string {
  let written = "";
  let from = 0;
  for (const match of text.matchAll(placeholder)) {
    written += doubled(text.slice(from, match.index));
    written += `{${nameFor(match[1] ?? "", names)}}`;
    from = match.index + match[0].length;
  }
  return written + doubled(text.slice(from));
}

/** Braces that are text, in an f-string template. */
export const doubled = (text: string): string => text.replace(/\{+|\}+/g, "$&$&");

function nameFor(from: string, names: Map<string, string>): string {
  const known = names.get(from);
  if (known !== undefined) return known;
  const plain = from.replace(/[^\p{L}\p{N}_]+/gu, "_").slice(0, 60);
  const taken = new Set(names.values());
  const isFree = (name: string) => isVariableName(name) && !reservedNames.has(name) && !taken.has(name);
  let name = isVariableName(plain) && !reservedNames.has(plain) ? plain : `${plain}_value`;
  for (let count = 2; !isFree(name); count += 1) name = `${plain}_${count}`;
  names.set(from, name);
  return name;
}

/**
 * A template with its variables as `{{name}}` and its text as text, for formats that know nothing else. `ambiguous`: some
 * of its text will be read as a placeholder; `sections`: tags of Mustache that stay in the text.
 */
export function toDoubleBraces(
  template: string,
  format: RunnableFormat,
): { text: string; names: string[]; ambiguous: boolean; sections: boolean } {
  const { segments } = parseTemplate(template, format);
  let text = "";
  let literal = "";
  const literals: string[] = [];
  const names = new Set<string>();
  let sections = false;
  for (const segment of segments) {
    if (segment.kind === "variable") {
      // Three in a row are another tag.
      if (literal.endsWith("{")) literal += "{";
      text += `{{${segment.name}}}`;
      names.add(segment.name);
      literals.push(literal);
      literal = "";
      continue;
    }
    if (segment.kind === "comment") continue;
    const written = template.slice(segment.start, segment.end);
    const said = segment.kind === "escape" ? written.slice(0, 1) : written;
    if (isNamed(segment) || segment.kind === "item") sections = true;
    else literal += said;
    text += said;
  }
  literals.push(literal);
  return { text, names: [...names], sections, ambiguous: literals.some((one) => one.includes("{{")) };
}
