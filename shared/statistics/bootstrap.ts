import { normalCumulative, normalQuantile } from "./normal.ts";
import { quantile } from "./quantile.ts";
import { type Draw, drawing, drawRange } from "./random.ts";

/** By unit that is independent of the others: what is divided by, and what is divided. */
export interface UnitSums {
  below: Float64Array;
  above: Float64Array;
}

/** A ratio as a logarithm, and what became of it when the units were drawn anew. */
export interface RatioBootstrap {
  logRatio: number;
  /** Rising; ±Infinity where a sum was 0. */
  drawn: Float64Array;
  /** Of how far the median of them lies off, in standard errors. */
  bias: number;
  acceleration: number;
}

const draws = 10_000;
/** More units than this are drawn in groups. */
const mostUnits = 2_000;
const groups = 1_000;

/**
 * A ratio Σabove / Σbelow by the bias-corrected and accelerated bootstrap: B. Efron (1987), “Better bootstrap confidence
 * intervals”, JASA 82, 171–185. Of pairs, above and below are the two sides of a unit. `against`: the ratio is held
 * against that of another, independent sample, each being a mean (below: counts), with the acceleration of T. J. DiCiccio
 * & B. Efron (1996), “Bootstrap confidence intervals”, Statistical Science 11, 189–228. It is worked out for the
 * logarithm, so that swapping the sides of pairs mirrors it.
 *
 * More than 2,000 units are put together at random into 1,000 groups, and groups are drawn: the sum of a group
 * carries the spread and the skew of its members, so that the interval is as wide, for a bounded amount of work.
 * null: a sum is 0.
 */
export function bootstrapRatio(
  sample: UnitSums,
  seed: number,
  against: UnitSums | null = null,
): RatioBootstrap | null {
  const draw = drawing(seed);
  const own = grouped(sample, draw);
  const other = against === null ? null : grouped(against, draw);
  const logRatio = logOf(own) - (other === null ? 0 : logOf(other));
  if (!Number.isFinite(logRatio)) return null;
  const drawOwn = logDrawn(own, draw);
  const drawOther = other === null ? () => 0 : logDrawn(other, draw);
  const drawn = new Float64Array(draws);
  let isLow = false;
  let under = 0;
  for (let index = 0; index < draws; index += 1) {
    let value = drawOwn() - drawOther();
    if (Number.isNaN(value)) {
      // 0 / 0 says nothing, and counts to either side.
      value = isLow ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
      isLow = !isLow;
    }
    drawn[index] = value;
    if (Math.abs(value - logRatio) < 1e-12) under += 0.5;
    else if (value < logRatio) under += 1;
  }
  drawn.sort();
  const acceleration = accelerationOf(other === null ? [own] : [own, other]);
  return { logRatio, drawn, bias: normalQuantile(under / draws), acceleration };
}

/** Of the logarithm; null: it has no end, or no width. */
export function bcaInterval(found: RatioBootstrap, confidence = 0.95): [number, number] | null {
  const low = quantile(found.drawn, shifted(found, (1 - confidence) / 2));
  const high = quantile(found.drawn, shifted(found, (1 + confidence) / 2));
  if (low === null || high === null || !Number.isFinite(low) || !Number.isFinite(high)) return null;
  return high - low < 1e-12 ? null : [low, high];
}

/** Two-sided: one minus the confidence at which the interval just reaches a ratio of 1; never under what the draws can tell. */
export function bcaP({ drawn, bias, acceleration }: RatioBootstrap): number {
  let under = 0;
  for (const value of drawn) {
    if (Math.abs(value) < 1e-12) under += 0.5;
    else if (value < 0) under += 1;
    else break;
  }
  const smallest = 2 / (draws + 1);
  if (under === 0 || under === draws) return smallest;
  const reach = normalQuantile(under / draws) - bias;
  const tail = normalCumulative(reach / (1 + acceleration * reach) - bias);
  return Math.min(1, Math.max(smallest, 2 * Math.min(tail, 1 - tail)));
}

/** Which share of the draws stands for the share `tail` of a normal distribution. */
function shifted({ bias, acceleration }: RatioBootstrap, tail: number): number {
  const reach = bias + normalQuantile(tail);
  return normalCumulative(bias + reach / (1 - acceleration * reach));
}

function logOf({ below, above }: UnitSums): number {
  let under = 0;
  let over = 0;
  for (let unit = 0; unit < below.length; unit += 1) {
    under += below[unit] as number;
    over += above[unit] as number;
  }
  return Math.log(over) - Math.log(under);
}

function logDrawn({ below, above }: UnitSums, draw: Draw): () => number {
  const row = new Uint32Array(below.length);
  return () => {
    draw(row, row.length);
    let under = 0;
    let over = 0;
    for (let place = 0; place < row.length; place += 1) {
      const unit = row[place] as number;
      under += below[unit] as number;
      over += above[unit] as number;
    }
    return Math.log(over) - Math.log(under);
  };
}

function grouped(sample: UnitSums, draw: Draw): UnitSums {
  const units = sample.below.length;
  if (units <= mostUnits) return sample;
  const order = new Uint32Array(units);
  const row = new Uint32Array(units);
  const below = new Float64Array(groups);
  const above = new Float64Array(groups);
  for (let place = 0; place < units; place += 1) order[place] = place;
  draw(row, drawRange);
  // A shuffle from the front; the unit at each place goes to the next group in turn.
  for (let place = 0; place < units; place += 1) {
    const other = place + Math.floor(((row[place] as number) / drawRange) * (units - place));
    const unit = order[other] as number;
    order[other] = order[place] as number;
    const group = place % groups;
    below[group] = (below[group] as number) + (sample.below[unit] as number);
    above[group] = (above[group] as number) + (sample.above[unit] as number);
  }
  return { below, above };
}

/** By the jackknife; the second sample counts the other way round. */
function accelerationOf(samples: UnitSums[]): number {
  let cubes = 0;
  let squares = 0;
  samples.forEach((sample, place) => {
    const units = sample.below.length;
    const without = withoutEach(sample);
    const mean = without.reduce((sum, value) => sum + value, 0) / units;
    const sign = place === 0 ? 1 : -1;
    for (const value of without) {
      const pull = ((units - 1) * sign * (mean - value)) / units;
      cubes += pull ** 3;
      squares += pull ** 2;
    }
  });
  const acceleration = cubes / (6 * squares ** 1.5);
  return Number.isFinite(acceleration) ? acceleration : 0;
}

function withoutEach({ below, above }: UnitSums): Float64Array {
  const under = below.reduce((sum, value) => sum + value, 0);
  const over = above.reduce((sum, value) => sum + value, 0);
  return below.map((value, unit) => Math.log(over - (above[unit] as number)) - Math.log(under - value));
}
