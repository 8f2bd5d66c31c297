import type { CaseId, ExperimentId } from "#shared/model/ids.ts";
import type { Database } from "../store/database.ts";
import { type AskedCases, askedCases, calledCells, groupsOf, type RunFacts } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";
import type { Experiment, Round } from "./experiment-store.ts";

/** Where the attempts of one arm stand in its run. */
export interface ArmPlaces {
  /** By the row's place in its round: the cell of its first repeat; −1: the run's suite does not have this case. */
  firstCell: Int32Array;
  /** By the row's place × repeats of the layout + repeat; 1: the run asks for it. */
  asked: Uint8Array;
}

export interface RoundLayout {
  round: number;
  /** The place of its first row among those of all rounds. */
  firstRow: number;
  /** By the row's place in the round: where its case stands in `ids` and `hashes`. */
  caseIndexes: Uint32Array;
  /** The cases of the first arm's suite, then those that only suites of other arms have. */
  ids: CaseId[];
  hashes: string[];
  arms: ArmPlaces[];
}

/**
 * What an experiment asks, whatever has been answered: a row for each case that any arm is asked, numbered through over
 * all rounds. It never changes, but for a round that is added.
 */
export interface Layout {
  rows: number;
  /** The most that any case is put to any arm. */
  repeats: number;
  rounds: RoundLayout[];
  /** By row: those of one group have the same number. null: no case belongs to one. */
  clusters: Int32Array | null;
  /** The rows in the order in which the first arm is asked them; then those that only others are. */
  order: Uint32Array;
}

/** Layouts that are kept; of 100,000 cases and two arms one takes two megabytes. */
const mostKept = 8;
const caches = new WeakMap<Database, Map<ExperimentId, { made: string; layout: Layout }>>();

export function layoutOf(context: ExperimentContext, experiment: Experiment): Layout {
  const kept = caches.get(context.db) ?? new Map<ExperimentId, { made: string; layout: Layout }>();
  caches.set(context.db, kept);
  const id = experiment.experimentId;
  const made = JSON.stringify(experiment.rounds.map(({ runs }) => runs.map(({ sequence }) => sequence)));
  const found = kept.get(id);
  const layout = found?.made === made ? found.layout : layOut(context, experiment);
  // The one used last is the last to go.
  kept.delete(id);
  kept.set(id, { made, layout });
  for (const old of kept.keys()) if (kept.size > mostKept) kept.delete(old);
  return layout;
}

function layOut(context: ExperimentContext, { rounds, arms }: Experiment): Layout {
  const models = arms.map(({ model }) => model);
  const repeats = rounds
    .flatMap(({ runs }) => runs)
    .reduce((most, { plan }) => Math.max(most, plan.repeats), 1);
  const laid: RoundLayout[] = [];
  const order: number[] = [];
  const groups: [row: number, name: string][] = [];
  let rows = 0;
  for (const round of rounds) {
    const { layout, called, grouped } = layOutRound(context, round, { models, repeats, firstRow: rows });
    laid.push(layout);
    for (const place of called) order.push(rows + place);
    for (const [place, name] of grouped) groups.push([rows + place, name]);
    rows += layout.caseIndexes.length;
  }
  return { rows, repeats, rounds: laid, clusters: clustersOf(rows, groups), order: Uint32Array.from(order) };
}

