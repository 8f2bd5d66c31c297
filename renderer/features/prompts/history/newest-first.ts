/** A list that is read in pages from the newest on. `next` is the key to go on from; null: all is read. */
export interface NewestFirst<Item> {
  items: readonly Item[];
  next: number | null;
}

/** How many older entries are asked for at once; the contract allows no more. */
export const olderPageSize = 500;

/**
 * The list after its newest page was read again. Older pages that were read before stay, unless so much is new that a
 * gap would lie between.
 */
export function renewNewest<Item>(
  known: NewestFirst<Item>,
  newest: NewestFirst<Item>,
  keyOf: (item: Item) => number,
): NewestFirst<Item> {
  const last = newest.items.at(-1);
  if (last === undefined || newest.next === null) return newest;
  const meets = known.items.some((item) => keyOf(item) === keyOf(last));
  if (!meets) return newest;
  const older = known.items.filter((item) => keyOf(item) < keyOf(last));
  return older.length === 0 ? newest : { items: [...newest.items, ...older], next: known.next };
}

/** The list after its next page was read; what another reading brought meanwhile is not there twice. */
export function appendOlder<Item>(
  known: NewestFirst<Item>,
  older: NewestFirst<Item>,
  keyOf: (item: Item) => number,
): NewestFirst<Item> {
  const last = known.items.at(-1);
  const fresh = last === undefined ? older.items : older.items.filter((item) => keyOf(item) < keyOf(last));
  return { items: [...known.items, ...fresh], next: older.next };
}

export type Reading<Value> =
  | { kind: "loading" }
  | { kind: "failed"; error: unknown }
  | { kind: "ready"; value: Value };
