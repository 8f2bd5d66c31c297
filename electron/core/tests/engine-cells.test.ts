import fc from "fast-check";
import { expect, it } from "vitest";
import { CellSet, cellsOf, drawnCells, placeOf, shuffled } from "./engine-cells.ts";
import { createPool, lanesOf } from "./engine-pool.ts";

it("numbers each case, model and repeat once, and finds them again", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(2_000), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 7 }),
      (caseIndexes, models, repeats) => {
        const cells = cellsOf(caseIndexes, { models, repeats });
        const places = [...cells].map((cell) => placeOf(cell, { models, repeats }));
        const wanted = caseIndexes.flatMap((caseIndex) =>
          Array.from({ length: models * repeats }, (_, at) => ({
            caseIndex,
            modelIndex: Math.floor(at / repeats),
            repeat: at % repeats,
          })),
        );
        expect(places).toEqual(wanted);
      },
    ),
  );
});

it("changes the order by the seed alone, and loses no cell", () => {
  const cells = cellsOf([...Array(500).keys()], { models: 2, repeats: 1 });
  const order = shuffled(cells, 7);
  expect([...order].sort((a, b) => a - b)).toEqual([...cells]);
  expect(shuffled(cells, 7)).toEqual(order);
  expect(shuffled(cells, 8)).not.toEqual(order);
  // The first tenth is spread over the whole suite.
  const early = order.slice(0, 100);
  expect(Math.min(...early)).toBeLessThan(150);
  expect(Math.max(...early)).toBeGreaterThan(850);
});

it("remembers a cell, and none beside it", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5_000)), (added) => {
      const set = new CellSet();
      for (const cell of added) set.add(cell);
      const wanted = new Set(added);
      expect(set.size).toBe(wanted.size);
      for (let cell = 0; cell < 5_010; cell += 1) expect(set.has(cell)).toBe(wanted.has(cell));
    }),
    { numRuns: 20 },
  );
});

it("gives out every cell once, and no more of a provider at once than it bears", () => {
  const grid = { models: 3, repeats: 1 };
  const cells = cellsOf([...Array(20).keys()], grid);
  const pool = createPool(
    lanesOf(cells, grid, [
      { name: "a", limit: 2 },
      { name: "b", limit: 5 },
      { name: "a", limit: 2 },
    ]),
  );
  const held: NonNullable<ReturnType<typeof pool.take>>[] = [];
  for (let taken = pool.take(); taken !== null; taken = pool.take()) held.push(taken);
  const ofB = held.filter(({ cell }) => placeOf(cell, grid).modelIndex === 1);
  expect([held.length, ofB.length]).toEqual([7, 5]);
  const seen = new Set<number>();
  for (let one = held.shift(); one !== undefined; one = held.shift()) {
    seen.add(one.cell);
    one.leave();
    const next = pool.take();
    if (next !== null) held.push(next);
  }
  expect(seen.size).toBe(60);
});

it("draws each call to exactly one arm, all walks but the last through every case, and the same from the same seed", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(500), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 1, max: 120 }),
      fc.integer(),
      (caseIndexes, arms, calls, seed) => {
        const repeats = Math.ceil(calls / caseIndexes.length);
        const grid = { models: 1, repeats };
        const own = Array.from({ length: arms }, (_, arm) =>
          drawnCells(caseIndexes, grid, seed, { arms, arm, calls }),
        );
        const all = own.flatMap((cells) => [...cells]);
        expect([all.length, new Set(all).size]).toEqual([calls, calls]);
        const known = new Set(caseIndexes);
        expect(all.every((cell) => known.has(placeOf(cell, grid).caseIndex))).toBe(true);
        const last = all.filter((cell) => placeOf(cell, grid).repeat === repeats - 1);
        expect(last.length).toBe(calls - (repeats - 1) * caseIndexes.length);
        expect(own).toEqual(own.map((_, arm) => drawnCells(caseIndexes, grid, seed, { arms, arm, calls })));
      },
    ),
  );
});

it("gives the arms about as many calls each, and none of them the early cases", () => {
  const calls = 20_000;
  const indexes = [...Array(5_000).keys()];
  const grid = { models: 1, repeats: 4 };
  for (const arm of [0, 1]) {
    const cells = drawnCells(indexes, grid, 11, { arms: 2, arm, calls });
    // Five standard deviations.
    expect(Math.abs(cells.length - calls / 2)).toBeLessThan(5 * Math.sqrt(calls / 4));
    const early = cells.filter((cell) => placeOf(cell, grid).caseIndex < 2_500).length;
    expect(Math.abs(early - cells.length / 2)).toBeLessThan(5 * Math.sqrt(cells.length / 4));
  }
});

it("reads a set that was written, whatever is in it", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(3_000)), (added) => {
      const set = new CellSet();
      for (const cell of added) set.add(cell);
      const read = CellSet.from(set.toBase64());
      expect(read.size).toBe(added.length);
      for (const cell of added) expect(read.has(cell)).toBe(true);
    }),
    { numRuns: 30 },
  );
});
