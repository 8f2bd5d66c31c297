import { isVariableName, type RunnableFormat } from "../model/content.ts";
import { reservedNames } from "../text/template-segments.ts";

export const variableTag = (name: string, format: RunnableFormat): string =>
  format === "mustache" ? `{{${name}}}` : `{${name}}`;

const pieces = /\{([\p{L}_][\p{L}\p{N}_]{0,63})\}|[{}]/gu;

const isUsable = (name: string | undefined): name is string =>
  name !== undefined && isVariableName(name) && !reservedNames.has(name);

/** A text of the spec as a template: `{name}` is a variable where the name is one, every other brace is a brace. */
export function templateOf(text: string, format: RunnableFormat): string {
  let written = "";
  let copied = 0;
  for (const { 0: whole, 1: name, index } of text.matchAll(pieces)) {
    written = joined(written, text.slice(copied, index));
    if (isUsable(name)) written = joined(written, variableTag(name, format), format);
    else for (const sign of whole) written = joinPlain(written, sign, format);
    copied = index + whole.length;
  }
  return joined(written, text.slice(copied));
}

function joinPlain(written: string, sign: string, format: RunnableFormat): string {
  // What looked like a variable and is none is a name between two braces.
  if (sign !== "{" && sign !== "}") return written + sign;
  return format === "mustache" ? joined(written, sign, format) : written + sign + sign;
}

/** Mustache cannot escape: two braces in a row would open a tag, so a blank comes between them. */
const joined = (written: string, more: string, format: RunnableFormat = "f-string"): string =>
  format === "mustache" && written.endsWith("{") && more.startsWith("{")
    ? `${written} ${more}`
    : written + more;

/** A text without variables as a template: an example, a name, a field. */
export function literalOf(text: string, format: RunnableFormat): string {
  return format === "mustache" ? text.replace(/\{(?=\{)/g, "{ ") : text.replace(/[{}]/g, "$&$&");
}

/** The variables that a text of the spec names, each once, in order. */
export const variablesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(pieces)].flatMap(({ 1: name }) => (isUsable(name) ? [name] : []))),
];
