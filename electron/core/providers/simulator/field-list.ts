import type { JsonSchema } from "#shared/model/content.ts";
import { textShape } from "./example-shape.ts";
import { withoutMark } from "./words.ts";

const amount =
  "(?:(?:the|these|exactly|only|just|following|required|two|three|four|five|six|seven|eight|top-level|\\d+)\\s+)*";
const noun = "(?:fields?|keys?|properties|attributes|columns|members)";

const leads = [
  new RegExp(
    `\\b${noun}\\s*(?:must be|should be|named|called|are|is|as follows)?\\s*[:：]?\\s+(?=[\`"'“\\p{L}_])`,
    "giu",
  ),
  new RegExp(`\\b${noun}\\s*[:：]\\s*`, "giu"),
  new RegExp(
    `\\bJSON(?:\\s+(?:object|document|array|format|only|output|list))*\\s*,?\\s*(?:that (?:has|contains|includes)|with|containing|including|having|of|holding)\\s+${amount}(?:${noun}\\s*[:：]?\\s*)?`,
    "giu",
  ),
  /(?:字段|键名?|属性)(?:名)?(?:分别)?(?:有|为|是|包括|包含|如下)?\s*[:：]?\s*/gu,
  /JSON[^。\n]{0,10}?(?:包含|包括|含有|含|带有|具有)\s*(?:以下|如下)?\s*(?:字段|键)?\s*[:：]?\s*/giu,
];

/** The fields that a prompt names in words: "with fields name, age (number) and tags", "包含字段：姓名、年龄", or a list below. */
export function fieldsInText(text: string): JsonSchema | null {
  let best: Record<string, JsonSchema> = {};
  for (const lead of leads) {
    for (const match of [...text.matchAll(lead)].slice(0, 50)) {
      const tail = text.slice(match.index + match[0].length, match.index + match[0].length + 1_500);
      const fields = readInline(tail);
      const listed = Object.keys(fields).length > 0 ? fields : readLines(tail);
      if (Object.keys(listed).length > Object.keys(best).length) best = listed;
    }
  }
  if (Object.keys(best).length === 0) best = readLines(afterColon(text));
  const names = Object.keys(best);
  return names.length === 0 ? null : { type: "object", properties: best, required: names };
}

/** What follows the first line that speaks of JSON and ends in a colon. */
function afterColon(text: string): string {
  const match = /\bJSON\b[^\n]*[:：]\s*\n/i.exec(text);
  return match === null ? "" : text.slice(match.index + match[0].length);
}

function readInline(tail: string): Record<string, JsonSchema> {
  const fields: Record<string, JsonSchema> = {};
  const end =
    /\.(?=\s|$)|[。；;\n!！]|\s(?:for|from|based on|about|describing|using|in the|of the|that|which)(?=[\s:：.。]|$)/i.exec(
      maskBrackets(tail),
    );
  const list = tail.slice(0, end?.index ?? tail.length);
  for (const part of splitOutsideBrackets(list)) {
    const field = readField(part);
    if (field === "skip") continue;
    if (field === null) break;
    fields[field.name] = field.shape;
  }
  return fields;
}

function readLines(tail: string): Record<string, JsonSchema> {
  const fields: Record<string, JsonSchema> = {};
  for (const line of tail.replace(/^(?!\s*[-*•`"“\d])[^\n]{0,60}\n/, "").split("\n")) {
    if (line.trim() === "") {
      if (Object.keys(fields).length > 0) break;
      continue;
    }
    const isEntry = /^\s*(?:[-*•]|\d{1,2}[.)、])\s+/.test(line) || /^\s*[`"“]/.test(line);
    const field = isEntry ? readField(withoutMark(line)) : null;
    if (field === null || field === "skip") break;
    fields[field.name] = field.shape;
  }
  return fields;
}

const fieldPattern =
  /^[`"'“「*]*([\p{L}_][\p{L}\p{N}_]*(?:[ -][\p{L}\p{N}_]+){0,2})[`"'”」*]*\s*(?:\(([^)]*)\)|（([^）]*)）)?\s*(?:(?:[:：=]|–|—| - | as )\s*(.*))?$/u;

function readField(part: string): { name: string; shape: JsonSchema } | "skip" | null {
  const text = part
    .trim()
    .replace(/^(?:and|a|an|the|one|以及|和|与)\s*(?=[\p{L}`"'“])/iu, (word) =>
      /[a-z]$/i.test(word) ? word : "",
    )
    .trim();
  if (/^(?:and\s+)?(?:nothing|no other|only|etc|so on|and$|$|等)/i.test(text)) return "skip";
  const match = fieldPattern.exec(text);
  if (match === null) return null;
  const [, rawName = "", inBrackets, inWideBrackets, after] = match;
  const name = rawName.trim().replace(/[ -]+/g, "_");
  if (
    /^(?:with|that|which|in|from|for|of|using|where|no|not|as|to|if|each|every|markdown|explanation)(?:_|$)/i.test(
      name,
    ) ||
    name === "__proto__"
  )
    return null;
  return { name, shape: wordedShape((inBrackets ?? inWideBrackets ?? after ?? "").trim()) };
}

/** A hint in words may name a type or choices; a mere description leaves the type to the field's name. */
function wordedShape(hint: string): JsonSchema {
  const { type, ...shape } = textShape(hint);
  const isNamed =
    type !== "string" || shape.enum !== undefined || /^(?:string|text|字符串|文本)\b/i.test(hint);
  return isNamed ? { type: type ?? "string", ...shape } : shape;
}

/** The same text with everything inside brackets and quotes blanked, so that a full stop in them ends nothing. */
const maskBrackets = (text: string): string =>
  text.replace(/\([^)\n]*\)|（[^）\n]*）|"[^"\n]*"|`[^`\n]*`/g, (inner) => "x".repeat(inner.length));

function splitOutsideBrackets(list: string): string[] {
  const masked = maskBrackets(list);
  const parts: string[] = [];
  let from = 0;
  for (const match of masked.matchAll(
    /\s*[,，、]\s*(?:and\s+)?|\s+and\s+|\s+plus\s+|(?<=\p{Script=Han})\s*[和与及]\s*(?=\p{Script=Han})|\s*[和与及]\s*(?=[\w`"“])|以及/giu,
  )) {
    parts.push(list.slice(from, match.index));
    from = match.index + match[0].length;
  }
  parts.push(list.slice(from));
  return parts;
}
