import type { RunFacts } from "../tests/index.ts";
import { runsOf } from "./experiment-state.ts";
import type { Experiment } from "./experiment-store.ts";
import { endedOf } from "./run-counts.ts";

/**
 * A cap over all arms, shared out to their runs in proportion to what each is likely to cost, so that all get as far. Where
 * nobody knows it of one, that one is taken to cost what the others do on average. The shares never add up to more.
 */
export function shareCap(capUsd: number, estimates: readonly (number | null)[]): number[] {
  const known = estimates.filter((one) => one !== null && one > 0) as number[];
  const usual = known.length === 0 ? 1 : known.reduce((sum, one) => sum + one, 0) / known.length;
  const weights = estimates.map((one) => (known.length === 0 ? 1 : (one ?? usual)));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => (capUsd * weight) / all);
  // Sums of fractions: what is over is taken from the largest.
  const over = shares.reduce((sum, share) => sum + share, 0) - capUsd;
  if (over > 0) {
    const largest = shares.indexOf(Math.max(...shares));
    shares[largest] = Math.max(0, (shares[largest] ?? 0) - 2 * over);
  }
  return shares;
}

/** As the engine takes it: calls of unknown cost count as much as the others did on average. */
export function spentOf(run: RunFacts): number {
  const known = run.costUsd + run.judgeCostUsd;
  const others = endedOf(run) - run.unknownCosts;
  return known + (others > 0 ? (run.unknownCosts * known) / others : 0);
}

/**
 * The cap over all arms and rounds as it is now, which is what all runs together may spend; null: there is none. It may have
 * been raised since the start, so it is read from the runs.
 */
export function capOf(experiment: Pick<Experiment, "rounds">): number | null {
  const caps = runsOf(experiment).map(({ maxCostUsd }) => maxCostUsd);
  return caps.includes(null) ? null : caps.reduce((sum: number, one) => sum + (one ?? 0), 0);
}

/** What runs may spend from now on, by their number, their own spending included. */
export interface Caps {
  /** Of those that go on. */
  taken: Map<number, number | null>;
  /** Of those that stand still: what they have spent, so that all together are never more than the cap. */
  left: Map<number, number>;
}

/**
 * The cap dealt anew to the runs that go on: `capUsd` over all, or as it was where that is undefined. What was spent stays
 * spent, and one under way keeps what it has; the rest, also what an arm that is done has left over, is shared out by what
 * each of these is likely to cost. null: each keeps the cap that it has.
 */
export function capsAnew(
  experiment: Experiment,
  capUsd: number | null | undefined,
  goingOn: { run: RunFacts; calls: number }[],
): Caps | null {
  // Runs that were there already have caps of their own, which are no parts of one.
  if (capUsd === undefined && experiment.origin === "runs") return null;
  const cap = capUsd === undefined ? capOf(experiment) : capUsd;
  const numbers = goingOn.map(({ run }) => run.sequence);
  if (cap === null) return { taken: new Map(numbers.map((sequence) => [sequence, null])), left: new Map() };
  const shares = shareCap(
    Math.max(0, cap - runsOf(experiment).reduce((sum, run) => sum + heldBy(run), 0)),
    goingOn.map(({ run, calls }) => likelyCost(run, calls)),
  );
  return {
    taken: new Map(goingOn.map(({ run }, index) => [run.sequence, spentOf(run) + (shares[index] ?? 0)])),
    left: leftBehind(runsOf(experiment).filter(({ sequence }) => !numbers.includes(sequence))),
  };
}

/** What runs that stand still keep of their caps. */
export const leftBehind = (runs: RunFacts[]): Map<number, number> =>
  new Map(
    runs
      .filter(({ state }) => state !== "running")
      .map((run): [number, number] => [run.sequence, spentOf(run)]),
  );

const heldBy = (run: RunFacts): number =>
  Math.max(spentOf(run), run.state === "running" ? (run.maxCostUsd ?? 0) : 0);

/** null: nothing was called yet that could tell. */
function likelyCost(run: RunFacts, calls: number): number | null {
  const ended = endedOf(run);
  return ended === 0 ? null : (spentOf(run) / ended) * calls;
}

/** Calls that a run has not made yet. */
export const missingOf = (run: RunFacts): number => run.planned - endedOf(run);
