import {
  isRunnable,
  type PromptContent,
  type RunnableFormat,
  type Variable,
  type VariableValue,
} from "../../model/content.ts";
import { declareMissingVariables } from "../../text/check-content.ts";
import type { ForeignSyntax, Piece } from "./pieces.ts";
import { readHandlebars } from "./read-handlebars.ts";
import { readJinja } from "./read-jinja.ts";
import { readRunnable } from "./read-runnable.ts";
import { inferTypes, meanTheSame, printedAsJson, shapesOf } from "./shapes.ts";
import { writeForeign } from "./write-foreign.ts";
import { writeFString, writeMustache } from "./write-runnable.ts";

/** undefined: it says more than can be converted. */
export const readForeign = (template: string, syntax: ForeignSyntax): Piece[] | undefined =>
  syntax === "handlebars" ? readHandlebars(template) : readJinja(template, syntax);

export interface Converted {
  templateFormat: RunnableFormat;
  /** In the order in which they were given. */
  templates: string[];
  /** Those that were declared, and those that the templates show to be lists or JSON. */
  variables: Variable[];
  /** Lists and objects that are put into the text as they are; Lathe writes them as JSON. */
  asJson: string[];
}

interface Foreign {
  syntax: ForeignSyntax;
  variables: readonly Variable[];
  /** Values that are known for a name that nothing declares, to tell what it is. */
  given?: ReadonlyMap<string, VariableValue[]>;
  /** The formats that will do, the best first. */
  formats?: readonly RunnableFormat[];
}

/** All templates of a prompt, or none: a prompt has one syntax. undefined: they stay as they are. */
export function convertTemplates(
  templates: readonly (readonly Piece[] | undefined)[],
  foreign: Foreign,
): Converted | undefined {
  try {
    return convertAll(templates, foreign);
  } catch (error) {
    // Nested deeper than anybody writes.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function convertAll(
  templates: readonly (readonly Piece[] | undefined)[],
  { syntax, variables, given = new Map(), formats = ["mustache", "f-string"] }: Foreign,
): Converted | undefined {
  const read: (readonly Piece[])[] = [];
  for (const pieces of templates) {
    if (pieces === undefined) return undefined;
    read.push(pieces);
  }
  const declared = shapesOf(variables);
  const types = inferTypes(read, declared, given);
  const found = [...types].flatMap(([name, type]): Variable[] => (type === "text" ? [] : [{ name, type }]));
  // Plain texts are declared with the rest; here their names count all the same.
  const shapes = shapesOf([...variables, ...[...types].map(([name, type]): Variable => ({ name, type }))]);
  if (!read.every((pieces) => meanTheSame(pieces, shapes, syntax))) return undefined;
  for (const templateFormat of formats) {
    const written = read.map(templateFormat === "mustache" ? writeMustache : writeFString);
    if (!written.every((one) => one !== undefined)) continue;
    return {
      templateFormat,
      templates: written,
      variables: [...variables, ...found],
      asJson: [...new Set(read.flatMap((pieces) => printedAsJson(pieces, shapes)))],
    };
  }
  return undefined;
}

/**
 * A prompt in a syntax of another tool as one that Lathe can send. `kept`: how many of its texts say more than can be
 * converted; then the content is what it was, because a prompt is written in one syntax.
 */
export function convertForeign(
  content: PromptContent,
  to: RunnableFormat,
): { content: PromptContent; kept: number } {
  const { templateFormat, messages, snippets = [] } = content;
  if (isRunnable(templateFormat)) return { content, kept: 0 };
  const sources = [
    ...messages.flatMap((message) => (message.role === "history" ? [] : [message.template])),
    ...snippets.map(({ text }) => text),
  ];
  const foreign = { syntax: templateFormat, variables: content.variables, formats: [to] };
  const read = sources.map((source) => readForeign(source, templateFormat));
  const converted = convertTemplates(read, foreign);
  if (converted === undefined) {
    const alone = read.filter((pieces) => convertTemplates([pieces], foreign) === undefined).length;
    return { content, kept: Math.max(1, alone) };
  }
  const texts = [...converted.templates];
  const next = () => texts.shift() ?? "";
  const changed: PromptContent = {
    ...content,
    templateFormat: converted.templateFormat,
    variables: converted.variables,
    messages: messages.map((message) =>
      message.role === "history" ? message : { ...message, template: next() },
    ),
  };
  if (content.snippets !== undefined)
    changed.snippets = content.snippets.map((snippet) => ({ ...snippet, text: next() }));
  return { content: declareMissingVariables(changed), kept: 0 };
}

/** The templates of a prompt without references, in the syntax of another tool; undefined for those it cannot say. */
export function writeTemplates(
  content: PromptContent,
  syntax: ForeignSyntax,
): { pieces: Piece[] | undefined; template: string | undefined }[] {
  const { templateFormat } = content;
  const shapes = shapesOf(content.variables);
  return content.messages.flatMap((message) => {
    if (message.role === "history") return [];
    if (!isRunnable(templateFormat))
      return [{ pieces: undefined, template: templateFormat === syntax ? message.template : undefined }];
    const pieces = readRunnable(message.template, templateFormat, shapes);
    const same = pieces !== undefined && meanTheSame(pieces, shapes, syntax);
    return [{ pieces, template: same ? writeForeign(pieces, syntax) : undefined }];
  });
}
