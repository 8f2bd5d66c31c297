import { parse } from "@handlebars/parser";
import { isVariableName, snippetName } from "../../model/content.ts";
import { isNestedTooDeep } from "./nesting.ts";
import { type Mark, type Piece, textPiece } from "./pieces.ts";

/**
 * undefined: it says more than pieces can. `marks`: the helpers of dotprompt for messages and media are read too, at the
 * outermost level only, since a message cannot begin within a section.
 */
export function readHandlebars(
  template: string,
  { marks = false }: { marks?: boolean } = {},
): Piece[] | undefined {
  if (isNestedTooDeep(template)) return undefined;
  try {
    const program = parse(template, {}) as unknown as Node;
    return readAll(program.body as Node[], { marks, loops: [] });
  } catch {
    return undefined;
  }
}

export interface Node {
  type: string;
  [field: string]: unknown;
}

interface Scope {
  marks: boolean;
  /** Of each loop around the name of its item, "" where it has none; the innermost last. */
  loops: string[];
}

/** Helpers are called, whatever a value of the same name is. */
export const helperNames: ReadonlySet<string> = new Set(
  (
    "if unless each with lookup log helperMissing blockHelperMissing json role history section media ifEquals " +
    "unlessEquals"
  ).split(" "),
);

function readAll(nodes: readonly Node[], scope: Scope): Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const node of nodes) {
    const read = readNode(node, scope);
    if (read === undefined) return undefined;
    pieces.push(...read);
  }
  return pieces;
}

function readNode(node: Node, scope: Scope): Piece[] | undefined {
  switch (node.type) {
    case "ContentStatement":
      return [textPiece(node.value as string)];
    case "CommentStatement":
      return [];
    case "MustacheStatement":
      return readMustache(node, scope);
    case "BlockStatement":
      return readBlock(node, scope);
    case "PartialStatement":
      return readPartial(node, scope);
    default:
      return undefined;
  }
}

const paramsOf = (node: Node): Node[] => (node.params as Node[] | undefined) ?? [];
const hashOf = (node: Node): { key: string; value: Node }[] =>
  ((node.hash as Node | undefined)?.pairs as { key: string; value: Node }[] | undefined) ?? [];

function readMustache(node: Node, scope: Scope): Piece[] | undefined {
  const mark = scope.marks && scope.loops.length === 0 ? readMark(node) : undefined;
  if (mark !== undefined) return [mark];
  const params = paramsOf(node);
  if (hashOf(node).length > 0) return undefined;
  if (params.length === 0) {
    const piece = readPath(node.path as Node, scope);
    return piece === undefined ? undefined : [piece];
  }
  const [param] = params;
  const isJson = (node.path as Node).original === "json" && params.length === 1;
  const value = isJson && param !== undefined ? readPath(param, scope) : undefined;
  return value?.kind === "value" ? [{ ...value, as: "json" }] : undefined;
}

/** What stands between messages, or for something that is no text. */
export function readMark(node: Node): Mark | undefined {
  const name = (node.path as Node).original;
  const params = paramsOf(node);
  const [first] = params;
  const hash = hashOf(node);
  const rest = hash.map(({ key }) => key);
  if (name === "history" && params.length === 0) return { kind: "mark", mark: "history", value: "", rest };
  if (name === "role" && params.length === 1 && first?.type === "StringLiteral")
    return { kind: "mark", mark: "role", value: first.value as string, rest };
  if (name === "section" && params.length === 1)
    return { kind: "mark", mark: "section", value: textOf(first), rest: [] };
  if (name === "media" && params.length === 0 && hash.length > 0)
    return { kind: "mark", mark: "media", value: "", rest: [] };
  return undefined;
}

const textOf = (node: Node | undefined): string => String(node?.original ?? node?.value ?? "");

