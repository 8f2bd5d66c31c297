import { setImmediate as nextTurn } from "node:timers/promises";

/** Entries that are worked through between two turns of the event loop: some milliseconds. */
const slice = 100;

/** Whoever else wants something is heard in between. */
export async function inSlices<T, R>(
  list: readonly T[],
  signal: AbortSignal,
  work: (one: T) => R,
): Promise<R[]> {
  const done: R[] = [];
  for (const [index, one] of list.entries()) {
    done.push(work(one));
    if (index % slice !== slice - 1) continue;
    await nextTurn();
    signal.throwIfAborted();
  }
  return done;
}
