import type { CaseId } from "#shared/model/ids.ts";

/** What is known of the order as it is stored, before any edit. */
export interface StoredOrder {
  /** null: it is the first. Of `null`, the end: the last one. */
  before(id: CaseId | null): CaseId | null;
  /** null: it is the last. Of `null`, the start: the first one. */
  after(id: CaseId | null): CaseId | null;
  positionOf(id: CaseId): number;
}

/**
 * The order of cases while edits are made to it: a linked list that holds only what the edits touched and asks the store
 * for the rest, so that an edit of one case in a hundred thousand reads its neighbours and no more. Nothing is written
 * before `positions` has placed all that was put somewhere.
 */
export class CaseOrder {
  readonly #stored: StoredOrder;
  readonly #next = new Map<CaseId | null, CaseId | null>();
  readonly #previous = new Map<CaseId | null, CaseId | null>();
  readonly #placed = new Set<CaseId>();

  constructor(stored: StoredOrder) {
    this.#stored = stored;
  }

  previousOf(id: CaseId | null): CaseId | null {
    const known = this.#previous.get(id);
    return known === undefined ? this.#stored.before(id) : known;
  }

  nextOf(id: CaseId | null): CaseId | null {
    const known = this.#next.get(id);
    return known === undefined ? this.#stored.after(id) : known;
  }

  take(id: CaseId): void {
    this.#link(this.previousOf(id), this.nextOf(id));
    this.#placed.delete(id);
  }

  put(id: CaseId, after: CaseId | null): void {
    const next = this.nextOf(after);
    this.#link(after, id);
    this.#link(id, next);
    this.#placed.add(id);
  }

  /**
   * A position for each case that was put somewhere, evenly spread between the neighbours that stay where they are; null
   * where the numbers between them run out.
   */
  positions(): Map<CaseId, number> | null {
    const found = new Map<CaseId, number>();
    for (const id of this.#placed) {
      if (found.has(id)) continue;
      let first = id;
      for (let before = this.previousOf(first); before !== null && this.#placed.has(before); ) {
        first = before;
        before = this.previousOf(first);
      }
      const run = [first];
      let end = this.nextOf(first);
      while (end !== null && this.#placed.has(end)) {
        run.push(end);
        end = this.nextOf(end);
      }
      const start = this.previousOf(first);
      const low = start === null ? null : this.#stored.positionOf(start);
      const high = end === null ? null : this.#stored.positionOf(end);
      const places = spread(run.length, low, high);
      if (places === null) return null;
      for (const [index, member] of run.entries()) found.set(member, places[index] ?? 0);
    }
    return found;
  }

  #link(before: CaseId | null, after: CaseId | null): void {
    this.#next.set(before, after);
    this.#previous.set(after, before);
  }
}

/** `count` numbers that rise, between two others (null: no bound on that side); null where there is no room. */
function spread(count: number, low: number | null, high: number | null): number[] | null {
  const from = low ?? (high === null ? 0 : high - count - 1);
  const step = high === null || low === null ? 1 : (high - low) / (count + 1);
  const places = Array.from({ length: count }, (_, index) => from + step * (index + 1));
  const rising = [from, ...places, high ?? Number.POSITIVE_INFINITY];
  return rising.every((place, index) => index === 0 || place > (rising[index - 1] ?? place)) ? places : null;
}
