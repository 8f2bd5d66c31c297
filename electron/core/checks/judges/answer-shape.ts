import type { JsonSchema } from "#shared/model/content.ts";

/**
 * What a judge's answer must hold, field by field in this order. text: any, not empty. share: a number from 0 to 1.
 * A list of words: one of them. From one shape come the schema that is sent, and the reading of what comes back.
 */
export type Field = "text" | "share" | "boolean" | "texts" | readonly string[] | { each: Shape };
export interface Shape {
  [name: string]: Field;
}

export type AnswerOf<S extends Shape> = { [K in keyof S]: ValueOf<S[K]> };
type ValueOf<F> = F extends "text"
  ? string
  : F extends "share"
    ? number
    : F extends "boolean"
      ? boolean
      : F extends "texts"
        ? string[]
        : F extends readonly (infer W)[]
          ? W
          : F extends { each: infer S extends Shape }
            ? AnswerOf<S>[]
            : never;

export function schemaOf(shape: Shape): JsonSchema {
  return {
    type: "object",
    properties: Object.fromEntries(
      Object.entries(shape).map(([name, field]) => [name, schemaOfField(field)]),
    ),
    required: Object.keys(shape),
    additionalProperties: false,
  };
}

function schemaOfField(field: Field): JsonSchema {
  if (field === "text") return { type: "string" };
  if (field === "share") return { type: "number", minimum: 0, maximum: 1 };
  if (field === "boolean") return { type: "boolean" };
  if (field === "texts") return { type: "array", items: { type: "string" } };
  if ("each" in field) return { type: "array", items: schemaOf(field.each) };
  return { type: "string", enum: [...field] };
}
