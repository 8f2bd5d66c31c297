import type { CaseId, TestRunId } from "#shared/model/ids.ts";
import type { Database } from "../store/database.ts";
import { type Grid, placeOf } from "./engine-cells.ts";
import {
  listCases,
  listFigures,
  listNewFigures,
  newestNumbers,
  type ResultFigures,
  verdictOrder,
} from "./results-store.ts";
import type { AttemptSpan, RunFacts } from "./summary-store.ts";

/**
 * The figures of a run's attempts by their cell, as typed arrays: some forty bytes an attempt, read once and then brought
 * up to date with what has come since. Every sort, filter, window and sum starts from them. A figure that is not there is
 * NaN; a cell without an attempt has the number 0.
 */
export interface ResultColumns {
  readonly testRunId: TestRunId;
  readonly run: number;
  readonly grid: Grid;
  /** Rises whenever anything in them changed. */
  version: number;
  /** Attempts that count. */
  count: number;
  /** The newest attempt of any run that has been looked at. */
  newest: number;
  sequence: Float64Array;
  verdict: Uint8Array;
  recorded: Uint8Array;
  score: Float64Array;
  latencyMs: Float64Array;
  costUsd: Float64Array;
  /** By case index, with holes where none has been called yet; read when they are first needed. */
  cases: RunCases;
}

export interface RunCases {
  /** The newest attempt that they were read from. */
  newest: number;
  ids: CaseId[];
  /** Where the cases stand that have this content's hash: nearly always one. */
  places: Map<string, number | number[]>;
}

/**
 * Runs whose columns are kept, the oldest going first: the one that is looked at, its baseline, and the arms of a
 * comparison over several rounds; fewer where they are large.
 */
const mostKept = 48;
const fewestKept = 4;
const mostCells = 1_200_000;

export type ColumnCache = Map<TestRunId, ResultColumns>;

/** The columns of a run as it stands in the store now. */
export function columnsOf(db: Database, cache: ColumnCache, facts: RunFacts): ResultColumns {
  const kept = cache.get(facts.testRunId);
  const columns = kept?.run === facts.sequence ? kept : emptyColumns(facts);
  // The one used last is the last to go.
  cache.delete(facts.testRunId);
  cache.set(facts.testRunId, columns);
  bringUpToDate(db, columns, facts);
  makeWay(cache);
  return columns;
}

function makeWay(cache: ColumnCache): void {
  let cells = 0;
  for (const { sequence } of cache.values()) cells += sequence.length;
  for (const [id, { sequence }] of cache) {
    if (cache.size <= fewestKept || (cache.size <= mostKept && cells <= mostCells)) return;
    cache.delete(id);
    cells -= sequence.length;
  }
}

function emptyColumns({ testRunId, sequence: run, plan }: RunFacts): ResultColumns {
  return {
    testRunId,
    run,
    grid: { models: plan.models.length, repeats: plan.repeats },
    version: 0,
    count: 0,
    newest: 0,
    cases: noCases(),
    ...arraysOf(0),
  };
}

const noCases = (): RunCases => ({ newest: 0, ids: [], places: new Map() });

const arraysOf = (length: number) => ({
  sequence: new Float64Array(length),
  verdict: new Uint8Array(length),
  recorded: new Uint8Array(length),
  score: new Float64Array(length),
  latencyMs: new Float64Array(length),
  costUsd: new Float64Array(length),
});

/**
 * Reads what has come since; everything where that does not add up to what the run's counts say: an attempt that was taken
 * out of the count, or a backup that took the file's place.
 */
function bringUpToDate(db: Database, columns: ResultColumns, facts: RunFacts): void {
  const counted = facts.passed + facts.failed + facts.errored + facts.unscored;
  const { attempt: newest } = newestNumbers(db);
  if (newest === columns.newest && counted === columns.count) return;
  if (columns.count > 0 && newest >= columns.newest)
    take(columns, listNewFigures(db, columns.run, columns.newest));
  if (columns.count !== counted || newest < columns.newest) {
    Object.assign(columns, arraysOf(0), { count: 0, cases: noCases() });
    take(columns, listFigures(db, columns.run));
    columns.version += 1;
  }
  columns.newest = newest;
}

function take(columns: ResultColumns, figures: ResultFigures[]): void {
  if (figures.length === 0) return;
  makeRoom(columns, figures.reduce((most, { place }) => Math.max(most, cellOf(place)), 0) + 1);
  for (const { sequence, place, score, latencyMs, costUsd } of figures) {
    const cell = cellOf(place);
    if (columns.sequence[cell] === 0) columns.count += 1;
    columns.sequence[cell] = sequence;
    columns.verdict[cell] = (place >> 1) & 3;
    columns.recorded[cell] = place & 1;
    columns.score[cell] = score ?? Number.NaN;
    columns.latencyMs[cell] = latencyMs ?? Number.NaN;
    columns.costUsd[cell] = costUsd ?? Number.NaN;
  }
  columns.version += 1;
}

const cellOf = (place: number): number => Math.floor(place / 8);

function makeRoom(columns: ResultColumns, length: number): void {
  if (length <= columns.sequence.length) return;
  const before = { ...columns };
  const arrays = arraysOf(Math.max(length, Math.ceil(before.sequence.length * 1.5)));
  for (const name of Object.keys(arrays) as (keyof typeof arrays)[]) arrays[name].set(before[name]);
  Object.assign(columns, arrays);
}

/** The cells that have an attempt, in the order of the plan. */
export function presentCells({ sequence, count }: ResultColumns): Uint32Array {
  const cells = new Uint32Array(count);
  let filled = 0;
  for (let cell = 0; cell < sequence.length && filled < count; cell += 1)
    if (sequence[cell] !== 0) {
      cells[filled] = cell;
      filled += 1;
    }
  return cells.subarray(0, filled);
}

/** null: there is no attempt. */
export function spanOf(columns: ResultColumns): AttemptSpan | null {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const number of columns.sequence) {
    if (number === 0) continue;
    if (number < first) first = number;
    if (number > last) last = number;
  }
  if (last === 0) return null;
  return {
    run: columns.run,
    first,
    last,
    isDense: last - first < columns.count * 4,
    isAlone: last - first + 1 === columns.count,
  };
}

export const caseIndexOf = ({ grid }: ResultColumns, cell: number): number =>
  Math.floor(cell / (grid.models * grid.repeats));
export const modelIndexOf = ({ grid }: ResultColumns, cell: number): number => placeOf(cell, grid).modelIndex;
export const verdictAt = ({ verdict }: ResultColumns, cell: number) =>
  verdictOrder[verdict[cell] ?? 0] ?? "error";

/** Which case stands at which index, and the other way round by the hash of its content. */
export function casesOf(db: Database, columns: ResultColumns): RunCases {
  const { cases, newest } = columns;
  if (cases.newest === newest) return cases;
  const span = spanOf(columns);
  if (span !== null) {
    // A run under way has new ones only.
    for (const row of listCases(db, { ...span, first: Math.max(span.first, cases.newest + 1) })) {
      if (cases.ids[row.caseIndex] !== undefined) continue;
      cases.ids[row.caseIndex] = row.caseId;
      addPlace(cases.places, row.hash, row.caseIndex);
    }
  }
  cases.newest = newest;
  return cases;
}

function addPlace(places: RunCases["places"], hash: string, index: number): void {
  const same = places.get(hash);
  if (same === undefined) places.set(hash, index);
  else if (typeof same === "number") places.set(hash, [same, index]);
  else same.push(index);
}
