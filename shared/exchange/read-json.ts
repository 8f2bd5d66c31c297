import { findUnsafeKey } from "../text/json-text.ts";
import { deepest, unreadable } from "./unreadable.ts";

export type Json = null | boolean | number | string | Json[] | Fields;
/** An object as JSON gives it: no key of it is `__proto__`, and each is there once. Only own properties are looked at. */
export interface Fields {
  [name: string]: Json;
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What stands under a name, never what an object inherits; null where there is nothing. */
export const fieldOf = (fields: Fields, name: string): Json =>
  Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;

export const textField = (fields: Fields, name: string): string => {
  const value = fieldOf(fields, name);
  return typeof value === "string" ? value : "";
};

/** What programs write down for what nobody set. */
export const saysNothing = (value: Json): boolean =>
  value === null ||
  value === false ||
  value === "" ||
  (typeof value === "object" && Object.keys(value).length === 0);

export const listField = (fields: Fields, name: string): Json[] => {
  const value = fieldOf(fields, name);
  return Array.isArray(value) ? value : [];
};

export const textsOf = (value: Json): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

/** JSON of somebody else. Of a key that is there twice the parser keeps one, and nobody can say which was meant. */
export function readJson(text: string): Json {
  const whole = withoutMark(text);
  if (whole.trim() === "") throw unreadable("empty-file");
  // Before it is parsed: whatever walks through it afterwards would run out of stack.
  if (depthOf(whole) > deepest) throw unreadable("too-deep", { limit: deepest });
  let value: Json;
  try {
    value = JSON.parse(whole) as Json;
  } catch (error) {
    throw unreadable("broken-json", { said: error instanceof Error ? error.message : "" });
  }
  const unsafe = findUnsafeKey(whole);
  if (unsafe !== null)
    throw unreadable(unsafe.reason === "duplicate-key" ? "duplicate-key" : "unsafe-key", {
      path: unsafe.path,
    });
  return value;
}

export const withoutMark = (text: string): string => text.replace(/^\uFEFF/, "");

/** How deep brackets are nested outside of texts; one pass. */
export function depthOf(json: string): number {
  let depth = 0;
  let most = 0;
  let inText = false;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (inText) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) inText = false;
    } else if (code === 0x22) inText = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > most) most = depth;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return most;
}
