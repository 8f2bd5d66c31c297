import { type CaseMeans, type LeftOut, leaveOut, nothingLeftOut, numbered } from "./arm-values.ts";
import { missing } from "./evidence.ts";

/** The cases that have a value on both sides. */
export interface PairedCases {
  n: number;
  /** By counted case. */
  a: Float64Array;
  b: Float64Array;
  /** By counted case, 0, 1, 2 …; null: each is its own. */
  clusters: Int32Array | null;
  /** Units that are independent of each other: clusters, or else cases. */
  units: number;
  /** Groups among the counted cases; null: none are given. */
  groups: number | null;
  isBinary: boolean;
  isRepeated: boolean;
  leftOut: LeftOut;
}

export function pairedCases(first: CaseMeans, second: CaseMeans, groups: Int32Array | null): PairedCases {
  const cases = first.means.length;
  const counted = new Uint32Array(cases);
  const leftOut = nothingLeftOut();
  let n = 0;
  for (let index = 0; index < cases; index += 1) {
    const hasFirst = !Number.isNaN(first.means[index]);
    const hasSecond = !Number.isNaN(second.means[index]);
    if (hasFirst && hasSecond) counted[n++] = index;
    else
      leaveOut(
        leftOut,
        worse(
          hasFirst ? missing.none : (first.reasons[index] as number),
          hasSecond ? missing.none : (second.reasons[index] as number),
        ),
      );
  }
  const a = new Float64Array(n);
  const b = new Float64Array(n);
  const own = groups === null ? null : new Int32Array(n);
  for (let place = 0; place < n; place += 1) {
    const index = counted[place] as number;
    a[place] = first.means[index] as number;
    b[place] = second.means[index] as number;
    if (own !== null && groups !== null) own[place] = groups[index] as number;
  }
  const found = own === null ? null : numbered(own);
  // Groups of one are no groups.
  const isGrouped = found !== null && found.count < n;
  return {
    n,
    a,
    b,
    clusters: isGrouped ? found.clusters : null,
    units: isGrouped ? found.count : n,
    groups: found?.count ?? null,
    isBinary: first.isBinary && second.isBinary,
    isRepeated: Math.max(first.most, second.most) > 1,
    leftOut,
  };
}

const worse = (one: number, two: number): number => {
  if (one === missing.none) return two;
  return two === missing.none ? one : Math.min(one, two);
};
