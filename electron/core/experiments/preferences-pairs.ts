import { setImmediate as nextTurn } from "node:timers/promises";
import { LatheError } from "#shared/contract/errors.ts";
import type { Database } from "../store/database.ts";
import { resultColumns } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";
import { type Layout, layoutOf, placeOfRow } from "./evidence-layout.ts";
import type { Experiment } from "./experiment-store.ts";
import { listStandings, type Standing } from "./preferences-pairs-store.ts";

/** Two arms, that of the lower place first: a pair of replies is the same whichever is named first. */
export interface ArmPair {
  a: number;
  b: number;
}

export function armPairOf({ arms }: Pick<Experiment, "arms">, asked: ArmPair): ArmPair {
  const pair = { a: Math.min(asked.a, asked.b), b: Math.max(asked.a, asked.b) };
  if (pair.a !== pair.b && pair.b < arms.length) return pair;
  throw new LatheError({
    code: "experiments.no-such-arm",
    message: "These are not two arms of this comparison. Choose two of those that it has.",
    details: { ...asked },
  });
}

/** By the row of the layout, over all rounds. */
export interface Pairs {
  arms: ArmPair;
  layout: Layout;
  /** Numbers of the attempts that are held against each other; 0: none yet. */
  attemptsA: Float64Array;
  attemptsB: Float64Array;
  standings: Uint8Array;
}

export const standing = {
  /** Not both replies are there and complete. */
  missing: 0,
  differ: 1,
  /** Both say the same: nobody is asked which is better, since there is nothing to tell. */
  identical: 2,
} as const satisfies Record<string, Standing>;

/** Pairs of arms whose replies have been compared; of 100,000 cases one takes two megabytes. */
const mostKept = 8;
const caches = new WeakMap<Database, Map<string, Omit<Pairs, "layout">>>();

/** In another state of the workspace an attempt of the same number may have another reply. */
export const forgetPairs = (db: Database): void => void caches.delete(db);

/** Few enough that reading their replies takes some milliseconds. */
const rowsAtOnce = 1_000;

/**
 * The replies of two arms to each case, as they stand now: to its first repeat, or where calls were drawn at random to the
 * first that each arm was asked. A complete reply never changes, so that each is read once.
 */
export async function pairsOf(
  context: ExperimentContext,
  experiment: Experiment,
  arms: ArmPair,
): Promise<Pairs> {
  const layout = layoutOf(context, experiment);
  const cache = caches.get(context.db) ?? new Map<string, Omit<Pairs, "layout">>();
  caches.set(context.db, cache);
  const key = `${experiment.experimentId} ${arms.a} ${arms.b}`;
  const before = cache.get(key);
  const attemptsA = attemptsOf(context, experiment, layout, arms.a);
  const attemptsB = attemptsOf(context, experiment, layout, arms.b);
  const standings = new Uint8Array(layout.rows);
  const unread: number[] = [];
  for (let row = 0; row < layout.rows; row += 1) {
    const [a, b] = [attemptsA[row] as number, attemptsB[row] as number];
    if (a === 0 || b === 0) continue;
    if (before?.attemptsA[row] === a && before.attemptsB[row] === b)
      standings[row] = before.standings[row] as number;
    else unread.push(row);
  }
  for (let from = 0; from < unread.length; from += rowsAtOnce) {
    if (from > 0) await nextTurn();
    const rows = unread.slice(from, from + rowsAtOnce);
    const read = listStandings(
      context.db,
      rows.map((row) => [attemptsA[row] as number, attemptsB[row] as number]),
    );
    for (const [place, one] of read.entries()) standings[rows[place] as number] = one;
  }
  const pairs = { arms, attemptsA, attemptsB, standings };
  // The one used last is the last to go.
  cache.delete(key);
  cache.set(key, pairs);
  for (const old of cache.keys()) if (cache.size > mostKept) cache.delete(old);
  return { ...pairs, layout };
}

function attemptsOf(
  context: ExperimentContext,
  { rounds }: Experiment,
  layout: Layout,
  arm: number,
): Float64Array {
  const attempts = new Float64Array(layout.rows);
  for (const [at, { firstRow, caseIndexes, arms }] of layout.rounds.entries()) {
    const run = rounds[at]?.runs[arm];
    const places = arms[arm];
    if (run === undefined || places === undefined) continue;
    const { sequence } = resultColumns(context.tests, run);
    for (let place = 0; place < caseIndexes.length; place += 1) {
      const first = places.firstCell[place] as number;
      const repeat = places.asked.subarray(place * layout.repeats, (place + 1) * layout.repeats).indexOf(1);
      if (first >= 0 && repeat >= 0) attempts[firstRow + place] = sequence[first + repeat] ?? 0;
    }
  }
  return attempts;
}

/** What votes and judgements are stored by. */
export interface PairPlace {
  round: number;
  caseIndex: number;
}

/** Of a row, with the hash of its case's content. */
export function placeOfPair(layout: Layout, row: number): PairPlace & { hash: string } {
  const { round, place } = placeOfRow(layout, row);
  const caseIndex = round.caseIndexes[place] as number;
  return { round: round.round, caseIndex, hash: round.hashes[caseIndex] as string };
}

/** undefined: there is no such case. */
export function rowOfPair({ rounds }: Layout, { round, caseIndex }: PairPlace): number | undefined {
  const found = rounds.find((one) => one.round === round);
  const place = found?.caseIndexes.indexOf(caseIndex) ?? -1;
  return found === undefined || place < 0 ? undefined : found.firstRow + place;
}

/** Where a vote or a judgement belongs, as a key. */
export const keyOfPair = ({ round, caseIndex }: PairPlace): string => `${round} ${caseIndex}`;

export const countOf = ({ standings }: Pairs, wanted: Standing): number =>
  standings.reduce((sum, one) => sum + (one === wanted ? 1 : 0), 0);
