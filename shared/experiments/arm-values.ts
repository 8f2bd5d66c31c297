import type { Comparison, Metric } from "../model/experiment.ts";
import { type ArmEvidence, missing } from "./evidence.ts";

/** What one arm has for each case. */
export interface CaseMeans {
  /** The mean of the repeats that have a value; NaN: none has. */
  means: Float64Array;
  /** Why there is none: the first of `missing` that is met. */
  reasons: Uint8Array;
  /** The most values that a case has. */
  most: number;
  /** Each value is 0 or 1. */
  isBinary: boolean;
  /** Calls that were not made yet. */
  open: number;
}

export type LeftOut = Comparison["leftOut"];

export const nothingLeftOut = (): LeftOut => ({
  errors: 0,
  unscored: 0,
  missing: 0,
  unpriced: 0,
  recorded: 0,
});

export function leaveOut(leftOut: LeftOut, reason: number): void {
  if (reason === missing.error) leftOut.errors += 1;
  else if (reason === missing.unscored) leftOut.unscored += 1;
  else if (reason === missing.unpriced) leftOut.unpriced += 1;
  else if (reason === missing.recorded) leftOut.recorded += 1;
  else leftOut.missing += 1;
}

/** Of latency and cost less is better, and what is told is a ratio. */
export const isRatio = (metric: Metric): boolean => metric.kind === "latency" || metric.kind === "cost";

/** Differences under this are what rounding makes of equal numbers. */
export const rounding = 1e-12;

export function caseMeans(arm: ArmEvidence, cases: number, repeats: number): CaseMeans {
  const means = new Float64Array(cases).fill(Number.NaN);
  const reasons = new Uint8Array(cases);
  let most = 0;
  let isBinary = true;
  let open = 0;
  for (let index = 0; index < cases; index += 1) {
    let sum = 0;
    let count = 0;
    let reason: number = missing.none;
    for (let place = index * repeats; place < (index + 1) * repeats; place += 1) {
      const value = arm.values[place] as number;
      if (Number.isFinite(value)) {
        sum += value;
        count += 1;
        if (value !== 0 && value !== 1) isBinary = false;
      } else {
        const own = arm.missing[place] as number;
        if (own === missing.notCalled) open += 1;
        if (own !== missing.none && (reason === missing.none || own < reason)) reason = own;
      }
    }
    if (count > 0) means[index] = sum / count;
    reasons[index] = reason;
    if (count > most) most = count;
  }
  return { means, reasons, most, isBinary, open };
}

/** Group numbers as 0, 1, 2 … in the order in which they come. */
export function numbered(groups: Int32Array): { clusters: Int32Array; count: number } {
  const numbers = new Map<number, number>();
  const clusters = new Int32Array(groups.length);
  for (let index = 0; index < groups.length; index += 1) {
    const group = groups[index] as number;
    let number = numbers.get(group);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(group, number);
    }
    clusters[index] = number;
  }
  return { clusters, count: numbers.size };
}
