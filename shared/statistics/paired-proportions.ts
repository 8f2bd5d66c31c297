import { wilson } from "./proportion.ts";

/** What the same cases did on two sides. Counts need not be whole. */
export interface PairedCounts {
  both: number;
  /** Only the second side. */
  gained: number;
  /** Only the first side. */
  lost: number;
  neither: number;
}

/**
 * The interval of the difference (second − first) of two rates over the same cases: method 10 of R. G. Newcombe (1998),
 * “Improved confidence intervals for the difference between binomial proportions based on paired data”, Statistics in
 * Medicine 17, 2635–2650. It is made of Wilson's intervals of the two rates and a φ that is corrected for continuity, and
 * has a width even where no case differs. null of no cases.
 */
export function pairedDifference(counts: PairedCounts, confidence = 0.95): [number, number] | null {
  const { both, gained, lost, neither } = counts;
  const n = both + gained + lost + neither;
  const first = wilson(both + lost, n, confidence);
  const second = wilson(both + gained, n, confidence);
  if (first === null || second === null) return null;
  const rateFirst = (both + lost) / n;
  const rateSecond = (both + gained) / n;
  const difference = (gained - lost) / n;
  const phi = correctedPhi(counts, n);
  const below = reach(rateSecond - second[0], first[1] - rateFirst, phi);
  const above = reach(second[1] - rateSecond, rateFirst - first[0], phi);
  return [Math.max(-1, difference - below), Math.min(1, difference + above)];
}

const reach = (x: number, y: number, phi: number): number =>
  Math.sqrt(Math.max(0, x * x - 2 * phi * x * y + y * y));

function correctedPhi({ both, gained, lost, neither }: PairedCounts, n: number): number {
  const root = Math.sqrt((both + gained) * (lost + neither) * (both + lost) * (gained + neither));
  if (root === 0) return 0;
  const product = both * neither - gained * lost;
  return (product > 0 ? Math.max(product - n / 2, 0) : product) / root;
}
