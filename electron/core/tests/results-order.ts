import type { ResultFilter, ResultSort } from "#shared/model/test-run.ts";
import { modelIndexOf, presentCells, type ResultColumns } from "./results-columns.ts";

/** Against the baseline, as a number for each cell. */
export const changes = ["unknown", "same", "regressed", "fixed"] as const;

/** What else a filter or a sort looks at; each is worked out only where it is asked for. */
export interface OrderFacts {
  /** A place in `changes` for each cell; null: there is no baseline. */
  change: Uint8Array | null;
  /** Whether each cell passes all of the filters that the store answers; null: there are none. */
  isFound: Uint8Array | null;
  modelIndex: number | null;
}

/** The cells that pass the filter, in the order asked for. Whatever is equal stays in the order of the plan. */
export function orderCells(
  columns: ResultColumns,
  filter: ResultFilter,
  { sort, descending }: { sort: ResultSort; descending: boolean },
  facts: OrderFacts,
  verdictPlaces: readonly number[],
): Uint32Array {
  const cells = presentCells(columns).filter(passes(columns, filter, facts, verdictPlaces));
  const ranks = ranksOf(columns, sort, facts);
  if (ranks === null) return descending ? cells.reverse() : cells;
  return "few" in ranks
    ? byRank(cells, ranks.of, ranks.few, descending)
    : byFigure(cells, ranks.figures, descending);
}

function passes(
  { verdict, score, grid }: ResultColumns,
  filter: ResultFilter,
  { change, isFound, modelIndex }: OrderFacts,
  verdictPlaces: readonly number[],
): (cell: number) => boolean {
  const wanted = new Uint8Array(4);
  for (const place of verdictPlaces) wanted[place] = 1;
  const isAny = verdictPlaces.length === 0;
  const { minScore, maxScore } = filter;
  const wantedChange = filter.change === undefined ? null : changes.indexOf(filter.change);
  const { models, repeats } = grid;
  return (cell) =>
    (isAny || wanted[verdict[cell] as number] === 1) &&
    // No figure is neither under nor over another: an attempt without a score is in no range.
    (minScore === undefined || (score[cell] as number) >= minScore) &&
    (maxScore === undefined || (score[cell] as number) <= maxScore) &&
    (modelIndex === null || Math.floor(cell / repeats) % models === modelIndex) &&
    (wantedChange === null || (change?.[cell] ?? 0) === wantedChange) &&
    (isFound === null || isFound[cell] === 1);
}

type Ranks = { few: number; of: (cell: number) => number } | { figures: Float64Array } | null;

function ranksOf(columns: ResultColumns, sort: ResultSort, { change }: OrderFacts): Ranks {
  const { verdict, score, latencyMs, costUsd, grid } = columns;
  switch (sort) {
    case "case":
      return null;
    case "verdict":
      return { few: 4, of: (cell) => verdict[cell] as number };
    case "attention":
      // Errors, what broke since the baseline, other failures, what nothing was checked on, passes.
      return {
        few: 5,
        of: (cell) => {
          const place = verdict[cell] as number;
          if (place === 0) return 0;
          return place === 1 && change?.[cell] === 2 ? 1 : place + 1;
        },
      };
    case "model":
      return { few: grid.models, of: (cell) => modelIndexOf(columns, cell) };
    case "score":
      return { figures: score };
    case "latency":
      return { figures: latencyMs };
    case "cost":
      return { figures: costUsd };
  }
}

/** A counting sort: two passes whatever the number. */
function byRank(
  cells: Uint32Array,
  rankOf: (cell: number) => number,
  few: number,
  descending: boolean,
): Uint32Array {
  const rank = descending ? (cell: number) => few - 1 - rankOf(cell) : rankOf;
  const starts = new Uint32Array(few + 1);
  for (const cell of cells) starts[rank(cell) + 1] = (starts[rank(cell) + 1] as number) + 1;
  for (let index = 0; index < few; index += 1)
    starts[index + 1] = (starts[index + 1] as number) + (starts[index] as number);
  const sorted = new Uint32Array(cells.length);
  for (const cell of cells) {
    const place = rank(cell);
    sorted[starts[place] as number] = cell;
    starts[place] = (starts[place] as number) + 1;
  }
  return sorted;
}

/** Those without a figure come last, whichever way round. */
function byFigure(cells: Uint32Array, figures: Float64Array, descending: boolean): Uint32Array {
  const known = cells.filter((cell) => !Number.isNaN(figures[cell]));
  const unknown = cells.filter((cell) => Number.isNaN(figures[cell]));
  const sign = descending ? -1 : 1;
  known.sort((one, other) => sign * ((figures[one] as number) - (figures[other] as number)) || one - other);
  const sorted = new Uint32Array(cells.length);
  sorted.set(known);
  sorted.set(unknown, known.length);
  return sorted;
}
