import { parse, tokenize } from "@huggingface/jinja";
import { isVariableName } from "../../model/content.ts";
import { type Piece, textPiece } from "./pieces.ts";

/** Names that Jinja2 or Nunjucks know by themselves, and words of the language. */
const known = new Set(
  (
    "true false none True False None loop self super caller varargs kwargs range namespace dict lipsum cycler joiner " +
    "not and or in is if else elif"
  ).split(" "),
);

/** Of a dict in Python: `item.items` is not what an item holds under that name. And a text has a length. */
const methods = new Set(
  "items keys values get pop update copy clear setdefault popitem fromkeys length".split(" "),
);

/** The package takes quadratic time over blanks; a template has none of this length. */
const longBlanks = /\s{2000}/;

/** undefined: it says more than pieces can. */
export function readJinja(template: string, syntax: "jinja2" | "nunjucks"): Piece[] | undefined {
  if (longBlanks.test(template) || /\{%[-+]?\s*(?:end)?generation\b/.test(template)) return undefined;
  const names = new PlainNames();
  const plain = names.encode(template);
  if (plain === undefined) return undefined;
  try {
    // It always takes one line feed off the end; Jinja2 does so too, Nunjucks does not.
    const tokens = tokenize(syntax === "nunjucks" ? `${plain}\n` : plain, {});
    return readAll(parse(tokens).body as unknown as Node[], { names, syntax, loops: [] });
  } catch {
    // Broken, or of an extension: for a person to look at.
    return undefined;
  }
}

interface Node {
  type: string;
  [field: string]: unknown;
}

interface Scope {
  names: PlainNames;
  syntax: "jinja2" | "nunjucks";
  /** The variables of the loops around, the innermost last. */
  loops: string[];
}

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
    case "StringLiteral":
      return [textPiece(scope.names.decode(node.value as string))];
    case "Comment":
      return [];
    case "Identifier":
      return readName(node, scope);
    case "MemberExpression":
      return readField(node, scope);
    case "FilterExpression":
      return readFilter(node, scope);
    case "If":
      return readIf(node, scope);
    case "For":
      return readFor(node, scope);
    default:
      return undefined;
  }
}

const nameIn = (node: unknown, { names }: Scope): string | undefined =>
  (node as Node).type === "Identifier" ? names.decode((node as Node).value as string) : undefined;

/** The variable of the prompt that a node is; a loop's own is none. */
function rootName(node: unknown, scope: Scope): string | undefined {
  const name = nameIn(node, scope);
  if (name === undefined || known.has(name) || !isVariableName(name)) return undefined;
  return scope.loops.includes(name) ? undefined : name;
}

function readName(node: Node, scope: Scope): Piece[] | undefined {
  if (nameIn(node, scope) === scope.loops.at(-1)) return [{ kind: "item" }];
  const name = rootName(node, scope);
  return name === undefined ? undefined : [{ kind: "value", name, as: "plain" }];
}

function readField({ object, property, computed }: Node, scope: Scope): Piece[] | undefined {
  const name = nameIn(property, scope);
  if (computed === true || name === undefined || methods.has(name) || !isVariableName(name)) return undefined;
  return nameIn(object, scope) === scope.loops.at(-1) && scope.loops.length > 0
    ? [{ kind: "field", name }]
    : undefined;
}

function readFilter({ operand, filter }: Node, scope: Scope): Piece[] | undefined {
  const called = filter as Node;
  const filterName = nameIn(called.type === "CallExpression" ? called.callee : called, scope);
  const name = rootName(operand, scope);
  if (name === undefined) return undefined;
  const given = called.type === "CallExpression" ? (called.args as Node[]) : [];
  if (filterName === "join" && given.length === 1 && given[0]?.type === "StringLiteral")
    return given[0].value === "\n" ? [{ kind: "value", name, as: "lines" }] : undefined;
  if (given.length > 0) return undefined;
  // Nothing is escaped for HTML where prompts are filled in.
  if (filterName === "safe") return [{ kind: "value", name, as: "plain" }];
  const asJson = scope.syntax === "jinja2" ? "tojson" : "dump";
  return filterName === asJson ? [{ kind: "value", name, as: "json" }] : undefined;
}

function readIf({ test, body, alternate }: Node, scope: Scope): Piece[] | undefined {
  const condition = test as Node;
  const isNot =
    condition.type === "UnaryExpression" && (condition.operator as { value: string }).value === "not";
  const name = rootName(isNot ? condition.argument : condition, scope);
  const shown = readAll(body as Node[], scope);
  const other = readAll(alternate as Node[], scope);
  if (name === undefined || shown === undefined || other === undefined) return undefined;
  return [{ kind: "when", name, body: isNot ? other : shown, otherwise: isNot ? shown : other }];
}

function readFor({ loopvar, iterable, body, defaultBlock }: Node, scope: Scope): Piece[] | undefined {
  const name = rootName(iterable, scope);
  const each = nameIn(loopvar, scope);
  if (name === undefined || each === undefined || known.has(each)) return undefined;
  const shown = readAll(body as Node[], { ...scope, loops: [...scope.loops, each] });
  const other = readAll(defaultBlock as Node[], scope);
  if (shown === undefined || other === undefined) return undefined;
  return [{ kind: "each", name, body: shown, otherwise: other }];
}

/** The package knows names of ASCII only, Jinja2 those of any script. */
class PlainNames {
  readonly #names: string[] = [];

  /** undefined: a tag is never closed. */
  encode(template: string): string | undefined {
    let encoded = "";
    let copied = 0;
    for (let at = template.indexOf("{"); at >= 0; at = template.indexOf("{", at + 1)) {
      const closing = closings[template[at + 1] ?? ""];
      if (closing === undefined) continue;
      const end = template.indexOf(closing, at + 2);
      if (end < 0) return undefined;
      if (closing !== "#}") {
        encoded += template.slice(copied, at) + this.#plain(template.slice(at, end));
        copied = end;
      }
      at = end + 1;
    }
    return encoded + template.slice(copied);
  }

  #plain(tag: string): string {
    return tag.replace(/[\p{L}_][\p{L}\p{N}_]*/gu, (word) =>
      /^[\x20-\x7e]*$/.test(word) ? word : `lathe_name_${this.#names.push(word) - 1}_`,
    );
  }

  decode(text: string): string {
    if (this.#names.length === 0) return text;
    return text.replace(/lathe_name_(\d+)_/g, (all, index) => this.#names[Number(index)] ?? all);
  }
}

const closings: Record<string, string> = { "{": "}}", "%": "%}", "#": "#}" };
