import type { Variable, VariableType, VariableValue } from "../../model/content.ts";
import { allPieces, type ForeignSyntax, isSection, type Piece } from "./pieces.ts";

/**
 * What a variable's value is to a template: one value; a list of texts; a list of objects; or any JSON. Whether a section
 * shows something once or for each item depends on it, and so does whether two syntaxes mean the same.
 */
export type Shape = "scalar" | "texts" | "records" | "json";
export type Shapes = ReadonlyMap<string, Shape>;

export const shapesOf = (variables: readonly Variable[]): Map<string, Shape> =>
  new Map(variables.map((variable) => [variable.name, shapeOf(variable)]));

function shapeOf({ type, default: standard, example }: Variable): Shape {
  if (type === "list") return "texts";
  if (type !== "json") return "scalar";
  const known = standard ?? example;
  return known === undefined || known === null || Array.isArray(known) ? "records" : "json";
}

/** Types for the names that nothing declares, from how templates use them and from the values that are given for them. */
export function inferTypes(
  templates: readonly (readonly Piece[])[],
  declared: Shapes,
  given: ReadonlyMap<string, VariableValue[]>,
): Map<string, VariableType> {
  const types = new Map<string, VariableType>();
  const put = (name: string, type: VariableType) => {
    if (!declared.has(name) && (types.get(name) ?? "text") === "text") types.set(name, type);
  };
  for (const pieces of templates) {
    for (const piece of allPieces(pieces)) {
      if (piece.kind === "each")
        put(piece.name, [...allPieces(piece.body)].some(({ kind }) => kind === "field") ? "json" : "list");
      else if (piece.kind === "value" && piece.as !== "plain")
        put(piece.name, piece.as === "json" ? "json" : "list");
      else if (piece.kind === "value" || piece.kind === "when")
        put(piece.name, typeOfValues(given.get(piece.name) ?? []));
    }
  }
  return types;
}

function typeOfValues(values: readonly VariableValue[]): VariableType {
  const [first] = values;
  if (first === undefined) return "text";
  if (values.every((value) => typeof value === "boolean")) return "boolean";
  if (values.every((value) => typeof value === "number")) return "number";
  return values.every((value) => typeof value === "object" && value !== null) ? "json" : "text";
}

/**
 * Whether the pieces mean the same in Mustache as they meant in `syntax`, for every value of these shapes. What they would
 * only mean for some values is not converted.
 */
export function meanTheSame(pieces: readonly Piece[], shapes: Shapes, syntax: ForeignSyntax): boolean {
  return walk(pieces, { shapes, syntax, loop: null, inSection: false });
}

interface Scope {
  shapes: Shapes;
  syntax: ForeignSyntax;
  loop: "texts" | "records" | null;
  /** A section of Mustache makes its value the current one; an inverted one does not. */
  inSection: boolean;
}

function walk(pieces: readonly Piece[], scope: Scope): boolean {
  const shapeNamed = (name: string): Shape => scope.shapes.get(name) ?? "scalar";
  return pieces.every((piece) => {
    switch (piece.kind) {
      case "text":
        return true;
      case "value": {
        const shape = shapeNamed(piece.name);
        const fits =
          piece.as === "lines"
            ? shape === "texts"
            : piece.as === "json"
              ? shape === "records" || shape === "json"
              : shape !== "texts";
        // Within an object of a list, Mustache would find a field of that name first.
        return fits && scope.loop !== "records";
      }
      case "item":
        return scope.loop !== null && !scope.inSection;
      case "field":
        // Where an object has no such field, Mustache would go on and find the variable.
        return scope.loop === "records" && !scope.shapes.has(piece.name);
      case "snippet":
        return scope.loop === null;
      case "mark":
        return false;
      case "when": {
        const shape = shapeNamed(piece.name);
        const isOnlyNot = piece.body.length === 0;
        // An empty list is something to Nunjucks.
        const fits = shape === "scalar" || (shape === "texts" && isOnlyNot && scope.syntax !== "nunjucks");
        return (
          fits &&
          scope.loop !== "records" &&
          walk(piece.body, { ...scope, inSection: true }) &&
          walk(piece.otherwise, scope)
        );
      }
      case "each": {
        const shape = shapeNamed(piece.name);
        if ((shape !== "texts" && shape !== "records") || scope.loop === "records") return false;
        return (
          walk(piece.body, { ...scope, loop: shape, inSection: false }) &&
          walk(piece.otherwise, { ...scope, inSection: scope.inSection })
        );
      }
    }
    return false;
  });
}

/** Variables that are lists or objects and are put into the text as they are: every syntax has its own way to do so. */
export function printedAsJson(pieces: readonly Piece[], shapes: Shapes): string[] {
  const names = [...allPieces(pieces)].flatMap((piece) => {
    if (piece.kind !== "value" || piece.as !== "plain") return [];
    const shape = shapes.get(piece.name);
    return shape === "records" || shape === "json" ? [piece.name] : [];
  });
  return [...new Set(names)];
}

/** The names that templates look up among the prompt's variables. */
export function namesIn(pieces: readonly Piece[]): string[] {
  const names = [...allPieces(pieces)].flatMap((piece) =>
    piece.kind === "value" || isSection(piece) ? [piece.name] : [],
  );
  return [...new Set(names)];
}
