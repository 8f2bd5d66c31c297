import type { JsonSchema } from "../../model/content.ts";
import { type Fields, fieldOf, isFields, type Json, textField } from "../read-json.ts";

/** What `.prompty` knows of an input, an output or a parameter of a tool. */
export interface Property {
  name: string;
  kind: string;
  description: string;
  /** null: not said. */
  required: boolean | null;
  /** undefined: there is none; null is a value. */
  default: Json | undefined;
  example: Json | undefined;
  enumValues: string[] | null;
  items: Property | null;
  properties: Property[];
  /** Fields that nothing is made of. */
  rest: string[];
}

const known = new Set(
  "name kind type description required default example sample enumValues enum items properties strict".split(
    " ",
  ),
);

/** A list of properties, an object by their names, or one that holds either under `properties`. */
export function readProperties(value: Json): Property[] {
  if (isFields(value) && Object.hasOwn(value, "properties") && isProperties(fieldOf(value, "properties")))
    return readProperties(fieldOf(value, "properties"));
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      if (typeof item === "string") return [fromScalar(item, null)];
      return isFields(item) ? [fromFields(textField(item, "name"), item)] : [];
    });
  }
  if (!isFields(value)) return [];
  return Object.entries(value).map(([name, inner]) =>
    isFields(inner) && isProperty(inner) ? fromFields(name, inner) : fromScalar(name, inner),
  );
}

const isProperties = (value: Json): boolean => Array.isArray(value) || isFields(value);

/** Else it is a value that was written in place of a property. */
const isProperty = (fields: Fields): boolean => {
  const names = Object.keys(fields);
  return names.length > 0 && names.every((name) => known.has(name));
};

function fromFields(name: string, fields: Fields): Property {
  const values = [fieldOf(fields, "enumValues"), fieldOf(fields, "enum")].find(Array.isArray) ?? null;
  const items = fieldOf(fields, "items");
  const required = fieldOf(fields, "required");
  const standard = Object.hasOwn(fields, "default") ? fieldOf(fields, "default") : undefined;
  const sample = ["example", "sample"].find((one) => Object.hasOwn(fields, one));
  const example = sample === undefined ? undefined : fieldOf(fields, sample);
  return {
    name,
    kind: textField(fields, "kind") || textField(fields, "type") || kindOf(standard ?? example),
    description: textField(fields, "description"),
    required: typeof required === "boolean" ? required : null,
    default: standard,
    example,
    enumValues:
      values === null ? null : values.map((one) => (typeof one === "string" ? one : JSON.stringify(one))),
    items:
      typeof items === "string"
        ? fromFields("", { kind: items })
        : isFields(items)
          ? fromFields("", items)
          : null,
    properties: readProperties(fieldOf(fields, "properties")),
    rest: Object.keys(fields).filter((one) => !known.has(one)),
  };
}

const fromScalar = (name: string, value: Json): Property => ({
  ...fromFields(name, { kind: kindOf(value) }),
  default: value === null ? undefined : value,
});

export function kindOf(value: Json | undefined): string {
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "float";
  if (Array.isArray(value)) return "array";
  return isFields(value) ? "object" : "string";
}

const schemaTypes: Record<string, string> = {
  string: "string",
  integer: "integer",
  float: "number",
  number: "number",
  boolean: "boolean",
  array: "array",
  object: "object",
};

/** `isRequired`: what a property is that does not say. */
export function schemaOf(properties: readonly Property[], isRequired: boolean): JsonSchema {
  const required = properties.flatMap(({ name, required: said }) => ((said ?? isRequired) ? [name] : []));
  return {
    type: "object",
    properties: Object.fromEntries(
      properties.map((property) => [property.name, propertySchema(property, isRequired)]),
    ),
    ...(required.length === 0 ? {} : { required }),
  };
}

function propertySchema(property: Property, isRequired: boolean): JsonSchema {
  const type = Object.hasOwn(schemaTypes, property.kind) ? schemaTypes[property.kind] : undefined;
  const about = {
    ...(property.description === "" ? {} : { description: property.description }),
    ...(property.enumValues === null ? {} : { enum: property.enumValues }),
  };
  if (type === undefined) return about;
  if (type === "array")
    return {
      type,
      ...about,
      ...(property.items === null ? {} : { items: propertySchema(property.items, isRequired) }),
    };
  if (type === "object" && property.properties.length > 0)
    return { ...schemaOf(property.properties, isRequired), ...about };
  return { type, ...about };
}

/** The schema as properties; undefined: they cannot say all of it. */
export function propertiesOf(schema: JsonSchema, isRequired: boolean): Record<string, unknown>[] | undefined {
  const properties = fieldOf(schema as Fields, "properties");
  if (fieldOf(schema as Fields, "type") !== "object" || !isFields(properties)) return undefined;
  const written = writeProperties(schema as Fields, isRequired);
  const read = schemaOf(readProperties(written as unknown as Json), isRequired);
  return sorted(read) === sorted(schema) ? written : undefined;
}

function writeProperties(schema: Fields, isRequired: boolean): Record<string, unknown>[] {
  const properties = fieldOf(schema, "properties");
  const required = fieldOf(schema, "required");
  const names = Array.isArray(required) ? required : [];
  return Object.entries(isFields(properties) ? properties : {}).map(([name, inner]) => ({
    name,
    ...writeProperty(isFields(inner) ? inner : {}, isRequired),
    ...(names.includes(name) === isRequired ? {} : { required: !isRequired }),
  }));
}

function writeProperty(schema: Fields, isRequired: boolean): Record<string, unknown> {
  const type = textField(schema, "type");
  const description = textField(schema, "description");
  const values = fieldOf(schema, "enum");
  const items = fieldOf(schema, "items");
  return {
    kind: type === "number" ? "float" : type,
    ...(description === "" ? {} : { description }),
    ...(Array.isArray(values) ? { enumValues: values } : {}),
    ...(isFields(items) ? { items: writeProperty(items, isRequired) } : {}),
    ...(isFields(fieldOf(schema, "properties")) ? { properties: writeProperties(schema, isRequired) } : {}),
  };
}

/** Equal where the same is said, in whatever order. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
