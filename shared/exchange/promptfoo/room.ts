import type { FewNotes } from "./few-notes.ts";

/** As many as a suite can hold. */
export const mostCases = 100_000;
/** Of all cases together. */
const mostCharacters = 200_000_000;

/**
 * How much more of a file is taken. A small file can stand for more than any computer holds: lists of values multiply, each
 * set of a scenario meets each of its tests, and one long value may be part of all of them.
 */
export class Room {
  #cases = 0;
  #characters = 0;
  readonly #notes: FewNotes;

  constructor(notes: FewNotes) {
    this.#notes = notes;
  }

  get isFull(): boolean {
    return this.#cases >= mostCases || this.#characters >= mostCharacters;
  }

  /** false: it has no place, which was told. */
  take(parts: readonly unknown[]): boolean {
    if (this.isFull) {
      this.tell();
      return false;
    }
    this.#cases += 1;
    for (const part of parts) this.#characters += weightOf(part, mostCharacters);
    return true;
  }

  tell(): void {
    this.#notes.lose("cases-left-out", { limit: mostCases, millions: mostCharacters / 1_000_000 });
  }
}

/** About how many characters it is written with; counts no further than `most`. */
function weightOf(value: unknown, most: number): number {
  let weight = 0;
  const open = [value];
  for (let one = open.pop(); one !== undefined && weight < most; one = open.pop()) {
    if (typeof one === "string") weight += one.length;
    else if (typeof one === "object" && one !== null)
      for (const [name, inner] of Object.entries(one)) {
        weight += name.length + 2;
        if (inner !== undefined) open.push(inner);
      }
    weight += 2;
  }
  return weight;
}
