import type { CaseId, ExperimentId } from "#shared/model/ids.ts";
import type { Database } from "../store/database.ts";
import type { ExperimentContext } from "./context.ts";
import { type LaidRound, layOutRound } from "./evidence-round.ts";
import type { Experiment } from "./experiment-store.ts";

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
  const laid: LaidRound[] = [];
  let rows = 0;
  for (const round of rounds) {
    const one = layOutRound(context, round, { models, repeats, firstRow: rows });
    laid.push(one);
    rows += one.layout.caseIndexes.length;
  }
  const order = new Uint32Array(rows);
  const groups = sameCases(laid.map(({ layout }) => layout));
  for (const { layout, called, grouped } of laid) {
    for (let at = 0; at < called.length; at += 1)
      order[layout.firstRow + at] = layout.firstRow + (called[at] as number);
    for (const [place, name] of grouped) groups.push([layout.firstRow + place, name]);
  }
  return {
    rows,
    repeats,
    rounds: laid.map(({ layout }) => layout),
    clusters: clustersOf(rows, groups),
    order,
  };
}

/** Cases that say the same are one that is asked again: no more independent of each other than its repeats. */
function sameCases(rounds: RoundLayout[]): [row: number, name: string][] {
  const first = new Map<string, number>();
  const found: [row: number, name: string][] = [];
  for (const { firstRow, caseIndexes, hashes } of rounds)
    for (let place = 0; place < caseIndexes.length; place += 1) {
      const hash = hashes[caseIndexes[place] as number] as string;
      const before = first.get(hash);
      if (before === undefined) first.set(hash, firstRow + place);
      // No group has a name that begins so.
      else found.push([before, `\0${hash}`], [firstRow + place, `\0${hash}`]);
    }
  return found;
}

/** The last name of a row counts. */
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
