/**
 * The mean Σwx / Σw of values whose weights differ, with its standard error over clusters that are independent of each
 * other while their members need not be: E. Miller (2024), “Adding Error Bars to Evals”, arXiv 2411.00640, eq. 4, with
 * weights and with the factor C/(C−1) for few clusters (A. C. Cameron & D. L. Miller 2015, Journal of Human Resources 50,
 * 317–372). With clusters of one and equal weights it is s/√n. `clusters` holds a whole number from 0 for each value;
 * null: each is its own. A NaN is no value. The error is null under two clusters.
 */
export function weightedMean(
  values: ArrayLike<number>,
  weights: ArrayLike<number> | null = null,
  clusters: ArrayLike<number> | null = null,
): { mean: number | null; error: number | null; count: number } {
  let sum = 0;
  let weight = 0;
  let count = 0;
  let highest = -1;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as number;
    if (Number.isNaN(value)) continue;
    const own = weights === null ? 1 : (weights[index] as number);
    count += 1;
    sum += own * value;
    weight += own;
    highest = Math.max(highest, clusters === null ? index : (clusters[index] as number));
  }
  if (weight <= 0) return { mean: null, error: null, count };
  const mean = sum / weight;
  const residuals = new Float64Array(highest + 1);
  const isThere = new Uint8Array(highest + 1);
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as number;
    const own = weights === null ? 1 : (weights[index] as number);
    if (Number.isNaN(value) || own === 0) continue;
    const cluster = clusters === null ? index : (clusters[index] as number);
    residuals[cluster] = (residuals[cluster] as number) + own * (value - mean);
    isThere[cluster] = 1;
  }
  let squares = 0;
  let found = 0;
  for (let cluster = 0; cluster <= highest; cluster += 1) {
    found += isThere[cluster] as number;
    squares += (residuals[cluster] as number) ** 2;
  }
  const error = found < 2 ? null : Math.sqrt(((found / (found - 1)) * squares) / (weight * weight));
  return { mean, error, count };
}
