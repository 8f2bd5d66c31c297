import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { CheckReason } from "#shared/model/check.ts";
import type { TestRunId } from "#shared/model/ids.ts";
import type { ResultFilter, TestAttemptRow } from "#shared/model/test-run.ts";
import { cutText } from "#shared/text/cut-text.ts";
import type { Database } from "../store/database.ts";
import { textKey } from "../store/text-key.ts";
import { changesAgainst } from "./baseline.ts";
import type { TestContext } from "./context.ts";
import { shortMarks } from "./marks-store.ts";
import { type ResultCache, resultCacheOf } from "./results-cache.ts";
import { casesOf, columnsOf, presentCells, type ResultColumns, spanOf } from "./results-columns.ts";
import { isFresh } from "./results-fresh.ts";
import { changes, type OrderFacts, orderCells } from "./results-order.ts";
import {
  type AttemptRow,
  cellsOfCase,
  cellsWithCheck,
  cellsWithReply,
  hashesWithTag,
  hashesWithText,
  listAttemptRows,
  listFailing,
  listTags,
  markedCells,
  newestNumbers,
  verdictOrder,
} from "./results-store.ts";
import { findRunFacts, type RunFacts } from "./summary-store.ts";

/** Orders that are kept: a person goes to and fro between a few. */
const mostOrders = 12;

export function factsOf(db: Database, id: TestRunId): RunFacts {
  const facts = findRunFacts(db, id);
  if (facts !== undefined) return facts;
  throw new LatheError({ code: "tests.not-found", message: "This test run is not in the workspace." });
}

export function readResults(
  context: TestContext,
  input: ParsedInput<"tests.results">,
): Output<"tests.results"> {
  const { db } = context;
  const cache = resultCacheOf(context);
  const facts = factsOf(db, input.testRunId);
  const columns = columnsOf(db, cache.columns, facts);
  const cells = orderOf(db, cache, facts, columns, input);
  const window = cells.subarray(input.offset, input.offset + input.limit);
  return { rows: rowsOf(db, cache, facts, columns, window), total: cells.length };
}

type OrderWish = Pick<ParsedInput<"tests.results">, "filter" | "sort" | "descending"> & { isExact?: boolean };

/**
 * Worked out once for each filter and sort, and again when what it was made from has changed; of a large run that is under
 * way, for at most a fifth of the time, unless it has to be exact.
 */
export function orderOf(
  db: Database,
  cache: ResultCache,
  facts: RunFacts,
  columns: ResultColumns,
  { filter, sort, descending, isExact = false }: OrderWish,
): Uint32Array {
  const needsChange = sort === "attention" || filter.change !== undefined;
  const change = needsChange ? changesAgainst(db, cache, facts, columns) : null;
  const marks = filter.marked === undefined ? 0 : newestNumbers(db).mark;
  const state = `${columns.version}/${change?.state ?? ""}/${marks}`;
  const key = JSON.stringify([columns.testRunId, columns.run, filter, sort, descending]);
  const kept = cache.orders.get(key);
  const startedAt = cache.monotonic();
  if (kept !== undefined && (kept.state === state || (!isExact && isFresh(facts, kept, startedAt))))
    return kept.cells;
  const modelIndex = filter.model === undefined ? null : facts.plan.models.indexOf(filter.model);
  const order: OrderFacts = {
    change: change?.list ?? null,
    isFound: findCells(db, columns, filter),
    modelIndex,
  };
  const places = filter.verdicts.map((verdict) => verdictOrder.indexOf(verdict));
  const cells = orderCells(columns, filter, { sort, descending }, order, places);
  cache.orders.delete(key);
  cache.orders.set(key, { state, cells, madeAt: startedAt, tookMs: cache.monotonic() - startedAt });
  for (const old of cache.orders.keys()) if (cache.orders.size > mostOrders) cache.orders.delete(old);
  return cells;
}

