import type { TestContext } from "./context.ts";
import { listCheckNames, listNamedScores } from "./results-check-store.ts";
import { presentCells, type ResultColumns, spanOf } from "./results-columns.ts";

/** What the checks of one name said, by cell. */
export interface CheckColumn {
  /** Their mean, where there are several; NaN: none spoke. */
  score: Float64Array;
  /** 1: one of them could not be made. */
  isError: Uint8Array;
}

/** Columns of checks that are kept for a run. */
const mostKept = 12;
const kept = new WeakMap<
  ResultColumns,
  { version: number; byName: Map<string, CheckColumn>; names: ReturnType<typeof checksOfRun> | null }
>();

function keptOf(columns: ResultColumns) {
  const found = kept.get(columns);
  if (found?.version === columns.version) return found;
  const made = { version: columns.version, byName: new Map<string, CheckColumn>(), names: null };
  kept.set(columns, made);
  return made;
}

export function checkColumn({ db }: TestContext, columns: ResultColumns, name: string): CheckColumn {
  const { byName } = keptOf(columns);
  const found = byName.get(name);
  if (found !== undefined) return found;
  const made = readColumn(db, columns, name);
  byName.set(name, made);
  for (const old of byName.keys()) if (byName.size > mostKept) byName.delete(old);
  return made;
}

function readColumn(db: TestContext["db"], columns: ResultColumns, name: string): CheckColumn {
  const cells = columns.sequence.length;
  const score = new Float64Array(cells).fill(Number.NaN);
  const isError = new Uint8Array(cells);
  const span = spanOf(columns);
  if (span === null) return { score, isError };
  const cellOf = cellByAttempt(columns, span);
  const spoke = new Uint16Array(cells);
  for (const said of listNamedScores(db, span, name)) {
    const cell = cellOf(said.attempt);
    if (cell < 0) continue;
    if (said.score === -1) isError[cell] = 1;
    else if (said.score !== null) {
      score[cell] = (spoke[cell] === 0 ? 0 : (score[cell] as number)) + said.score;
      spoke[cell] = (spoke[cell] as number) + 1;
    }
  }
  for (let cell = 0; cell < cells; cell += 1)
    if ((spoke[cell] as number) > 1) score[cell] = (score[cell] as number) / (spoke[cell] as number);
  return { score, isError };
}

/** −1: the attempt is another run's, or does not count. */
function cellByAttempt(
  columns: ResultColumns,
  { first, last, isDense }: { first: number; last: number; isDense: boolean },
): (attempt: number) => number {
  if (isDense) {
    const cells = new Int32Array(last - first + 1).fill(-1);
    for (const cell of presentCells(columns)) cells[(columns.sequence[cell] as number) - first] = cell;
    return (attempt) => cells[attempt - first] ?? -1;
  }
  const cells = new Map<number, number>();
  for (const cell of presentCells(columns)) cells.set(columns.sequence[cell] as number, cell);
  return (attempt) => cells.get(attempt) ?? -1;
}

/** The checks that said anything in a run. */
export function checksOfRun(
  { db }: TestContext,
  columns: ResultColumns,
): { name: string; isJudge: boolean }[] {
  const own = keptOf(columns);
  if (own.names !== null) return own.names;
  const span = spanOf(columns);
  own.names = span === null ? [] : listCheckNames(db, span);
  return own.names;
}
