/** Deeper JSON is not walked: every walk here and in a validator calls itself once a level. */
export const maxJsonDepth = 100;

export type JsonReading =
  | { kind: "json"; value: unknown }
  | { kind: "not-json"; message: string }
  | { kind: "too-deep" };

/** A text read as JSON, blanks around it apart. Keys such as `__proto__` become plain keys. */
export function readJson(text: string): JsonReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { kind: "not-json", message: text.trim() === "" ? "it is empty" : (error as Error).message };
  }
  return isTooDeep(text) ? { kind: "too-deep" } : { kind: "json", value };
}

/** Of a text that is JSON; one pass that calls nothing. */
function isTooDeep(json: string): boolean {
  if (json.length <= 2 * maxJsonDepth) return false;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (inString) {
      if (code === backslash) at += 1;
      else if (code === quote) inString = false;
    } else if (code === quote) inString = true;
    else if (code === openList || code === openObject) {
      depth += 1;
      if (depth > maxJsonDepth) return true;
    } else if (code === closeList || code === closeObject) depth -= 1;
  }
  return false;
}

const quote = 0x22;
const backslash = 0x5c;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export interface SignatureRules {
  /** Keys that do not count, at any depth. */
  without?: ReadonlySet<string>;
  /** Items of lists count in any order. */
  anyOrder?: boolean;
}

/**
 * A text that two JSON values share exactly when they are equal: keys in order, lists in theirs or sorted. It makes an
 * unordered comparison of long lists one pass, where comparing each with each would take the square.
 */
export function signature(value: unknown, rules: SignatureRules = {}): string {
  if (Array.isArray(value)) {
    const items = value.map((item) => signature(item, rules));
    return `[${(rules.anyOrder ? items.sort() : items).join()}]`;
  }
  if (!isObject(value)) return JSON.stringify(value) ?? "null";
  const keys = Object.keys(value).filter((key) => !rules.without?.has(key));
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${signature(value[key], rules)}`)
    .join()}}`;
}

export const areEqual = (a: unknown, b: unknown): boolean => signature(a) === signature(b);

/** A value for a sentence: text in quotes, anything else as JSON. */
export const shown = (value: unknown): string =>
  typeof value === "string" ? `“${value}”` : (JSON.stringify(value) ?? "nothing");
