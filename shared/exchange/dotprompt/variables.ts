import { isVariableName, type JsonSchema, type Variable, type VariableType } from "../../model/content.ts";
import type { Notes } from "../chat.ts";
import { type Fields, fieldOf, isFields, type Json, textField } from "../read-json.ts";
import { readSchema } from "./picoschema.ts";

/** The variables that `input` tells of, by its schema and its defaults. */
export function variablesOf(input: Fields, notes: Notes): Variable[] {
  const written = fieldOf(input, "schema");
  const read = written === null ? undefined : readSchema(written);
  if (written !== null && read === undefined) notes.lose("value-left-out", { field: "input.schema" });
  for (const name of read?.unknown ?? []) notes.warn("schema-reference", { name: name.slice(0, 80) });
  const properties = read === undefined ? null : fieldOf(read.schema as Fields, "properties");
  const fields = isFields(properties) ? properties : {};
  if (read !== undefined && !isFields(properties)) notes.lose("value-left-out", { field: "input.schema" });
  const defaults = fieldOf(input, "default");
  const standards = isFields(defaults) ? defaults : {};
  const required = read === undefined ? null : fieldOf(read.schema as Fields, "required");
  const names = [
    ...Object.keys(fields),
    ...Object.keys(standards).filter((name) => !Object.hasOwn(fields, name)),
  ];
  return names.flatMap((name): Variable[] => {
    if (!isVariableName(name)) {
      notes.lose("variable-left-out", { name: name.slice(0, 80) });
      return [];
    }
    const property = fieldOf(fields, name);
    const standard = Object.hasOwn(standards, name) ? fieldOf(standards, name) : undefined;
    // A schema without a list of what is required says nothing about it.
    const isOptional = isFields(property) && isPico(written, required) && !listed(required, name);
    return [variableOf(name, isFields(property) ? property : null, standard, isOptional)];
  });
}

const isPico = (written: Json, required: Json): boolean =>
  Array.isArray(required) || !isFields(written) || !Object.hasOwn(written, "properties");
const listed = (required: Json, name: string): boolean => Array.isArray(required) && required.includes(name);

const types: Record<string, VariableType> = {
  string: "text",
  number: "number",
  integer: "number",
  boolean: "boolean",
  object: "json",
};

function variableOf(
  name: string,
  property: Fields | null,
  standard: Json | undefined,
  isOptional: boolean,
): Variable {
  const description = property === null ? "" : textField(property, "description");
  const options = property === null ? null : optionsOf(fieldOf(property, "enum"));
  const type = options !== null ? "enum" : property === null ? typeOfValue(standard) : typeOf(property);
  // What is not given is empty there.
  const value = standard === undefined && isOptional && type === "text" ? "" : standard;
  return {
    name,
    type,
    ...(description === "" ? {} : { description }),
    ...(value === undefined ? {} : { default: value }),
    ...(options === null ? {} : { options }),
  };
}

function optionsOf(values: Json): string[] | null {
  if (!Array.isArray(values)) return null;
  return values.flatMap((value) =>
    value === null ? [] : [typeof value === "string" ? value : JSON.stringify(value)],
  );
}

function typeOf(property: Fields): VariableType {
  const written = fieldOf(property, "type");
  const type = Array.isArray(written) ? written.find((one) => one !== "null") : written;
  if (type === "array") {
    const items = fieldOf(property, "items");
    const of = isFields(items) ? fieldOf(items, "type") : null;
    return of === "string" || of === "number" || of === "integer" ? "list" : "json";
  }
  return typeof type === "string" && Object.hasOwn(types, type) ? (types[type] ?? "json") : "json";
}

function typeOfValue(value: Json | undefined): VariableType {
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number") return "number";
  if (typeof value !== "object" || value === null) return "text";
  return Array.isArray(value) && value.every((item) => typeof item === "string") ? "list" : "json";
}

/** How the variables are written: short where that can say it, else as JSON Schema. */
export function schemaFor(variables: readonly Variable[]): unknown {
  const short = Object.fromEntries(variables.map(shortEntry));
  const isSaid = variables.every((variable) => {
    const [key, value] = shortEntry(variable);
    const read = readSchema({ [key]: value } as Json)?.schema as Fields | undefined;
    const property =
      read === undefined ? null : fieldOf(fieldOf(read, "properties") as Fields, variable.name);
    if (!isFields(property)) return false;
    const again = variableOf(variable.name, property, variable.default, false);
    return JSON.stringify(again) === JSON.stringify(plain(variable));
  });
  return isSaid ? short : longSchema(variables);
}

const plain = ({ name, type, description, default: standard, options }: Variable): Variable => ({
  name,
  type,
  ...(description === undefined ? {} : { description }),
  ...(standard === undefined ? {} : { default: standard }),
  ...(type === "enum" ? { options: options ?? [] } : {}),
});

const shortTypes: Record<VariableType, string> = {
  text: "string",
  number: "number",
  boolean: "boolean",
  enum: "enum",
  list: "string",
  json: "any",
};

function shortEntry({ name, type, description, default: standard, options }: Variable): [string, unknown] {
  const optional = standard === undefined ? "" : "?";
  const about = description === undefined ? "" : `, ${description}`;
  if (type === "enum") return [`${name}${optional}(enum${about})`, options ?? []];
  if (type === "list") return [`${name}${optional}(array${about})`, "string"];
  return [`${name}${optional}`, `${shortTypes[type]}${about}`];
}

function longSchema(variables: readonly Variable[]): JsonSchema {
  const required = variables.flatMap(({ name, default: standard }) => (standard === undefined ? [name] : []));
  const schema: JsonSchema = {
    type: "object",
    properties: Object.fromEntries(variables.map((variable) => [variable.name, longProperty(variable)])),
    required,
  };
  return schema;
}

function longProperty({ type, description, options }: Variable): JsonSchema {
  const about: JsonSchema = description === undefined ? {} : { description };
  if (type === "enum") return { enum: options ?? [], ...about };
  if (type === "list") return { type: "array", items: { type: "string" }, ...about };
  return type === "json" ? about : { type: shortTypes[type], ...about };
}
