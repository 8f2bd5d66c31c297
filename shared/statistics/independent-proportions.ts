/** A rate with its interval. */
export interface RateWithin {
  rate: number;
  interval: readonly [number, number];
}

/**
 * The interval of the difference (second − first) of two independent rates from the interval of each: method 10 (hybrid
 * score) of R. G. Newcombe (1998), “Interval estimation for the difference between independent proportions: comparison of
 * eleven methods”, Statistics in Medicine 17, 873–890, where both are Wilson's. G. Y. Zou & A. Donner (2008), Statistics
 * in Medicine 27, 1693–1702, show why it holds for other intervals too.
 */
export function independentDifference(first: RateWithin, second: RateWithin): [number, number] {
  const difference = second.rate - first.rate;
  const below = Math.hypot(second.rate - second.interval[0], first.interval[1] - first.rate);
  const above = Math.hypot(second.interval[1] - second.rate, first.rate - first.interval[0]);
  return [Math.max(-1, difference - below), Math.min(1, difference + above)];
}
