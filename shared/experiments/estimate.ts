import type { Comparison, ComparisonMethod } from "../model/experiment.ts";
import type { Interval } from "../model/test-run.ts";

/** How far apart two arms are by one metric. Ratios are worked out as logarithms, where they are differences. */
export interface Estimate {
  method: ComparisonMethod;
  valueA: number | null;
  valueB: number | null;
  /** B − A, or log(B / A); null: there is none, as where all of A is 0. */
  effect: number | null;
  /** null: it would have no width, or no end. */
  intervalAt(confidence: number): Interval | null;
  /** Before any adjustment; null: this method has none. */
  p: number | null;
  /** Too few cases differ for what the method takes for granted. */
  isThin: boolean;
  notes: Comparison["notes"];
  /** Cases, or calls per arm, that find a difference of `delta` (of ratios: of its logarithm) with a power of 80 %. */
  casesFor(delta: number, confidence: number): number;
}

/** How values spread before anything is known of them: differences of scores, and of logarithms of times and prices. */
export const usualSpread = { score: 0.25, ratio: 0.5 } as const;

/** Fewer cases that differ say nothing of how they spread. */
export const fewestDiffering = 5;

/** Cases after which five are likely to differ, where `differing` of `n` do. */
export const casesToDiffer = (differing: number, n: number): number =>
  (fewestDiffering * (n + 2)) / (differing + 1);
