/*
 * Where things stand on the axis of a difference. A ratio stands on a logarithmic one, so that half and double are
 * equally far from “the same”.
 */

export type AxisScale = "difference" | "ratio";

export interface AxisRange {
  low: number;
  high: number;
}

const onLine = (value: number, scale: AxisScale): number =>
  scale === "ratio" ? Math.log(Math.max(value, 1e-6)) : value;
const offLine = (place: number, scale: AxisScale): number => (scale === "ratio" ? Math.exp(place) : place);

/** All figures, the band and “no difference” are on it, with room on both sides for what is written at the ends. */
export function rangeOf(
  figures: readonly number[],
  band: readonly [number, number],
  scale: AxisScale,
): AxisRange {
  const places = [...figures, ...band].map((value) => onLine(value, scale));
  const low = Math.min(...places);
  const high = Math.max(...places);
  const room = (high - low) * 0.22;
  return { low: offLine(low - room, scale), high: offLine(high + room, scale) };
}

/** 0..1 from the left; what is beyond an end stands on it. */
export function placeOn({ low, high }: AxisRange, value: number, scale: AxisScale): number {
  const [from, to, at] = [low, high, value].map((each) => onLine(each, scale)) as [number, number, number];
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

const steps = [1, 2, 5, 10];

/** Round figures on the axis, “no difference” among them, seven at most. */
export function ticksOf(range: AxisRange, scale: AxisScale): number[] {
  return scale === "ratio" ? ratioTicks(range) : evenTicks(range);
}

function evenTicks({ low, high }: AxisRange): number[] {
  const rough = (high - low) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (steps.find((each) => each * power >= rough) ?? 10) * power;
  const ticks: number[] = [];
  for (let at = Math.ceil(low / step); at * step <= high; at += 1) ticks.push(at === 0 ? 0 : at * step);
  return ticks;
}

/** Powers of ever smaller ratios: the finest of these that leaves seven marks or fewer. */
const ratios = [1.01, 1.02, 1.05, 1.1, 1.25, 1.5, 2, 4, 10, 100, 1_000];

function ratioTicks({ low, high }: AxisRange): number[] {
  for (const ratio of ratios) {
    const from = Math.ceil(Math.log(low) / Math.log(ratio));
    const to = Math.floor(Math.log(high) / Math.log(ratio));
    if (to - from < 7) return Array.from({ length: to - from + 1 }, (_, at) => ratio ** (from + at));
  }
  return [1];
}
