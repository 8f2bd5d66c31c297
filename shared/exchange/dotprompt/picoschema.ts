import type { JsonSchema } from "../../model/content.ts";
import { fieldOf, isFields, type Json } from "../read-json.ts";

const scalars = new Set(["any", "boolean", "integer", "null", "number", "string"]);

/** What a schema of dotprompt says as JSON Schema, and the named schemas in it that the file does not hold. */
export interface ReadSchema {
  schema: JsonSchema;
  unknown: string[];
}

/** Picoschema or JSON Schema; undefined: it is neither. */
export function readSchema(value: Json): ReadSchema | undefined {
  const unknown: string[] = [];
  const schema = topSchema(value, unknown);
  return schema === undefined ? undefined : { schema, unknown };
}

function topSchema(value: Json, unknown: string[]): JsonSchema | undefined {
  if (typeof value === "string") {
    const [type, description] = withDescription(value);
    if (!scalars.has(type)) return scalar(value, unknown);
    return { type, ...(description === null ? {} : { description }) };
  }
  if (!isFields(value)) return undefined;
  const type = fieldOf(value, "type");
  if (typeof type === "string" && (scalars.has(type) || type === "object" || type === "array")) return value;
  if (typeof fieldOf(value, "properties") === "object" && fieldOf(value, "properties") !== null)
    return { ...value, type: "object" };
  return pico(value, unknown);
}

function pico(value: Json, unknown: string[]): JsonSchema | undefined {
  if (typeof value === "string") return scalar(value, unknown);
  if (!isFields(value)) return undefined;
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  let additional: JsonSchema | boolean = false;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "(*)") {
      const any = pico(inner, unknown);
      if (any === undefined) return undefined;
      additional = any;
      continue;
    }
    const [written = "", info] = key.split("(");
    const isOptional = written.endsWith("?");
    const name = isOptional ? written.slice(0, -1) : written;
    if (name === "__proto__") return undefined;
    if (!isOptional) required.push(name);
    const property = propertyOf(info, inner, isOptional, unknown);
    if (property === undefined) return undefined;
    properties[name] = property;
  }
  return {
    type: "object",
    properties,
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: additional,
  };
}

function propertyOf(
  info: string | undefined,
  inner: Json,
  isOptional: boolean,
  unknown: string[],
): JsonSchema | undefined {
  if (info === undefined || info === "") {
    const property = pico(inner, unknown);
    return property === undefined ? undefined : isOptional ? nullable(property) : property;
  }
  const [kind, description] = withDescription(info.slice(0, -1));
  const about: JsonSchema = description === null ? {} : { description };
  if (kind === "array") {
    const items = pico(inner, unknown);
    return items === undefined
      ? undefined
      : { type: isOptional ? ["array", "null"] : "array", items, ...about };
  }
  if (kind === "object") {
    const property = pico(inner, unknown);
    if (property === undefined) return undefined;
    return { ...property, ...(isOptional ? { type: [property.type ?? "object", "null"] } : {}), ...about };
  }
  if (kind !== "enum" || !Array.isArray(inner)) return undefined;
  return { enum: isOptional && !inner.includes(null) ? [...inner, null] : inner, ...about };
}

/** What is optional may be null as well. */
const nullable = (property: JsonSchema): JsonSchema =>
  typeof property.type === "string" ? { ...property, type: [property.type, "null"] } : property;

function scalar(text: string, unknown: string[]): JsonSchema {
  const [type, description] = withDescription(text);
  const about: JsonSchema = description === null ? {} : { description };
  if (!scalars.has(type)) {
    unknown.push(type);
    return about;
  }
  return type === "any" ? about : { type, ...about };
}

/** `string, what it is` → both. */
function withDescription(text: string): [string, string | null] {
  const comma = text.indexOf(",");
  if (comma < 0 || text.slice(0, comma).includes("\n")) return [text, null];
  const description = text.slice(comma + 1).replace(/^ */, "");
  return description.includes("\n") ? [text, null] : [text.slice(0, comma), description];
}
