import type { CaseId } from "#shared/model/ids.ts";
import { type AskedCases, askedCases, calledCells, groupsOf, type RunFacts } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";
import type { ArmPlaces, RoundLayout } from "./evidence-layout.ts";
import type { Round } from "./experiment-store.ts";

export interface LaidRound {
  layout: RoundLayout;
  /** Places of the rows in the order in which the first arm is asked them. */
  called: Uint32Array;
  grouped: [place: number, name: string][];
}

export function layOutRound(
  context: ExperimentContext,
  { round, runs }: Round,
  { models, repeats, firstRow }: { models: string[]; repeats: number; firstRow: number },
): LaidRound {
  const asked = runs.map((run) => askedCases(context.tests, run));
  const { ids, hashes, places } = combine(asked);
  const arms = runs.map((run, arm): AskedArm => {
    const cells = calledCells(context.tests, run);
    return { cells, grid: gridOf(run, models[arm] ?? ""), at: places[arm] ?? null };
  });
  const { caseIndexes, rowOf } = numberRows(ids.length, arms);
  const placed = arms.map((arm, position) =>
    placeArm(arm, { cases: asked[position]?.ids.length ?? 0, rows: caseIndexes.length, rowOf, repeats }),
  );
  const called = arms[0] === undefined ? new Uint32Array(0) : lastCalled(arms[0], rowOf, caseIndexes.length);
  const names = asked[0] === undefined ? new Map<number, string>() : groupsOf(context.tests, asked[0]);
  const grouped = [...names].flatMap(([index, name]): [number, string][] => {
    const row = rowOf[index] ?? -1;
    return row < 0 ? [] : [[row, name]];
  });
  return { layout: { round, firstRow, caseIndexes, ids, hashes, arms: placed }, called, grouped };
}

/** What an arm is asked, by the cells of its run. */
interface AskedArm {
  cells: Uint32Array;
  grid: ArmGrid;
  /** Where the cases of its suite stand among those of all arms; null: at the same places. */
  at: Int32Array | null;
}

/** A row for each case that any arm is asked, in the order of the cases; and the other way round, −1: it has none. */
function numberRows(cases: number, arms: AskedArm[]): { caseIndexes: Uint32Array; rowOf: Int32Array } {
  const isAsked = new Uint8Array(cases);
  for (const { cells, grid, at } of arms)
    for (let place = 0; place < cells.length; place += 1) {
      const index = caseOf(grid, cells[place] as number);
      if (index >= 0) isAsked[at === null ? index : (at[index] as number)] = 1;
    }
  const rowOf = new Int32Array(cases).fill(-1);
  const caseIndexes = new Uint32Array(cases);
  let rows = 0;
  for (let index = 0; index < cases; index += 1) {
    if (isAsked[index] === 0) continue;
    rowOf[index] = rows;
    caseIndexes[rows] = index;
    rows += 1;
  }
  return { caseIndexes: caseIndexes.slice(0, rows), rowOf };
}

function placeArm(
  { cells, grid, at }: AskedArm,
  of: { cases: number; rows: number; rowOf: Int32Array; repeats: number },
): ArmPlaces {
  const firstCell = new Int32Array(of.rows).fill(-1);
  const asked = new Uint8Array(of.rows * of.repeats);
  for (let index = 0; index < of.cases; index += 1) {
    const row = of.rowOf[at === null ? index : (at[index] as number)] as number;
    if (row >= 0) firstCell[row] = (index * grid.models + grid.model) * grid.repeats;
  }
  for (let place = 0; place < cells.length; place += 1) {
    const cell = cells[place] as number;
    const index = caseOf(grid, cell);
    if (index < 0) continue;
    const row = of.rowOf[at === null ? index : (at[index] as number)] as number;
    asked[row * of.repeats + (cell % grid.repeats)] = 1;
  }
  return { firstCell, asked };
}

interface ArmGrid {
  models: number;
  /** The place of the arm's model among those of the run. */
  model: number;
  repeats: number;
}

const gridOf = ({ plan }: RunFacts, model: string): ArmGrid => ({
  models: plan.models.length,
  model: Math.max(0, plan.models.indexOf(model)),
  repeats: plan.repeats,
});

/** −1: the cell is another model's. */
function caseOf({ models, model, repeats }: ArmGrid, cell: number): number {
  const pair = Math.floor(cell / repeats);
  return pair % models === model ? Math.floor(pair / models) : -1;
}

/**
 * The cases of all arms once. Where arms were asked other versions of a suite, a case is the same one by its id; the same
 * content in the same order is the same suite, whatever it is called.
 */
function combine(asked: AskedCases[]): { ids: CaseId[]; hashes: string[]; places: (Int32Array | null)[] } {
  const first = asked[0];
  if (first === undefined || asked.every(({ suiteHash }) => suiteHash === first.suiteHash))
    return { ids: first?.ids ?? [], hashes: first?.hashes ?? [], places: asked.map(() => null) };
  const ids = [...first.ids];
  const hashes = [...first.hashes];
  const indexes = new Map(ids.map((id, index) => [id, index]));
  const places = asked.map((own): Int32Array | null => {
    if (own.suiteHash === first.suiteHash) return null;
    return Int32Array.from(own.ids, (id, index) => {
      const found = indexes.get(id);
      if (found !== undefined) return found;
      indexes.set(id, ids.length);
      hashes.push(own.hashes[index] ?? "");
      return ids.push(id) - 1;
    });
  });
  return { ids, hashes, places };
}

/** Rows in the order in which their last repeat is called; those that the first arm is not asked come last. */
function lastCalled({ cells, grid, at }: AskedArm, rowOf: Int32Array, rows: number): Uint32Array {
  const seen = new Uint8Array(rows);
  const backwards = new Uint32Array(rows);
  let count = 0;
  for (let place = cells.length - 1; place >= 0; place -= 1) {
    const index = caseOf(grid, cells[place] as number);
    if (index < 0) continue;
    const row = rowOf[at === null ? index : (at[index] as number)] as number;
    if (seen[row] === 1) continue;
    seen[row] = 1;
    backwards[count] = row;
    count += 1;
  }
  const order = new Uint32Array(rows);
  order.set(backwards.subarray(0, count).reverse());
  for (let row = 0; row < rows; row += 1) {
    if (seen[row] === 1) continue;
    order[count] = row;
    count += 1;
  }
  return order;
}
