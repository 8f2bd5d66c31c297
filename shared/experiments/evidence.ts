import type { Assignment, Incomparable, Metric } from "../model/experiment.ts";

/** Why a place has no value. */
export const missing = { none: 0, error: 1, unscored: 2, notCalled: 3, unpriced: 4, recorded: 5 } as const;

/** What one arm was answered, read by one metric. */
export interface ArmEvidence {
  /** By case × repeats + repeat; NaN: none. Rates are 0 or 1, scores 0..1, latency in ms, cost in US dollars. */
  values: Float64Array;
  /**
   * At the same places: one of `missing`. A place that is not this arm's is `none` with NaN: a random draw gave it to
   * another, or the run was never to ask it.
   */
  missing: Uint8Array;
  /** Attempts that were made, and those of them that ended in an error. */
  made: number;
  errored: number;
}

/** All that a comparison by one metric is read from. Cases of all rounds are numbered through. */
export interface Evidence {
  metric: Metric;
  assign: Assignment;
  cases: number;
  /** The most that any case was put to any arm. */
  repeats: number;
  arms: ArmEvidence[];
  /** By case; equal numbers belong together. null: each case is its own. */
  clusters: Int32Array | null;
  /** The cases in the order in which they were called, as the seed drew it: what the e-value is counted along. */
  order: Uint32Array;
  /** What forbids any verdict, known without looking at a value. */
  incomparable: Incomparable[];
  /** Rounds after the first: cases were added after a look. */
  isExtended: boolean;
  isStoppedEarly: boolean;
}

export interface CompareOptions {
  /** As in the plan. */
  delta: number;
  /** Draws the bootstrap. */
  seed: number;
  /** As in the plan: a comparison that may go on, or stop, after a look. */
  mayExtend?: boolean;
  stopEarly?: boolean;
}
