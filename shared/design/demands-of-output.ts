import type { JsonSchema, PromptContent } from "../model/content.ts";
import type { OutputField, PromptSpec } from "../model/spec.ts";
import { demandsIn } from "../text/lint/demands.ts";
import type { Demand } from "./demand.ts";
import { additions } from "./demands-of-text.ts";
import { schemaOfFields } from "./output-schema.ts";
import type { Reading } from "./reading.ts";
import { normalise } from "./says.ts";
import { literalOf } from "./template-text.ts";
import { wordingOf } from "./wording.ts";

/** The format of the answer, its fields, and the schema that is sent along. */
export function demandsOfOutput(content: PromptContent, spec: PromptSpec): Demand[] {
  const { format } = spec.output;
  const words = wordingOf(spec);
  const said = words.format[format];
  return [
    {
      rule: "output-format-missing",
      level: format === "json" ? "error" : "warning",
      where: "output.format",
      text:
        format === "text"
          ? "The prompt asks for another format than the plain text of the spec."
          : `The prompt does not ask for the format of the spec: ${format}.`,
      data: { detail: format },
      isMet: (reading) => isAsked(format, reading),
      ways: format === "text" ? [] : additions(content, spec, "output", () => [said], "the format"),
    },
    ...spec.output.fields.map((field, index) => fieldNamed(content, spec, field, index)),
    ...demandsOfSchema(content, spec),
  ];
}

const signs: Record<Exclude<PromptSpec["output"]["format"], "text" | "json">, RegExp> = {
  markdown: /\bmarkdown\b/,
  table: /\btable\b|表格/,
  list: /\b(?:bullet(?:ed|s)?|lists?|numbered|one (?:item|point) (?:on|per) (?:each )?line)\b|列表|清单|逐条|分点|分条|每行一[项条个]/,
};

function isAsked(format: PromptSpec["output"]["format"], { instructions, content }: Reading): boolean {
  const { responseFormat = "text" } = content.model;
  if (format === "json") return responseFormat !== "text" || isNamed(instructions.text, /\bjson\b/);
  if (format !== "text") return isNamed(instructions.text, signs[format]);
  if (responseFormat !== "text") return false;
  return !demandsIn(instructions.text).some(
    ({ topic, value, subject }) =>
      subject === "" && (topic === "json" || (topic === "format" && value !== "plain")),
  );
}

/** In some place without a “no” before it. */
function isNamed(text: string, pattern: RegExp): boolean {
  for (const { index } of text.matchAll(new RegExp(pattern.source, "gu"))) {
    const before = text.slice(Math.max(0, index - 24), index);
    if (
      !/(?:\bnot|n't|\bno|\bnever|\bavoid|\bwithout)\s[^.\n]{0,14}$|(?:不要|不得|不用|禁止|避免|请勿)[^。\n]{0,8}$/u.test(
        before,
      )
    )
      return true;
  }
  return false;
}

function fieldNamed(content: PromptContent, spec: PromptSpec, field: OutputField, index: number): Demand {
  const { format } = spec.output;
  const words = wordingOf(spec);
  return {
    rule: "output-field-missing",
    level: format === "json" ? "error" : "warning",
    where: `output.fields[${index}]`,
    text: `The prompt does not name the field “${field.name}” of the answer.`,
    data: { name: field.name },
    isMet: ({ instructions, content: now }) =>
      (format === "json" ? namesKey : hasName)(instructions.text, field.name) ||
      (now.model.responseFormat === "json-schema" &&
        Object.hasOwn(propertiesOf(now.outputSchema), field.name)),
    ways: additions(
      content,
      spec,
      "output",
      (templateFormat) => [literalOf(words.field(field, format), templateFormat)],
      "the field",
    ),
  };
}

const aboutKeys = /\bjson\b|\bfields?\b|\bkeys?\b|\bpropert(?:y|ies)\b|字段|属性|键/;

/**
 * A key counts letter by letter, and as a key: in quotes, as an item of a list, before a colon, or in a line that speaks of
 * keys. “Answer in French” does not name the field “answer”.
 */
