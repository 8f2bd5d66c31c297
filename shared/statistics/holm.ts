/**
 * S. Holm (1979), “A simple sequentially rejective multiple test procedure”, Scandinavian Journal of Statistics 6, 65–70.
 * p-values that are read together, each made larger so that the chance of any wrong finding stays at α; in the given order.
 */
export const holm = (ps: readonly number[]): number[] => holmSteps(ps).map((step) => step.p);

/**
 * With the confidence of an interval that agrees with the adjusted p: the smallest of m is held against α/m, the next
 * against α/(m − 1) and so on; once one is not rejected, it and all after it keep its level.
 */
export function holmSteps(ps: readonly number[], alpha = 0.05): { p: number; confidence: number }[] {
  const order = ps.map((_, index) => index).sort((x, y) => (ps[x] as number) - (ps[y] as number) || x - y);
  const steps = ps.map(() => ({ p: 1, confidence: 1 - alpha }));
  let largest = 0;
  let level = alpha;
  let isRejecting = true;
  order.forEach((index, rank) => {
    const left = ps.length - rank;
    const p = ps[index] as number;
    if (isRejecting) level = alpha / left;
    if (p > level) isRejecting = false;
    largest = Math.max(largest, Math.min(1, left * p));
    steps[index] = { p: largest, confidence: 1 - level };
  });
  return steps;
}
