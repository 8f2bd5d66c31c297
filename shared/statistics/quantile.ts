/**
 * The value under which the share `p` (0..1) lies, between two neighbours by a straight line; null of nothing. `sorted`
 * rises. Type 7 of R. J. Hyndman & Y. Fan (1996), The American Statistician 50, 361–365: that of R, NumPy and spreadsheets.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number | null {
  if (sorted.length === 0) return null;
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (place - below);
}
