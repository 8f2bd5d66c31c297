import { type Tool, tool } from "../../model/content.ts";
import type { Notes } from "../chat.ts";
import { fieldOf, isFields, type Json, textField } from "../read-json.ts";
import { readTools } from "../settings.ts";
import { readProperties, schemaOf } from "./properties.ts";

/** Version 1 takes over what OpenAI is sent; version 2 has a form of its own. */
export function isPromptyTools(value: Json): boolean {
  const items = Array.isArray(value) ? value : isFields(value) ? Object.values(value) : [];
  return items.some(
    (item) => isFields(item) && !Object.hasOwn(item, "function") && typeof fieldOf(item, "kind") === "string",
  );
}

/** A list of tools, or an object by their names. */
export function readPromptyTools(value: Json, notes: Notes): Tool[] {
  const items: Json[] = Array.isArray(value)
    ? value
    : isFields(value)
      ? Object.entries(value).map(([name, inner]) => (isFields(inner) ? { name, ...inner } : inner))
      : [];
  return items.flatMap((item) => {
    if (!isFields(item)) return [];
    if (isFields(fieldOf(item, "function"))) return readTools([item], notes);
    const name = textField(item, "name") || textField(item, "id");
    const kind = textField(item, "kind") || textField(item, "type") || "function";
    const written = fieldOf(item, "parameters");
    const read = tool.safeParse({
      name,
      ...(textField(item, "description") === "" ? {} : { description: textField(item, "description") }),
      parameters: isSchema(written) ? written : schemaOf(readProperties(written), false),
    });
    if (kind !== "function" || !read.success) {
      notes.lose("tool-left-out", { name: (name || kind).slice(0, 80) });
      return [];
    }
    for (const field of Object.keys(item))
      if (!known.has(field) || (field === "strict" && fieldOf(item, field) === true))
        notes.lose("unknown-field", { field: `tools.${name}.${field}`.slice(0, 120) });
    return [read.data];
  });
}

const known = new Set("name id kind type description parameters strict".split(" "));

/** A JSON Schema rather than a list of properties. */
const isSchema = (value: Json): boolean => isFields(value) && fieldOf(value, "type") === "object";
