import type { JsonSchema } from "../model/content.ts";
import type { OutputField } from "../model/spec.ts";

/**
 * The JSON Schema of a reply with these fields, as strict structured output takes it: every field required, one that may
 * be absent allows null, and nothing else. An `object` says nothing of its inside, so a schema with one is not strict.
 * null: there are no fields.
 */
export function schemaOfFields(fields: readonly OutputField[]): JsonSchema | null {
  const named = new Map(
    fields.filter(({ name }) => name !== "__proto__").map((field) => [field.name, field]),
  );
  if (named.size === 0) return null;
  return {
    type: "object",
    properties: Object.fromEntries([...named].map(([name, field]) => [name, propertyOf(field)])),
    required: [...named.keys()],
    additionalProperties: false,
  };
}

function propertyOf({ type, description, required }: OutputField): JsonSchema {
  const words: JsonSchema = description.trim() === "" ? {} : { description: description.trim() };
  const orNull = (name: string) => (required ? name : [name, "null"]);
  switch (type) {
    case "text":
      return { type: orNull("string"), ...words };
    case "number":
    case "boolean":
    case "object":
      return { type: orNull(type), ...words };
    case "list":
      return { type: orNull("array"), items: { type: "string" }, ...words };
  }
}