function namesKey(text: string, name: string): boolean {
  const wanted = normalise(name);
  if (wanted === "") return true;
  return text.split("\n").some((line) => {
    for (let at = line.indexOf(wanted); at >= 0; at = line.indexOf(wanted, at + 1)) {
      const [before, after] = [line.slice(0, at), line.slice(at + wanted.length)];
      if (/[\p{Script=Latin}\p{N}_]$/u.test(before) && /^[\p{Script=Latin}\p{N}_]/u.test(wanted)) continue;
      if (/^[\p{Script=Latin}\p{N}_]/u.test(after) && /[\p{Script=Latin}\p{N}_]$/u.test(wanted)) continue;
      const isMarked =
        /["'`「*]$/u.test(before) ||
        /^\s*(?:[-*•·]|\d{1,3}[.)、])\s*$/u.test(before) ||
        /^\s*[:：(（=]/u.test(after);
      if (isMarked || aboutKeys.test(before + after)) return true;
    }
    return false;
  });
}

/** As a word of its own; a name of several words may be written with _ or blanks. */
function hasName(text: string, name: string): boolean {
  const plain = normalise(name);
  if (plain === "") return true;
  const spaced = (one: string) => one.replace(/[_\s-]+/g, " ");
  const [within, wanted] = [spaced(text), spaced(plain)];
  for (let at = within.indexOf(wanted); at >= 0; at = within.indexOf(wanted, at + 1)) {
    const isWord = (sign: string | undefined) => sign !== undefined && /[\p{Script=Latin}\p{N}]/u.test(sign);
    const startsInWord = isWord(wanted[0]) && isWord(within[at - 1]);
    const endsInWord = isWord(wanted.at(-1)) && isWord(within[at + wanted.length]);
    if (!startsInWord && !endsInWord) return true;
  }
  return false;
}

const propertiesOf = (schema: JsonSchema | null): Record<string, unknown> => {
  const properties = schema?.properties;
  return typeof properties === "object" && properties !== null && !Array.isArray(properties)
    ? properties
    : {};
};

/** A schema is sent with each call, so it must be of the spec's fields. */
function demandsOfSchema(content: PromptContent, spec: PromptSpec): Demand[] {
  const { format, fields } = spec.output;
  const wanted = propertiesOf(schemaOfFields(fields));
  const about = { rule: "output-schema-mismatch", level: "error" } as const;
  if (format !== "json") {
    return content.outputSchema === null && (content.model.responseFormat ?? "text") === "text"
      ? []
      : [
          {
            ...about,
            where: "output.format",
            text: `The provider is asked for JSON, and the spec for ${format}.`,
            data: { detail: "not-json", format },
            isMet: ({ content: now }) => (now.model.responseFormat ?? "text") === "text",
            ways: [
              {
                text: "Ask the provider for text",
                apply: ({ model: { responseFormat: _format, ...model }, ...now }) => ({
                  ...now,
                  model,
                  outputSchema: null,
                }),
              },
            ],
          },
        ];
  }
  if (content.outputSchema === null) return [];
  return fields.flatMap(({ name, type }, index): Demand[] => {
    if (!Object.hasOwn(wanted, name)) return [];
    return [
      {
        ...about,
        where: `output.fields[${index}]`,
        text: `The output schema does not have the field “${name}” as the spec has it (${type}).`,
        data: { detail: "field", name, type },
        isMet: ({ content: now }) =>
          now.outputSchema === null || fits(propertiesOf(now.outputSchema)[name], type),
        ways: [
          {
            text: `Put the field “${name}” into the schema`,
            apply: (now) => ({ ...now, outputSchema: withProperty(now.outputSchema, name, wanted[name]) }),
          },
        ],
      },
    ];
  });
}

const jsonTypes: Record<OutputField["type"], readonly string[]> = {
  text: ["string"],
  number: ["number", "integer"],
  boolean: ["boolean"],
  list: ["array"],
  object: ["object"],
};

/** What a person wrote into the schema beyond the type is theirs. */
function fits(property: unknown, type: OutputField["type"]): boolean {
  if (typeof property !== "object" || property === null) return false;
  const { type: stated, enum: choices, anyOf, oneOf, $ref } = property as JsonSchema;
  if (stated === undefined) return [choices, anyOf, oneOf, $ref].some((one) => one !== undefined);
  const names = Array.isArray(stated) ? stated : [stated];
  return names.some((name) => jsonTypes[type].includes(String(name)));
}

function withProperty(schema: JsonSchema | null, name: string, property: unknown): JsonSchema {
  const required = Array.isArray(schema?.required) ? schema.required.filter((one) => one !== name) : [];
  return {
    ...schema,
    type: "object",
    properties: { ...propertiesOf(schema), [name]: property } as JsonSchema,
    required: [...required, name],
  };
}
