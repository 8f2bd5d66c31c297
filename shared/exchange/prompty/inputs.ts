import { isVariableName, type Variable, type VariableType } from "../../model/content.ts";
import { historyName, type Notes } from "../chat.ts";
import { fieldOf, isFields, type Json } from "../read-json.ts";
import { allPieces, type Piece } from "../syntax/pieces.ts";
import { kindOf, type Property } from "./properties.ts";

export interface ReadInputs {
  variables: Variable[];
  /** Arrays of which nothing says whether they hold texts or objects. */
  open: ReadonlySet<string>;
  /** Conversations. */
  threads: ReadonlySet<string>;
  /** Those of them without which it cannot be asked. */
  needed: ReadonlySet<string>;
}

const types: Record<string, VariableType> = {
  string: "text",
  integer: "number",
  float: "number",
  number: "number",
  boolean: "boolean",
  array: "list",
  object: "json",
};

/** `sample` is how version 1 gives examples; a name of it that nothing declares is an input too. */
export function inputsOf(properties: readonly Property[], sample: Json, notes: Notes): ReadInputs {
  const samples = isFields(sample) ? sample : {};
  const declared = new Set(properties.map(({ name }) => name));
  const all = [
    ...properties.map((property) =>
      property.example === undefined && Object.hasOwn(samples, property.name)
        ? { ...property, example: fieldOf(samples, property.name) }
        : property,
    ),
    ...Object.entries(samples)
      .filter(([name]) => !declared.has(name))
      .map(([name, example]): Property => ({ ...bare, name, kind: kindOf(example), example })),
  ];
  const read = {
    variables: [] as Variable[],
    open: new Set<string>(),
    threads: new Set<string>(),
    needed: new Set<string>(),
  };
  for (const property of all) {
    for (const field of property.rest)
      notes.lose("unknown-field", { field: `inputs.${property.name}.${field}`.slice(0, 120) });
    if (!isVariableName(property.name) || read.variables.some(({ name }) => name === property.name)) {
      notes.lose("variable-left-out", { name: property.name.slice(0, 80) });
      continue;
    }
    if (property.kind === "thread") {
      const name = historyName(property.name, declaredButThreads(all));
      read.threads.add(name);
      if (property.required === true) read.needed.add(name);
      continue;
    }
    read.variables.push(variableOf(property, notes));
    if (property.kind === "array" && property.items === null) read.open.add(property.name);
  }
  return read;
}

const bare: Property = {
  name: "",
  kind: "string",
  description: "",
  required: null,
  default: undefined,
  example: undefined,
  enumValues: null,
  items: null,
  properties: [],
  rest: [],
};

const declaredButThreads = (properties: readonly Property[]): Set<string> =>
  new Set(properties.filter(({ kind }) => kind !== "thread").map(({ name }) => name));

function variableOf(property: Property, notes: Notes): Variable {
  const { name, kind, description, enumValues, items } = property;
  const known = Object.hasOwn(types, kind) ? types[kind] : undefined;
  if (known === undefined) notes.lose("value-left-out", { field: `inputs.${name}.kind` });
  const isList = known === "list";
  const holdsTexts =
    items === null ? areTexts(property.default ?? property.example) : items.kind === "string";
  const type = enumValues !== null ? "enum" : isList && !holdsTexts ? "json" : (known ?? "text");
  // Explicitly optional and without a default: what is not given is empty there.
  const standard =
    property.default === undefined && property.required === false && type === "text" ? "" : property.default;
  return {
    name,
    type,
    ...(description === "" ? {} : { description }),
    ...(standard === undefined ? {} : { default: standard }),
    ...(property.example === undefined ? {} : { example: property.example }),
    ...(enumValues === null ? {} : { options: enumValues }),
  };
}

const areTexts = (value: Json | undefined): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string");

/** Whether an array holds texts or objects is seen from what the template does with its items. */
export function arraysByUse(
  { variables, open }: ReadInputs,
  histories: ReadonlySet<string>,
  templates: readonly Piece[][],
): Variable[] {
  return variables.flatMap((variable): Variable[] => {
    // A conversation that version 1 declares as a list has become a place of its own.
    if (histories.has(variable.name)) return [];
    if (!open.has(variable.name)) return [variable];
    const uses = templates
      .flatMap((pieces) => [...allPieces(pieces)])
      .filter((piece) => (piece.kind === "each" || piece.kind === "value") && piece.name === variable.name);
    const isListed = uses.some(
      (piece) =>
        (piece.kind === "value" && piece.as === "lines") ||
        (piece.kind === "each" && ![...allPieces(piece.body)].some(({ kind }) => kind === "field")),
    );
    const isPrinted = uses.some((piece) => piece.kind === "value" && piece.as !== "lines");
    if (isListed) return [{ ...variable, type: "list" }];
    return [isPrinted || uses.length > 0 ? { ...variable, type: "json" } : variable];
  });
}