function layOutRound(
  context: ExperimentContext,
  { round, runs }: Round,
  { models, repeats, firstRow }: { models: string[]; repeats: number; firstRow: number },
) {
  const asked = runs.map((run) => askedCases(context.tests, run));
  const { ids, hashes, places } = combine(asked);
  const cells = runs.map((run) => calledCells(context.tests, run));
  const arms = runs.map((run, arm) => ({ run, grid: gridOf(run, models[arm] ?? ""), at: places[arm] }));

  const isAsked = new Uint8Array(ids.length);
  for (const [arm, { grid, at }] of arms.entries())
    for (const cell of cells[arm] ?? []) {
      const index = caseOf(grid, cell);
      if (index >= 0) isAsked[at?.[index] ?? index] = 1;
    }
  const caseIndexes = Uint32Array.from(isAsked.keys()).filter((index) => isAsked[index] === 1);
  const rowOf = new Int32Array(ids.length).fill(-1);
  for (const [row, index] of caseIndexes.entries()) rowOf[index] = row;

  const laid = arms.map(({ grid, at }, arm): ArmPlaces & { called: number[] } => {
    const firstCell = new Int32Array(caseIndexes.length).fill(-1);
    const own = new Uint8Array(caseIndexes.length * repeats);
    const called: number[] = [];
    const length = asked[arm]?.ids.length ?? 0;
    for (let index = 0; index < length; index += 1) {
      const row = rowOf[at?.[index] ?? index] as number;
      if (row >= 0) firstCell[row] = (index * grid.models + grid.model) * grid.repeats;
    }
    for (const cell of cells[arm] ?? []) {
      const index = caseOf(grid, cell);
      if (index < 0) continue;
      const row = rowOf[at?.[index] ?? index] as number;
      own[row * repeats + (cell % grid.repeats)] = 1;
      called.push(row);
    }
    return { firstCell, asked: own, called };
  });
  const called = lastCalled(laid[0]?.called ?? [], caseIndexes.length);
  const names = asked[0] === undefined ? new Map<number, string>() : groupsOf(context.tests, asked[0]);
  const grouped = [...names].flatMap(([index, name]): [number, string][] => {
    const row = rowOf[index] ?? -1;
    return row < 0 ? [] : [[row, name]];
  });
  const layout: RoundLayout = {
    round,
    firstRow,
    caseIndexes,
    ids,
    hashes,
    arms: laid.map(({ firstCell, asked }) => ({ firstCell, asked })),
  };
  return { layout, called, grouped };
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
function combine(asked: AskedCases[]) {
  const first = asked[0];
  const ids = [...(first?.ids ?? [])];
  const hashes = [...(first?.hashes ?? [])];
  let indexes: Map<CaseId, number> | null = null;
  /** Of each arm: where its cases stand among all; null: at the same places. */
  const places = asked.map((own): Int32Array | null => {
    if (own.suiteHash === first?.suiteHash) return null;
    indexes ??= new Map(ids.map((id, index) => [id, index]));
    const known = indexes;
    return Int32Array.from(own.ids, (id, index) => {
      const found = known.get(id);
      if (found !== undefined) return found;
      known.set(id, ids.length);
      hashes.push(own.hashes[index] ?? "");
      return ids.push(id) - 1;
    });
  });
  return { ids, hashes, places };
}

/** Rows in the order in which their last repeat is called; those that are never called come last. */
function lastCalled(called: number[], rows: number): Uint32Array {
  const order = new Uint32Array(rows);
  const seen = new Uint8Array(rows);
  let at = called.length === 0 ? 0 : new Set(called).size;
  const distinct = at;
  for (let place = called.length - 1; place >= 0; place -= 1) {
    const row = called[place] as number;
    if (seen[row] === 1) continue;
    seen[row] = 1;
    at -= 1;
    order[at] = row;
  }
  let rest = distinct;
  for (let row = 0; row < rows; row += 1) {
    if (seen[row] === 1) continue;
    order[rest] = row;
    rest += 1;
  }
  return order;
}

function clustersOf(rows: number, groups: [row: number, name: string][]): Int32Array | null {
  if (groups.length === 0) return null;
  const clusters = Int32Array.from({ length: rows }, (_, row) => row);
  const first = new Map<string, number>();
  for (const [row, name] of groups) {
    const cluster = first.get(name) ?? row;
    first.set(name, cluster);
    clusters[row] = cluster;
  }
  return clusters;
}

/** Which round a row belongs to, and its place in it. */
export function placeOfRow({ rounds }: Layout, row: number): { round: RoundLayout; place: number } {
  let found = rounds[0] as RoundLayout;
  for (const round of rounds) if (round.firstRow <= row) found = round;
  return { round: found, place: row - found.firstRow };
}
