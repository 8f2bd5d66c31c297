import type { JsonSchema } from "#shared/model/content.ts";

/** Deeper forms than this are cut off; nobody writes them by hand. */
const maxDepth = 8;
/** Values read before the search is given up: a text of nothing but brackets must not hold up the page. */
const maxValues = 3_000;

/**
 * The form that an example in a prompt shows, as a schema: `{"name": "text", "score": 0, "mood": "good|bad", tags: [...]}`.
 * Forgiving: single quotes, bare words, comments and dots in place of values are understood. null where there is none.
 */
export function shapeInText(text: string): JsonSchema | null {
  const reader: Reader = { text, at: 0, left: maxValues };
  for (const { 0: open, index: at } of text.matchAll(/[{[]/g)) {
    if (reader.left <= 0) return null;
    reader.at = at;
    const shape = readValue(reader, 0);
    const isForm =
      shape !== null && (shape.properties !== undefined || (open === "[" && hasProperties(shape.items)));
    if (isForm) return asSchema(text.slice(at, reader.at)) ?? shape;
  }
  return null;
}

const hasProperties = (items: unknown): boolean =>
  (items as JsonSchema | undefined)?.properties !== undefined;

/** A JSON Schema that was pasted into the prompt is meant, not an example that looks like one. */
function asSchema(json: string): JsonSchema | null {
  try {
    const parsed = JSON.parse(json) as JsonSchema;
    const hasForm = typeof parsed.properties === "object" && parsed.properties !== null;
    return hasForm && (parsed.type === "object" || parsed.$schema !== undefined) ? parsed : null;
  } catch {
    return null;
  }
}

interface Reader {
  text: string;
  at: number;
  left: number;
}

function readValue(reader: Reader, depth: number): JsonSchema | null {
  skipBlanks(reader);
  const first = reader.text[reader.at];
  reader.left -= 1;
  if (depth > maxDepth || reader.left <= 0 || first === undefined) return null;
  if (first === "{") return readObject(reader, depth);
  if (first === "[") return readArray(reader, depth);
  if (/["'“‘`]/.test(first)) return textShape(readQuoted(reader) ?? "");
  const [bare = ""] = /^[^,}\]\n]*/.exec(reader.text.slice(reader.at, reader.at + 200)) ?? [];
  reader.at += bare.length;
  return bareShape(bare.replace(/\/\/.*$/, "").trim());
}

function readObject(reader: Reader, depth: number): JsonSchema | null {
  const properties: Record<string, JsonSchema> = {};
  reader.at += 1;
  for (;;) {
    skipBlanks(reader);
    if (reader.text[reader.at] === "}") {
      reader.at += 1;
      return Object.keys(properties).length === 0
        ? null
        : { type: "object", properties, required: Object.keys(properties) };
    }
    const key = readQuoted(reader) ?? readBareKey(reader);
    skipBlanks(reader);
    if (key === null || key === "__proto__" || !/[:：]/.test(reader.text[reader.at] ?? "")) return null;
    reader.at += 1;
    const value = readValue(reader, depth + 1);
    if (value === null) return null;
    properties[key] = value;
  }
}

function readArray(reader: Reader, depth: number): JsonSchema | null {
  reader.at += 1;
  let items: JsonSchema | null = null;
  for (let guard = 0; guard < 100; guard += 1) {
    skipBlanks(reader);
    const next = reader.text[reader.at];
    if (next === undefined) return null;
    if (next === "]") {
      reader.at += 1;
      return { type: "array", items: items ?? { type: "string" } };
    }
    const before = reader.at;
    const value = readValue(reader, depth + 1);
    items ??= value;
    if (reader.at === before) return null;
  }
  return null;
}

/** Blanks, commas, comments and the dots that stand for "and so on". */
function skipBlanks(reader: Reader): void {
  const blank = /(?:[\s,，]|\/\/[^\n]*|\.{2,}|…)*/y;
  blank.lastIndex = reader.at;
  blank.exec(reader.text);
  reader.at = Math.max(reader.at, blank.lastIndex);
}

function readQuoted(reader: Reader): string | null {
  const quoted =
    /"((?:[^"\\\n]|\\.){0,300})"|'((?:[^'\\\n]|\\.){0,300})'|[“‘]([^”’\n]{0,300})[”’]|`([^`\n]{0,300})`/y;
  quoted.lastIndex = reader.at;
  const match = quoted.exec(reader.text);
  if (match === null) return null;
  reader.at = quoted.lastIndex;
  return match[1] ?? match[2] ?? match[3] ?? match[4] ?? "";
}

function readBareKey(reader: Reader): string | null {
  const bare = /[\p{L}_][\p{L}\p{N}_-]{0,60}\??/uy;
  bare.lastIndex = reader.at;
  const match = bare.exec(reader.text);
  if (match === null) return null;
  reader.at = bare.lastIndex;
  return match[0].replace(/\?$/, "");
}

/** `"positive|negative"` is a choice; `"number"` names a type; anything else describes a text. */
export function textShape(hint: string): JsonSchema {
  const named = bareShape(hint.replace(/^<|>$/g, "").trim());
  if (named.type !== "string" || named.enum !== undefined) return named;
  return { ...(hint === "" ? {} : { description: hint }), type: "string" };
}

function bareShape(word: string): JsonSchema {
  if (/^-?\d+$/.test(word)) return { type: word.length > 1 || word === "0" ? "number" : "integer" };
  if (/^-?\d+[.,]\d+$/.test(word)) return { type: "number" };
  if (/^(?:true|false|bool|boolean|true\s*(?:\||or|\/)\s*false|布尔值?)\b/i.test(word))
    return { type: "boolean" };
  if (/^(?:int|integer|整数)\b/i.test(word)) return { type: "integer", description: word };
  if (/^(?:float|number|numeric|decimal|double|数字|数值)/i.test(word))
    return { type: "number", description: word };
  if (/^-?\d+(?:\.\d+)?\s*(?:-|–|to|到|~|\.\.)\s*\d+(?:\.\d+)?$/i.test(word))
    return { type: "number", description: word };
  if (/^(?:array|list|string\[\]|列表|数组)\b/i.test(word))
    return { type: "array", items: { type: "string" } };
  const choices = word
    .split(/\s*[|/]\s*|\s+or\s+|或/)
    .map((choice) => choice.replace(/^["'“”]|["'“”]$/g, ""));
  const isChoice =
    choices.length > 1 &&
    choices.every((choice) => /^[\p{L}\p{N}_ -]{1,30}$/u.test(choice) && choice.split(" ").length <= 3);
  if (isChoice && choices.some((choice) => /^null$/i.test(choice))) return { type: ["string", "null"] };
  return isChoice
    ? { type: "string", enum: choices }
    : { type: "string", ...(word === "" ? {} : { description: word }) };
}
