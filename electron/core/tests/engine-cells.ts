/**
 * A cell is one answer that a run asks for: case × model × repeat, numbered
 * ((case index × models) + model index) × repeats + repeat. A hundred thousand of them are four hundred kilobytes.
 */
export interface Grid {
  models: number;
  repeats: number;
}

export interface Place {
  caseIndex: number;
  modelIndex: number;
  repeat: number;
}

export const placeOf = (cell: number, { models, repeats }: Grid): Place => {
  const pair = Math.floor(cell / repeats);
  return {
    caseIndex: Math.floor(pair / models),
    modelIndex: pair % models,
    repeat: cell % repeats,
  };
};

/** All cells of these cases, in their order. */
export function cellsOf(caseIndexes: ArrayLike<number>, { models, repeats }: Grid): Uint32Array {
  const each = models * repeats;
  const cells = new Uint32Array(caseIndexes.length * each);
  for (let index = 0; index < caseIndexes.length; index += 1) {
    const first = (caseIndexes[index] as number) * each;
    for (let offset = 0; offset < each; offset += 1) cells[index * each + offset] = first + offset;
  }
  return cells;
}

/**
 * The same cells in an order that the seed alone decides, so that what has been called of a run is a random sample of it
 * at any moment. Fisher–Yates over Mulberry32 (Tommy Ettinger, public domain).
 */
export function shuffled(cells: Uint32Array, seed: number): Uint32Array {
  const order = cells.slice();
  let state = seed | 0;
  const draw = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(draw() * (at + 1));
    const kept = order[at] as number;
    order[at] = order[other] as number;
    order[other] = kept;
  }
  return order;
}

/** A set of cells at one bit each. */
export class CellSet {
  #bits = new Uint8Array(0);
  size = 0;

  add(cell: number): void {
    const byte = cell >>> 3;
    if (byte >= this.#bits.length) {
      const grown = new Uint8Array(Math.max(64, byte + 1, this.#bits.length * 2));
      grown.set(this.#bits);
      this.#bits = grown;
    }
    const bit = 1 << (cell & 7);
    if (((this.#bits[byte] ?? 0) & bit) !== 0) return;
    this.#bits[byte] = (this.#bits[byte] ?? 0) | bit;
    this.size += 1;
  }

  has(cell: number): boolean {
    return ((this.#bits[cell >>> 3] ?? 0) & (1 << (cell & 7))) !== 0;
  }
}
