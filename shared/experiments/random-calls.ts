import { type LeftOut, leaveOut, nothingLeftOut, numbered } from "./arm-values.ts";
import { type ArmEvidence, type Evidence, missing } from "./evidence.ts";

/** The calls of one arm that have a value. */
export interface RandomCalls {
  n: number;
  /** Those that they are of. */
  cases: number;
  values: Float64Array;
  /** By call: its group, or its case where one was asked more than once; null: each is its own. */
  clusters: Int32Array | null;
  units: number;
  /** By call: the number of its group, or else of its case. */
  asked: Int32Array;
  isBinary: boolean;
  isRepeated: boolean;
  leftOut: LeftOut;
}

export function randomCalls(arm: ArmEvidence, evidence: Evidence): RandomCalls {
  const { cases, repeats, clusters: groups } = evidence;
  const values = new Float64Array(arm.values.length);
  const asked = new Int32Array(arm.values.length);
  const leftOut = nothingLeftOut();
  let n = 0;
  let called = 0;
  let isBinary = true;
  let isRepeated = false;
  for (let index = 0; index < cases; index += 1) {
    const before = n;
    for (let place = index * repeats; place < (index + 1) * repeats; place += 1) {
      const value = arm.values[place] as number;
      if (Number.isFinite(value)) {
        asked[n] = groups === null ? index : (groups[index] as number);
        values[n++] = value;
        if (value !== 0 && value !== 1) isBinary = false;
      } else if (arm.missing[place] !== missing.none) leaveOut(leftOut, arm.missing[place] as number);
    }
    if (n > before) called += 1;
    if (n - before > 1) isRepeated = true;
  }
  const { clusters, count } = numbered(asked.subarray(0, n));
  const isGrouped = count < n;
  return {
    n,
    cases: called,
    values: values.subarray(0, n),
    clusters: isGrouped ? clusters : null,
    units: isGrouped ? count : n,
    asked: asked.subarray(0, n),
    isBinary,
    isRepeated,
    leftOut,
  };
}
