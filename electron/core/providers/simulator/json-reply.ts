import type { JsonSchema } from "#shared/model/content.ts";
import { shapeInText } from "./example-shape.ts";
import { fieldsInText } from "./field-list.ts";
import { type FieldSource, numberFor, textFor, textsFor, truthFor } from "./field-value.ts";
import { findAmounts, findCodes, findDates, findEmails, findNames } from "./found-values.ts";
import { chooseLabel } from "./labels.ts";
import { centralSentences } from "./relevance.ts";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A hostile schema may refer to itself, or be as large as a book. */
const maxDepth = 8;
const maxNodes = 2_000;

/** The form that a request asks its JSON to have: its schema, an example in the prompt, or the fields it names. */
export function requestedShape(instructions: string, outputSchema: JsonSchema | null): JsonSchema | null {
  return outputSchema ?? shapeInText(instructions) ?? fieldsInText(instructions);
}

/** A value of exactly the form, filled from the data. Without a form: what can be found. */
export function jsonReply(shape: JsonSchema | null, source: FieldSource): Json {
  if (shape === null) return whatIsThere(source);
  return build("", shape, source, { root: shape, nodes: 0 }, 0);
}

interface Walk {
  root: JsonSchema;
  nodes: number;
}

function build(name: string, given: JsonSchema, source: FieldSource, walk: Walk, depth: number): Json {
  const shape = resolve(given, walk, 0);
  walk.nodes += 1;
  if (depth > maxDepth || walk.nodes > maxNodes) return null;
  if ("const" in shape) return shape.const as Json;
  const types = typesOf(shape);
  const own = { ...source, mayBeNull: types.includes("null") || (source.mayBeNull && !source.isRow) };
  if (Array.isArray(shape.enum)) return chooseFrom(shape.enum as Json[], source);
  const implied =
    shape.properties !== undefined ? "object" : shape.items !== undefined ? "array" : typeByName(name);
  switch (types.find((type) => type !== "null") ?? (types.includes("null") ? "null" : implied)) {
    case "object":
      return buildObject(shape, source, walk, depth);
    case "array":
      return buildArray(name, shape, source, walk, depth);
    case "boolean":
      return truthFor(name, source);
    case "integer":
    case "number":
      return within(numberFor(name, shape, own), shape, types);
    case "null":
      return null;
    default: {
      const text = textFor(name, shape, own);
      return fitted(text, shape);
    }
  }
}

const typesOf = (shape: JsonSchema): string[] =>
  Array.isArray(shape.type) ? shape.type.map(String) : typeof shape.type === "string" ? [shape.type] : [];

const namedTypes: [name: RegExp, type: string][] = [
  [/^(?:is|has|can|should|needs?|requires?|was|are)_|^(?:is|has|can|should)\p{Lu}|^是否/u, "boolean"],
  [
    /(?:^|_)(?:phone|order|invoice|ticket|tracking|reference|account)_?(?:number|no|id)?$|_id$|code$|号码?$|编号/i,
    "string",
  ],
  [
    /score|rating|confidence|probab|(?:^|_)count|number_of|quantity|^qty|(?:^|_)age$|price|amount|total|(?:^|_)cost|percent|^year$|年龄|价格|金额|数量|评分|得分|分数|总价|总额/i,
    "number",
  ],
  [
    /(?:^|_)(?:tags|keywords|topics|items|list|points|steps|reasons)$|列表|关键词|要点|步骤|标签列表/i,
    "array",
  ],
  [/[^su]s$(?<!status|address|analysis|news|basis|always)/i, "array"],
];

/** The type that a field's name promises, where nothing else says it. */
const typeByName = (name: string): string =>
  namedTypes.find(([pattern]) => pattern.test(name))?.[1] ?? "string";

