import { JSONPathEnvironment, type JSONPathQuery, type JSONValue, jsonpath } from "json-p3";
import { maxJsonDepth } from "./json.ts";

export type PathReading = { ok: true; query: JSONPathQuery } | { ok: false; message: string };
export type PathAnswer = { ok: true; values: unknown[] } | { ok: false; message: string };

const maxPathLength = 1_000;

/** Characters of a reply in which a path that leads to several values may look. */
const maxSearched = 1_000_000;

/**
 * RFC 9535, but for what a hostile path could hang the program with: `match()` and `search()`, whose patterns may
 * backtrack for ever, more than one `..`, and inside a filter a `..` or a `$` that leads to several values, which take
 * the square of a reply's size.
 */
const environment = new JSONPathEnvironment({ maxRecursionDepth: maxJsonDepth + 2 });
environment.functionRegister.delete("match");
environment.functionRegister.delete("search");

export function readPath(path: string): PathReading {
  if (path.length > maxPathLength) return refuse(`It has more than ${maxPathLength} characters.`);
  if (/\b(match|search)\(/.test(path.replace(/'[^']*'|"[^"]*"/g, ""))) {
    return refuse("match() and search() are not offered here: use the option regex.");
  }
  try {
    const query = environment.compile(path);
    const costly = findCostly(query);
    return costly === null ? { ok: true, query } : refuse(costly);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** All values at a path, in document order. `length` is that of the JSON text. */
export function queryPath(path: string, value: unknown, length: number): PathAnswer {
  const reading = readPath(path);
  if (!reading.ok) return reading;
  if (length > maxSearched && !reading.query.singularQuery()) {
    return refuse(`The reply is longer than ${maxSearched} characters; name one place in it.`);
  }
  const values: unknown[] = [];
  for (const node of reading.query.lazyQuery(value as JSONValue)) values.push(node.value);
  return { ok: true, values };
}

const refuse = (message: string): { ok: false; message: string } => ({ ok: false, message });

const { FilterSelector } = jsonpath.selectors;
const { FilterQuery, FunctionExtension, InfixExpression, LogicalExpression, PrefixExpression, RootQuery } =
  jsonpath.expressions;

/** Why a path could take too long, or null. */
function findCostly({ segments }: JSONPathQuery): string | null {
  const descents = segments.filter((segment) => segment.toString().startsWith("..")).length;
  if (descents > 1) return "It may hold “..” only once.";
  for (const selector of segments.flatMap((segment) => segment.selectors)) {
    const costly = selector instanceof FilterSelector ? findCostlyInFilter(selector.expression) : null;
    if (costly !== null) return costly;
  }
  return null;
}

function findCostlyInFilter(expression: unknown): string | null {
  if (expression instanceof FilterQuery) {
    if (expression.path.segments.some((segment) => segment.toString().startsWith(".."))) {
      return "A filter may not hold “..”.";
    }
    if (expression instanceof RootQuery && !expression.path.singularQuery()) {
      return "In a filter “$” may lead to one place only.";
    }
    return findCostly(expression.path);
  }
  for (const inner of innerExpressions(expression)) {
    const costly = findCostlyInFilter(inner);
    if (costly !== null) return costly;
  }
  return null;
}

function innerExpressions(expression: unknown): unknown[] {
  if (expression instanceof LogicalExpression) return [expression.expression];
  if (expression instanceof InfixExpression) return [expression.left, expression.right];
  if (expression instanceof PrefixExpression) return [expression.right];
  return expression instanceof FunctionExtension ? expression.args : [];
}
