/** What an arm is worth and what it costs; null: nobody knows. */
export interface Worth {
  /** More is better. */
  quality: number | null;
  /** Less is better. */
  cost: number | null;
}

/**
 * Whether another arm is at least as good, costs no more, and is better in one of the two. null: quality or cost is not
 * known.
 */
export function isDominated(arms: readonly Worth[]): (boolean | null)[] {
  return arms.map(({ quality, cost }) => {
    if (quality === null || cost === null) return null;
    return arms.some(
      (other) =>
        other.quality !== null &&
        other.cost !== null &&
        other.quality >= quality &&
        other.cost <= cost &&
        (other.quality > quality || other.cost < cost),
    );
  });
}