/** Follows `#/…` references and takes the first alternative that is not null. */
function resolve(shape: JsonSchema, walk: Walk, hops: number): JsonSchema {
  if (hops > 10) return {};
  if (typeof shape.$ref === "string") {
    let at: unknown = walk.root;
    for (const key of shape.$ref.replace(/^#\/?/, "").split("/").filter(Boolean)) {
      const holder = at as Record<string, unknown> | null;
      at =
        typeof holder === "object" && holder !== null && Object.hasOwn(holder, key) ? holder[key] : undefined;
    }
    return typeof at === "object" && at !== null ? resolve(at as JsonSchema, walk, hops + 1) : {};
  }
  const choices = shape.anyOf ?? shape.oneOf;
  if (Array.isArray(choices)) {
    const objects = choices.filter(
      (choice): choice is JsonSchema =>
        typeof choice === "object" && choice !== null && !Array.isArray(choice),
    );
    const chosen = objects.find((choice) => choice.type !== "null");
    if (chosen === undefined) return { type: "null" };
    const resolved = resolve(chosen, walk, hops + 1);
    const canBeNull = objects.some((choice) => choice.type === "null");
    return canBeNull && typeof resolved.type === "string"
      ? { ...resolved, type: [resolved.type, "null"] }
      : resolved;
  }
  if (Array.isArray(shape.allOf))
    return Object.assign({}, ...shape.allOf, shape, { allOf: undefined }) as JsonSchema;
  return shape;
}

function buildObject(shape: JsonSchema, source: FieldSource, walk: Walk, depth: number): Json {
  const properties = (shape.properties ?? {}) as Record<string, unknown>;
  const entries = Object.entries(properties).map(([name, property]): [string, Json] => [
    name,
    build(name, isSchema(property) ? property : {}, source, walk, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

function buildArray(name: string, shape: JsonSchema, source: FieldSource, walk: Walk, depth: number): Json {
  const items = isSchema(shape.items) ? resolve(shape.items, walk, 0) : { type: "string" };
  const min = typeof shape.minItems === "number" ? Math.min(shape.minItems, 50) : 0;
  const max = typeof shape.maxItems === "number" ? shape.maxItems : 50;
  if (items.properties !== undefined) {
    const rows = rowsOf(source.data);
    const parts = rows.length > 0 ? rows : centralSentences(source.data, Math.max(min, 1));
    return pad(parts, min)
      .slice(0, max)
      .map((data) => build(name, items, { ...source, data, isRow: rows.length > 0 }, walk, depth + 1));
  }
  const types = typesOf(items);
  if (Array.isArray(items.enum)) return pad([chooseFrom(items.enum as Json[], source)], min).slice(0, max);
  if (types.includes("string") || types.length === 0) {
    return pad(textsFor(name, source), min)
      .slice(0, max)
      .map((text) => fitted(text, items));
  }
  const single = build(name, items, source, walk, depth + 1);
  return single === null && min === 0 ? [] : pad([single], min).slice(0, max);
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const pad = <T extends Json>(list: T[], min: number): T[] =>
  list.length >= min || list.length === 0
    ? list
    : Array.from({ length: min }, (_, at) => list[at % list.length] as T);

/** Lines of a table: something in words and at least two figures. */
const rowsOf = (data: string): string[] =>
  data
    .split("\n")
    .map((line) => line.replace(/^\s*[-*•|]\s*/, "").trim())
    .filter((line) => /^\d+\s*[x×]?\s+\S/.test(line) && /\p{L}{2}/u.test(line))
    .filter((line) => (line.match(/(?<![\p{L}\d-])\d[\d.,]*/gu)?.length ?? 0) >= 2);

function chooseFrom(choices: Json[], source: FieldSource): Json {
  const texts = choices.filter((choice) => typeof choice === "string");
  if (texts.length === 0) return choices[0] ?? null;
  return chooseLabel(texts, source.data);
}

function within(value: number | null, shape: JsonSchema, types: string[]): number | null {
  if (value === null) return null;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = shape;
  const low =
    typeof minimum === "number"
      ? minimum
      : typeof exclusiveMinimum === "number"
        ? exclusiveMinimum + 1
        : -Infinity;
  const high =
    typeof maximum === "number"
      ? maximum
      : typeof exclusiveMaximum === "number"
        ? exclusiveMaximum - 1
        : Infinity;
  const held = Math.min(Math.max(value, low), high);
  return types.includes("integer") ? Math.round(held) : held;
}

function fitted(text: string | null, shape: JsonSchema): string | null {
  if (text === null) return null;
  const max = typeof shape.maxLength === "number" ? shape.maxLength : Number.POSITIVE_INFINITY;
  const min = typeof shape.minLength === "number" ? Math.min(shape.minLength, 10_000) : 0;
  return text.slice(0, max).padEnd(min, ".");
}

/** "As JSON", without a word about its form: other names each time a prompt says so little would be no different. */
function whatIsThere({ data, answer }: FieldSource): Json {
  const found: Record<string, Json> = {};
  const [code] = findCodes(data);
  const [date] = findDates(data);
  const amount = findAmounts(data).at(-1);
  if (code !== undefined) found.reference = code;
  if (date !== undefined) found.date = date;
  if (amount !== undefined) found.amount = amount;
  const [email] = findEmails(data);
  if (email !== undefined) found.email = email;
  const names = findNames(data).slice(0, 3);
  if (names.length > 0) found.names = names;
  return Object.keys(found).length === 0 ? { answer } : found;
}
