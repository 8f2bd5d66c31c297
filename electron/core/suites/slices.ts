import { setImmediate as nextTurn } from "node:timers/promises";
import type { Database } from "../store/database.ts";

/** Entries that are worked through between two turns of the event loop: some milliseconds. */
const slice = 200;

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

/** More, since each ends with a commit that waits for the disk. */
const storedSlice = 1_000;

/** The same with a transaction for each slice. */
export async function inStoredSlices<T>(
  db: Database,
  list: readonly T[],
  signal: AbortSignal,
  work: (one: T) => void,
): Promise<void> {
  for (let from = 0; from < list.length; from += storedSlice) {
    db.transaction(() => {
      for (const one of list.slice(from, from + storedSlice)) work(one);
    });
    await nextTurn();
    signal.throwIfAborted();
  }
}