function readPath(path: Node, scope: Scope): Piece | undefined {
  if (path.type !== "PathExpression") return undefined;
  const parts = path.parts as unknown[];
  const original = path.original as string;
  const depth = path.depth as number;
  const loop = scope.loops.at(-1);
  if (path.data === true) {
    const [root, name] = parts;
    return root === "root" && parts.length === 2 ? rootValue(name) : undefined;
  }
  const [name] = parts;
  if (parts.length > 1) {
    const ofItem = loop !== undefined && loop !== "" && name === loop && parts.length === 2 && depth === 0;
    return ofItem ? field(parts[1]) : undefined;
  }
  const isScoped = /^(?:this|\.)(?:$|[./])/.test(original);
  if (parts.length === 0) return depth === 0 && loop !== undefined ? { kind: "item" } : undefined;
  if (!isScoped && depth === 0 && typeof name === "string") {
    if (loop !== undefined && loop !== "" && name === loop) return { kind: "item" };
    if (helperNames.has(name) || (loop !== name && scope.loops.includes(name))) return undefined;
  }
  if (depth === scope.loops.length) return rootValue(name);
  return depth === 0 ? field(name) : undefined;
}

const rootValue = (name: unknown): Piece | undefined =>
  typeof name === "string" && isVariableName(name) ? { kind: "value", name, as: "plain" } : undefined;

const field = (name: unknown): Piece | undefined =>
  typeof name === "string" && isVariableName(name) && name !== "length" ? { kind: "field", name } : undefined;

function readBlock(node: Node, scope: Scope): Piece[] | undefined {
  const helper = (node.path as Node).original;
  const params = paramsOf(node);
  const [param] = params;
  if (params.length !== 1 || param === undefined || hashOf(node).length > 0) return undefined;
  if (helper !== "if" && helper !== "unless" && helper !== "each") return undefined;
  const value = readPath(param, scope);
  if (value?.kind !== "value") return undefined;
  const program = node.program as Node | undefined;
  if (helper === "each" && isOneOnEachLine(program)) return [{ ...value, as: "lines" }];
  const inverse = node.inverse as Node | undefined;
  const blockNames = (program?.blockParams as string[] | undefined) ?? [];
  if (blockNames.length > (helper === "each" ? 1 : 0)) return undefined;
  const inner =
    helper === "each" ? { ...scope, marks: false, loops: [...scope.loops, blockNames[0] ?? ""] } : scope;
  const noMarks = { ...scope, marks: false };
  const shown = readAll((program?.body as Node[] | undefined) ?? [], { ...inner, marks: false });
  const other = readAll((inverse?.body as Node[] | undefined) ?? [], noMarks);
  if (shown === undefined || other === undefined) return undefined;
  const { name } = value;
  if (helper === "each") return [{ kind: "each", name, body: shown, otherwise: other }];
  const isNot = helper === "unless";
  return [{ kind: "when", name, body: isNot ? other : shown, otherwise: isNot ? shown : other }];
}

/** `{{#each list}}{{this}}{{#unless @last}}⏎{{/unless}}{{/each}}`: the way to join a list without a helper. */
function isOneOnEachLine(program: Node | undefined): boolean {
  const [item, separator, ...more] = withoutComments(program);
  const path = item?.path as Node | undefined;
  const isItem =
    item?.type === "MustacheStatement" && path?.original === "this" && paramsOf(item).length === 0;
  if (!isItem || separator?.type !== "BlockStatement" || more.length > 0) return false;
  if ((separator.path as Node).original !== "unless" || paramsOf(separator)[0]?.original !== "@last")
    return false;
  const [text, ...others] = withoutComments(separator.program as Node);
  return text?.value === "\n" && others.length === 0 && separator.inverse === undefined;
}

const withoutComments = (program: Node | undefined): Node[] =>
  ((program?.body as Node[] | undefined) ?? []).filter(
    ({ type, value }) => type !== "CommentStatement" && value !== "",
  );

/** A part that is indented would be so on each of its lines, which a reference cannot say. */
function readPartial(node: Node, scope: Scope): Piece[] | undefined {
  const name = (node.name as Node).original;
  const isPlain = paramsOf(node).length === 0 && hashOf(node).length === 0 && node.indent === "";
  if (!isPlain || scope.loops.length > 0 || typeof name !== "string") return undefined;
  return snippetName.safeParse(name).success ? [{ kind: "snippet", name }] : undefined;
}
