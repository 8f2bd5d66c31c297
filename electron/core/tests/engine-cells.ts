import type { TestPlan } from "#shared/model/test-run.ts";
import { scattered } from "#shared/statistics/random.ts";

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

/** Draws 0 ≤ x < 1 that the seed alone decides: Mulberry32 (Tommy Ettinger, public domain). */
function drawsOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * The same cells in an order that the seed alone decides, so that what has been called of a run is a random sample of it
 * at any moment. Fisher–Yates.
 */
export function shuffled(cells: Uint32Array, seed: number): Uint32Array {
  const order = cells.slice();
  const draw = drawsOf(seed);
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(draw() * (at + 1));
    const kept = order[at] as number;
    order[at] = order[other] as number;
    order[other] = kept;
  }
  return order;
}

/** Another seed for each number, far from its neighbours'. */
const seedOf = (seed: number, number: number): number =>
  scattered((seed | 0) + Math.imul(number + 1, 0x9e3779b9));

/**
 * The cells of one arm where each call is drawn at random to an arm, in the order in which they are called. Walk after walk
 * goes through all cases, each in an order of its own, until the calls are used up; a walk is a repeat. The seed alone
 * decides, so that all arms together have each cell of the walks exactly once.
 */
export function drawnCells(
  caseIndexes: ArrayLike<number>,
  { models, repeats }: Grid,
  seed: number,
  { arms, arm, calls }: { arms: number; arm: number; calls: number },
): Uint32Array {
  const cases = Uint32Array.from(caseIndexes);
  const most = Math.min(calls, cases.length * repeats);
  const drawArm = drawsOf(seedOf(seed, 0));
  const cells: number[] = [];
  for (let called = 0, repeat = 0; called < most; repeat += 1) {
    for (const caseIndex of shuffled(cases, seedOf(seed, repeat + 1)).subarray(0, most - called)) {
      called += 1;
      if (Math.floor(drawArm() * arms) !== arm) continue;
      for (let model = 0; model < models; model += 1)
        cells.push((caseIndex * models + model) * repeats + repeat);
    }
  }
  return Uint32Array.from(cells);
}

/** All cells that a plan asks for of these cases, in the order in which they are called. */
export function plannedCells(
  caseIndexes: ArrayLike<number>,
  { models, repeats, seed, share }: Pick<TestPlan, "models" | "repeats" | "seed" | "share">,
): Uint32Array {
  const grid = { models: models.length, repeats };
  return share === undefined
    ? shuffled(cellsOf(caseIndexes, grid), seed)
    : drawnCells(caseIndexes, grid, seed, share);
}

/** A set of cells at one bit each. */
export class CellSet {
  #bits = new Uint8Array(0);
  size = 0;

  /** What `toBase64` wrote. */
  static from(written: string): CellSet {
    const set = new CellSet();
    set.#bits = new Uint8Array(Buffer.from(written, "base64"));
    for (let cell = 0; cell < set.#bits.length * 8; cell += 1) if (set.has(cell)) set.size += 1;
    return set;
  }

  /** A bit for each, base64: of a hundred thousand 17 kilobytes at most. */
  toBase64(): string {
    return Buffer.from(this.#bits).toString("base64");
  }

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