/** The filters that the store answers, all at once: 1 where a cell passes each of them. null: there are none. */
function findCells(db: Database, columns: ResultColumns, filter: ResultFilter): Uint8Array | null {
  const { tag, check, marked, caseId } = filter;
  const text = filter.text.trim();
  const span = spanOf(columns);
  const all: ((cell: number) => boolean)[] = [];
  if (tag !== undefined) all.push(ofCases(db, columns, hashesWithTag(db, tag)));
  if (check !== undefined) all.push(among(span === null ? [] : cellsWithCheck(db, span, check)));
  if (marked !== undefined) {
    const isMarked = among(span === null ? [] : markedCells(db, span));
    all.push((cell) => isMarked(cell) === marked);
  }
  if (caseId !== undefined) all.push(among(cellsOfCase(db, columns.run, caseId)));
  if (text !== "") {
    const key = textKey(text);
    const inCase = ofCases(db, columns, hashesWithText(db, key));
    const inReply = among(span === null ? [] : cellsWithReply(db, span, key));
    all.push((cell) => inCase(cell) || inReply(cell));
  }
  if (all.length === 0) return null;
  const found = new Uint8Array(columns.sequence.length);
  for (const cell of presentCells(columns)) if (all.every((passes) => passes(cell))) found[cell] = 1;
  return found;
}

function among(cells: number[]): (cell: number) => boolean {
  const found = new Set(cells);
  return (cell) => found.has(cell);
}

function ofCases(db: Database, columns: ResultColumns, hashes: string[]): (cell: number) => boolean {
  const { places } = casesOf(db, columns);
  const each = columns.grid.models * columns.grid.repeats;
  const isWanted = new Uint8Array(Math.ceil(columns.sequence.length / each));
  for (const hash of hashes) {
    const found = places.get(hash);
    if (typeof found === "number") isWanted[found] = 1;
    else for (const place of found ?? []) isWanted[place] = 1;
  }
  return (cell) => isWanted[Math.floor(cell / each)] === 1;
}

/** The rows of these cells, in their order. */
export function rowsOf(
  db: Database,
  cache: ResultCache,
  facts: RunFacts,
  columns: ResultColumns,
  cells: Uint32Array,
): TestAttemptRow[] {
  const sequences = Array.from(cells, (cell) => columns.sequence[cell] as number);
  const change = changesAgainst(db, cache, facts, columns)?.list ?? null;
  const rows = new Map(listAttemptRows(db, sequences).map((row) => [row.sequence, row]));
  const shown = sequences.flatMap((sequence) => rows.get(sequence) ?? []);
  return describeRows(db, shown, (cell) => changes[change?.[cell] ?? 0] ?? "unknown");
}

export function describeRows(
  db: Database,
  rows: AttemptRow[],
  changeOf: (cell: number) => TestAttemptRow["change"],
): TestAttemptRow[] {
  const sequences = rows.map(({ sequence }) => sequence);
  const failing = group(listFailing(db, sequences), ({ attempt }) => attempt);
  const tags = group(listTags(db, [...new Set(rows.map(({ caseHash }) => caseHash))]), ({ hash }) => hash);
  const marks = shortMarks(db, sequences);
  return rows.map((row) => {
    const failed = failing.get(row.sequence) ?? [];
    const firstReason =
      failed[0] === undefined ? undefined : (JSON.parse(failed[0].reasonJson) as CheckReason);
    const { sequence, run: _run, caseHash, errorMessage, ...shown } = row;
    return {
      ...shown,
      attempt: sequence,
      recorded: row.recorded === 1,
      tags: (tags.get(caseHash) ?? []).map(({ tag }) => tag),
      replyExcerpt: excerpt(row.replyExcerpt),
      failing: failed.map(({ name }) => name),
      reason: firstReason?.text ?? errorMessage ?? "",
      ...(firstReason === undefined ? {} : { firstReason }),
      mark: marks.get(sequence) ?? null,
      change: changeOf(row.cell),
    };
  });
}

const excerptLength = 160;
export const excerpt = (text: string): string => cutText(text.replace(/\s+/g, " ").trim(), excerptLength);

function group<T, K>(items: T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const kept = groups.get(key);
    if (kept === undefined) groups.set(key, [item]);
    else kept.push(item);
  }
  return groups;
}
