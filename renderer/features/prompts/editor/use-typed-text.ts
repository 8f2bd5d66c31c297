import { useState } from "react";

/**
 * The text of a field whose value is something else: a number, JSON, a list. What is typed stays as it was typed, also
 * while it cannot be read; a value that comes from elsewhere (undo, another window) takes its place.
 */
export function useTypedText<Value>(
  value: Value,
  toText: (value: Value) => string,
  /** Gives the value on; answers it, or the old one where the text cannot be read. */
  read: (text: string) => Value,
): [text: string, type: (text: string) => void] {
  const [typed, setTyped] = useState<{ text: string; value: Value } | null>(null);
  const text = typed !== null && Object.is(typed.value, value) ? typed.text : toText(value);
  return [text, (next) => setTyped({ text: next, value: read(next) })];
}
