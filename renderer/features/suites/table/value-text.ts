import type { Variable, VariableValue } from "#shared/model/content.ts";
import { readValue } from "#shared/text/variable-value.ts";

/** How an empty text is written where an empty cell means that nothing is given. */
export const emptyTextSign = '""';

/** A value as one edits it: text as it is, a list on a line each where that can be read back, anything else as JSON. */
export function valueText(value: VariableValue | undefined, type?: Variable["type"]): string {
  if (value === undefined || value === null) return "";
  if (value === "") return emptyTextSign;
  if (typeof value === "string") return value;
  const isLines =
    type === "list" &&
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === "string" && item.trim() !== "" && !/[\r\n]/.test(item));
  if (isLines) return value.join("\n");
  return JSON.stringify(value, null, typeof value === "object" ? 2 : 0);
}

/** A value in one line, for a cell. */
export function valueLine(value: VariableValue | undefined): string {
  if (value === undefined || value === null) return "";
  if (value === "") return emptyTextSign;
  return oneLine(typeof value === "string" ? value : JSON.stringify(value));
}

/** More than this is never seen in a cell. */
const mostInCell = 300;

export const oneLine = (text: string): string => text.slice(0, mostInCell).replace(/\s*\r?\n\s*/g, " ↵ ");

/**
 * What was typed as a value for a variable: of the variable's type where it can be read so, else the text itself, which
 * is then shown as a problem. undefined: nothing is given.
 */
export function readTyped(
  text: string,
  variable: Variable | undefined,
  before: VariableValue | undefined,
): VariableValue | undefined {
  if (text === "") return undefined;
  if (text === emptyTextSign) return "";
  if (variable === undefined || variable.type === "text") {
    return typeof before === "object" && before !== null ? (parsed(text) ?? text) : text;
  }
  const reading = readValue({ ...variable, default: undefined }, text);
  return reading.ok ? reading.value : text;
}

/** The expected answer: an object or a list is one, whatever else is typed is text, unless it was another value before. */
export function readExpected(text: string, before: VariableValue): VariableValue {
  if (text === "") return null;
  if (text === emptyTextSign) return "";
  const value = parsed(text);
  if (value === undefined) return text;
  const isStructure = typeof value === "object" && value !== null;
  // A text that happens to be JSON, such as 42 or "[1]", stays a text.
  if (typeof before === "string") return text;
  return isStructure || (before !== null && typeof before === typeof value) ? value : text;
}

function parsed(text: string): VariableValue | undefined {
  if (!/^\s*[[{"\d\-tfn]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as VariableValue;
  } catch {
    return undefined;
  }
}

/** Why a value cannot be used for its variable; null: it can, or there is none. */
export function valueProblem(
  value: VariableValue | undefined,
  variable: Variable | undefined,
): Exclude<ReturnType<typeof readValue>, { ok: true }>["code"] | null {
  if (value === undefined || variable === undefined) return null;
  const reading = readValue({ ...variable, default: undefined }, value);
  return reading.ok || reading.code === "missing" ? null : reading.code;
}
