import type { RunFacts } from "../tests/index.ts";
import { runsOf } from "./experiment-state.ts";
import type { Experiment } from "./experiment-store.ts";

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

const endedOf = ({ passed, failed, errored, unscored }: RunFacts): number =>
  passed + failed + errored + unscored;

/** As the engine takes it: calls of unknown cost count as much as the others did on average. */
export function spentOf(run: RunFacts): number {
  const known = run.costUsd + run.judgeCostUsd;
  const others = endedOf(run) - run.unknownCosts;
  return known + (others > 0 ? (run.unknownCosts * known) / others : 0);
}

/**
 * The cap over all arms and rounds as it is now; null: there is none. Of earlier rounds counts what they spent: the rest of
 * it went to the last one. It may have been raised since the start, so it is read from the runs.
 */
export function capOf({ rounds }: Pick<Experiment, "rounds">): number | null {
  const last = rounds.at(-1)?.runs ?? [];
  if (last.some(({ maxCostUsd }) => maxCostUsd === null)) return null;
  const before = rounds.slice(0, -1).flatMap(({ runs }) => runs);
  return (
    before.reduce((sum, run) => sum + spentOf(run), 0) +
    last.reduce((sum, { maxCostUsd }) => sum + (maxCostUsd ?? 0), 0)
  );
}

/**
 * What each run that stands still and is not done may spend from now on, its own spending included: `capUsd` over all, or
 * as it was where that is undefined. What was spent stays spent; the rest, also what an arm that is done has left over, is
 * shared out by what is missing of each at the price it had so far. null: each keeps the cap that it has.
 */
export function capsAnew(
  experiment: Experiment,
  capUsd: number | null | undefined,
): Map<number, number | null> | null {
  // Runs that were there already have caps of their own, which are no parts of one.
  if (capUsd === undefined && experiment.origin === "runs") return null;
  const cap = capUsd === undefined ? capOf(experiment) : capUsd;
  const runs = runsOf(experiment);
  const waiting = runs.filter(({ state }) => state !== "done" && state !== "running");
  if (cap === null) return new Map(waiting.map(({ sequence }) => [sequence, null]));
  const taken = runs.reduce(
    (sum, run) => sum + Math.max(spentOf(run), run.state === "running" ? (run.maxCostUsd ?? 0) : 0),
    0,
  );
  const shares = shareCap(Math.max(0, cap - taken), waiting.map(likelyRest));
  return new Map(waiting.map((run, index) => [run.sequence, spentOf(run) + (shares[index] ?? 0)]));
}

/** null: nothing was called yet that could tell. */
function likelyRest(run: RunFacts): number | null {
  const ended = endedOf(run);
  return ended === 0 ? null : (spentOf(run) / ended) * (run.planned - ended);
}
