import { useRef } from "react";
import type { Message } from "#shared/model/content.ts";

/**
 * A stable key for each message, which has none of its own: one that is edited in place keeps its key, and so its
 * editor with cursor and undo; one that is moved takes it along.
 */
export function useMessageKeys(messages: readonly Message[]): number[] {
  const memory = useRef({ known: new WeakMap<Message, number>(), last: [] as number[], next: 0 });
  const { current } = memory;
  const isSameLength = messages.length === current.last.length;
  const taken = new Set(messages.flatMap((message) => current.known.get(message) ?? []));
  const keys = messages.map((message, index) => {
    const known = current.known.get(message);
    if (known !== undefined) return known;
    const before = current.last[index];
    const canInherit = isSameLength && before !== undefined && !taken.has(before);
    const key = canInherit ? before : current.next;
    if (!canInherit) current.next += 1;
    taken.add(key);
    current.known.set(message, key);
    return key;
  });
  current.last = keys;
  return keys;
}
