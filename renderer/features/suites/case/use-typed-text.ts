import { useState } from "react";
import { canonicalJson } from "#shared/text/canonical.ts";

/**
 * The text of a field whose value is something else, such as a number or JSON. What is typed stays as it was typed, for as
 * long as the value is the one that was read from it; a value that comes from elsewhere takes its place.
 */
export function useTypedText<Value>(
  value: Value,
  toText: (value: Value) => string,
  /** Gives the value on, and answers it. */
  read: (text: string) => Value,
): [text: string, type: (text: string) => void] {
  const [typed, setTyped] = useState<{ text: string; key: string } | null>(null);
  const text = typed !== null && typed.key === keyOf(value) ? typed.text : toText(value);
  return [text, (next) => setTyped({ text: next, key: keyOf(read(next)) })];
}

/** Values that were stored meanwhile are other objects, with their keys in another order, that say the same. */
const keyOf = (value: unknown): string => (value === undefined ? "" : canonicalJson(value));
