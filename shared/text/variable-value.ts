import type { PromptContent, Variable, VariableValue, VariableValues } from "../model/content.ts";
import { neededVariables, ownValue } from "./needed-variables.ts";

export type ValueProblemCode =
  | "missing"
  | "not-text"
  | "not-a-number"
  | "number-too-large"
  | "not-a-boolean"
  | "not-an-option"
  | "not-a-list"
  | "not-json"
  | "too-deep";

export type ValueReading =
  | { ok: true; value: VariableValue }
  | { ok: false; code: ValueProblemCode; message: string };

const maxJsonDepth = 100;
const numberText = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const booleans: ReadonlyMap<string, boolean> = new Map([
  ...["true", "yes", "on", "1", "是"].map((text) => [text, true] as const),
  ...["false", "no", "off", "0", "否"].map((text) => [text, false] as const),
]);

const refuse = (code: ValueProblemCode, message: string): ValueReading => ({ ok: false, code, message });

/**
 * A variable's value in the form its type has: text → string, number → finite number, boolean, enum → one of the
 * options, list → array of texts, json → anything but a bare string. Texts as typed into a form are read: `"3"` as a
 * number, lines as the items of a list, JSON text as JSON. Reading a value that was read before changes nothing.
 *
 * No value means `undefined` or, except for json, `null`; for types other than text also an empty text. Then the
 * default counts; without one the value is missing. An empty text is a value of a text variable.
 */
export function readValue(variable: Variable, raw: VariableValue | undefined): ValueReading {
  const given = isGiven(variable, raw) ? raw : variable.default;
  if (!isGiven(variable, given)) return refuse("missing", `“${variable.name}” has no value and no default.`);
  switch (variable.type) {
    case "text":
      return readText(variable, given);
    case "number":
      return readNumber(variable, given);
    case "boolean":
      return readBoolean(variable, given);
    case "enum":
      return readEnum(variable, given);
    case "list":
      return readList(variable, given);
    case "json":
      return readJson(variable, given);
  }
}

function isGiven({ type }: Variable, raw: VariableValue | undefined): raw is VariableValue {
  if (raw === undefined) return false;
  if (raw === null) return type === "json";
  return type === "text" || typeof raw !== "string" || raw.trim() !== "";
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

function readText({ name }: Variable, raw: VariableValue): ValueReading {
  if (isScalar(raw)) return { ok: true, value: String(raw) };
  return refuse(
    "not-text",
    `“${name}” is a text; a list or an object was given. Give it the type json or list.`,
  );
}

function readNumber({ name }: Variable, raw: VariableValue): ValueReading {
  const text = typeof raw === "string" ? raw.trim() : raw;
  const value = typeof text === "string" && numberText.test(text) ? Number(text) : text;
  if (typeof value !== "number" || Number.isNaN(value)) {
    return refuse("not-a-number", `“${name}” is a number such as 3 or 0.5.`);
  }
  const loses = typeof text === "string" && /^[+-]?\d+$/.test(text) && !Number.isSafeInteger(value);
  if (loses || !Number.isFinite(value)) {
    return refuse(
      "number-too-large",
      `“${name}” has more digits than a number keeps; give it the type text.`,
    );
  }
  return { ok: true, value };
}

function readBoolean({ name }: Variable, raw: VariableValue): ValueReading {
  const value = isScalar(raw) ? booleans.get(String(raw).trim().toLowerCase()) : undefined;
  if (value === undefined) return refuse("not-a-boolean", `“${name}” is true or false.`);
  return { ok: true, value };
}

function readEnum({ name, options = [] }: Variable, raw: VariableValue): ValueReading {
  const text = isScalar(raw) ? String(raw) : null;
  if (text !== null && options.includes(text)) return { ok: true, value: text };
  if (options.length === 0)
    return refuse("not-an-option", `“${name}” has no options to choose from; add some.`);
  const shown = options.slice(0, 8).join(", ");
  return refuse("not-an-option", `“${name}” is one of: ${shown}${options.length > 8 ? ", …" : ""}.`);
}

function readList({ name }: Variable, raw: VariableValue): ValueReading {
  const items = typeof raw === "string" ? splitList(raw) : raw;
  if (!Array.isArray(items) || !items.every(isScalar)) {
    return refuse(
      "not-a-list",
      `“${name}” is a list of texts, one on each line; for lists of objects use json.`,
    );
  }
  return { ok: true, value: items.map(String) };
}

function splitList(text: string): VariableValue {
  if (text.trimStart().startsWith("[")) {
    const parsed = parseJson(text);
    if (Array.isArray(parsed)) return parsed;
  }
  return text.split(/\r?\n/).filter((line) => line.trim() !== "");
}

function readJson({ name }: Variable, raw: VariableValue): ValueReading {
  const value = typeof raw === "string" ? parseJson(raw) : raw;
  if (value === undefined || typeof value === "string") {
    return refuse(
      "not-json",
      `“${name}” is JSON: an object, a list, a number, true, false or null. For a plain text use text.`,
    );
  }
  if (isDeeperThan(value, maxJsonDepth)) {
    return refuse("too-deep", `“${name}” is nested deeper than ${maxJsonDepth} levels.`);
  }
  return { ok: true, value };
}

function parseJson(text: string): VariableValue | undefined {
  try {
    return JSON.parse(text) as VariableValue;
  } catch {
    return undefined;
  }
}

function isDeeperThan(value: VariableValue, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isDeeperThan(child, levels - 1));
}

/**
 * The text that takes the variable's place in a template. A list is one item on each line, because that is what a
 * person would write into a prompt (LangChain alone gives `["a","b"]` in TypeScript and `['a', 'b']` in Python); JSON is
 * compact; numbers and booleans are plain.
 */
export function valueToText(variable: Variable, value: VariableValue): string {
  if (variable.type === "list" && Array.isArray(value)) return value.map(textOf).join("\n");
  return textOf(value);
}

const textOf = (value: VariableValue): string => (typeof value === "string" ? value : JSON.stringify(value));

/** As typed after `--var name=`: like in a form, and the items of a list may also be separated by commas. */
export function parseCommandLineValue(variable: Variable, text: string): ValueReading {
  const commas = variable.type === "list" && !text.includes("\n") && !text.trimStart().startsWith("[");
  if (!commas) return readValue(variable, text);
  return readValue(
    variable,
    text
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  );
}

/** The names, history placeholders included, for which nothing is given and no default stands in. */
export function missingValues(content: PromptContent, values: VariableValues): string[] {
  const missing = neededVariables(content)
    .filter((variable) => isMissing(readValue(variable, ownValue(values, variable.name))))
    .map((variable) => variable.name);
  const history = content.messages.flatMap((message) =>
    message.role === "history" && !message.optional && (ownValue(values, message.variable) ?? null) === null
      ? [message.variable]
      : [],
  );
  return [...new Set([...missing, ...history])];
}

const isMissing = (reading: ValueReading): boolean => !reading.ok && reading.code === "missing";
