import { z } from "zod";
import type { VariableValue } from "../model/content.ts";

/** A value as a text to compare with: numbers and truth values as they are written, anything else as JSON. */
export const asText = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "");

const present = z.unknown().refine((value) => value !== null && value !== undefined, "A value is needed.");

/** Any value but none, as text. */
export const textValue = present.transform(asText);

/**
 * A list, or a text with commas between its items; an item that holds a comma stands in double quotes. An empty item of a
 * list is refused: a variable that is empty in this case must not make a check of several texts one of fewer.
 */
export const listValue = present
  .transform((value) =>
    Array.isArray(value) ? value.map(asText) : splitList(asText(value)).filter((item) => item !== ""),
  )
  .refine((items) => !items.includes(""), "One of the texts is empty.")
  .refine((items) => items.length > 0, "At least one text is needed.");

/** One reference, or several of which the best counts. */
export const referencesValue = present
  .transform((value) => (Array.isArray(value) && value.length > 0 ? value.map(asText) : [asText(value)]))
  .refine((items) => items.length <= 100, "At most 100 references.");

/** JSON as it is, or as text. */
export const jsonValue = present.transform((value): VariableValue => {
  const read = typeof value === "string" ? jsonOf(value) : undefined;
  return (read === undefined ? value : read) as VariableValue;
});

export const numberValue = present.transform((value, context) => {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  context.addIssue({ code: "custom", message: "A number is needed." });
  return z.NEVER;
});

export interface Bounds {
  min: number | null;
  max: number | null;
}

const bound = z.number().min(0).nullable().default(null);
const boundsObject = z
  .object({ min: bound, max: bound })
  .refine(({ min, max }) => min !== null || max !== null, "Set a least or a greatest number.")
  .refine(({ min, max }) => min === null || max === null || min <= max, "The least is over the greatest.");

/** A number for exactly so many, `{min, max}`, or either as text; also `10-20`. */
export const boundsValue = present.transform((value, context): Bounds => {
  const text = typeof value === "string" ? value.trim() : null;
  const range = text === null ? null : /^(\d+)\s*[-–]\s*(\d+)$/.exec(text);
  const written = range !== null ? { min: Number(range[1]), max: Number(range[2]) } : value;
  const raw = typeof written === "string" ? (jsonOf(written) ?? null) : written;
  const read = boundsObject.safeParse(typeof raw === "number" ? { min: raw, max: raw } : raw);
  if (read.success) return read.data;
  context.addIssue({
    code: "custom",
    message:
      read.error.issues[0]?.code === "custom"
        ? read.error.issues[0].message
        : "A number or {min, max} is needed.",
  });
  return z.NEVER;
});

/** undefined: the text is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `a, "b, c"` → `a` and `b, c`. A quote that does not embrace a whole item is part of the text. */
export function splitList(text: string): string[] {
  const items: string[] = [];
  const item = /\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))(,|$)/y;
  for (let at = 0; at <= text.length; ) {
    item.lastIndex = at;
    const match = item.exec(text);
    if (match === null) break;
    items.push(match[1] === undefined ? (match[2] ?? "").trim() : match[1].replaceAll('""', '"'));
    if (match[3] === "") break;
    at = item.lastIndex;
  }
  return items;
}
