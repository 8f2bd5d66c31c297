import { z } from "zod";

type Json = z.infer<ReturnType<typeof z.json>>;
interface Schema {
  const?: Json;
  default?: Json;
  enum?: Json[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  type?: string;
  pattern?: string;
  format?: string;
  minLength?: number;
  minimum?: number;
  minItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
}

/** Ids that exist in the workspace under test, by their prefix. */
export type KnownIds = Record<string, string>;

/** An input that fits the schema in every field, the optional ones too: as good as a page would send. */
export function exampleInput(input: z.ZodType, ids: KnownIds): Json {
  return example(z.toJSONSchema(input, { io: "input", unrepresentable: "any" }) as Schema, ids);
}

function example(schema: Schema, ids: KnownIds, name = ""): Json {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum?.[0] !== undefined) return schema.enum[0];
  const first = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (first !== undefined) return example(first, ids, name);
  switch (schema.type) {
    case "string":
      return exampleText(schema, ids, name);
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "boolean":
      return true;
    case "array":
      return Array.from({ length: schema.items === undefined ? 0 : Math.max(1, schema.minItems ?? 0) }, () =>
        example(schema.items ?? {}, ids, name),
      );
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, field]) => [key, example(field, ids, key)]),
      );
    default:
      return null;
  }
}

function exampleText({ pattern = "", format }: Schema, ids: KnownIds, name: string): string {
  if (format === "date") return "2026-11-24";
  if (format === "date-time") return "2026-11-24T12:00:00.000Z";
  if (/models?$/i.test(name)) return "simulator/fast";
  const prefix = /^\^([a-z]{3})_/.exec(pattern)?.[1];
  if (prefix !== undefined) return ids[prefix] ?? `${prefix}_none`;
  return pattern.includes("http") ? "http://127.0.0.1:9/v1" : "abcd";
}

export interface Place {
  path: (string | number)[];
  value: Json;
}

/** Every place of the input where a value stands, the whole of it first; of a list's items, which are alike, those of one. */
export function placesOf(value: Json, path: Place["path"] = []): Place[] {
  const inside = Array.isArray(value)
    ? value.slice(0, 1).flatMap((item, at) => placesOf(item, [...path, at]))
    : typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([name, item]) => placesOf(item, [...path, name]))
      : [];
  return [{ path, value }, ...inside];
}

export function withValueAt(input: Json, [step, ...rest]: Place["path"], hostile: unknown): unknown {
  if (step === undefined) return hostile;
  const copy = structuredClone(input) as Record<string | number, Json>;
  copy[step] = withValueAt(copy[step] ?? null, rest, hostile) as Json;
  return copy;
}

/** What has broken programs: names that every object has, paths, SQL, broken and endless text, numbers beyond all numbers. */
export const hostileValues: readonly unknown[] = [
  "__proto__",
  "constructor",
  "toString",
  "..",
  ".",
  "con",
  "../../etc/passwd",
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\u202e\u200b\ufeff",
  "x".repeat(10_000),
  "' OR 1=1 --",
  '"; DROP TABLE prompts; --',
  'NEAR("a" "b"',
  "%_*?[a",
  "{{constructor.constructor('return process')()}}",
  Number.POSITIVE_INFINITY,
  Number.NaN,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER + 2,
  1e308,
  null,
  true,
  [],
  [[[[[]]]]],
  {},
  { toString: "x", valueOf: 1, hasOwnProperty: null },
  { constructor: { prototype: { polluted: true } } },
  JSON.parse('{"__proto__":{"polluted":true}}'),
];
