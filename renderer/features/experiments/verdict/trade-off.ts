import type { Experiment } from "#shared/model/experiment.ts";

type Interval = readonly [number, number];

export interface TradeOffArm {
  arm: number;
  quality: number;
  qualityInterval: Interval | null;
  /** US dollars per 1,000 replies, or milliseconds. */
  price: number;
  priceInterval: Interval | null;
  /** The arm that is at least as good and costs no more; null: none is. */
  dominatedBy: number | null;
}

export type TradeOffReading =
  | {
      kind: "drawn";
      quality: "rate" | "score";
      price: "cost" | "latency";
      /** Why latency stands in place of cost. */
      instead: "simulated" | "unpriced" | null;
      arms: TradeOffArm[];
    }
  | { kind: "nothing"; why: "noQuality" | "noPrice" };

type Read = Pick<Experiment, "verdict">;

/** What each arm is worth and what it costs; where nobody pays, or nobody knows, how long it takes. */
export function tradeOffOf({ verdict }: Read): TradeOffReading {
  const { arms } = verdict;
  const quality = arms.every(({ passRate }) => passRate !== null)
    ? "rate"
    : arms.every(({ averageScore }) => averageScore !== null)
      ? "score"
      : null;
  if (quality === null || arms.length === 0) return { kind: "nothing", why: "noQuality" };
  const isPriced = arms.every(({ costPerCall }) => costPerCall !== null);
  const isPaid = isPriced && arms.some(({ costPerCall }) => costPerCall !== null && costPerCall > 0);
  if (!isPaid && arms.some(({ latency }) => latency === null)) return { kind: "nothing", why: "noPrice" };
  const price = isPaid ? "cost" : "latency";
  const placed = arms.map(
    (figures, arm): TradeOffArm => ({
      arm,
      quality: (quality === "rate" ? figures.passRate : figures.averageScore) ?? 0,
      qualityInterval: quality === "rate" ? figures.passInterval : null,
      price: price === "cost" ? (figures.costPerCall ?? 0) * 1_000 : (figures.latency?.p50 ?? 0),
      priceInterval: null,
      dominatedBy: null,
    }),
  );
  return {
    kind: "drawn",
    quality,
    price,
    instead: isPaid ? null : isPriced ? "simulated" : "unpriced",
    arms: placed.map((arm) => ({
      ...arm,
      priceInterval: price === "cost" ? costInterval(verdict, arm) : null,
      dominatedBy: dominatorOf(arm, placed),
    })),
  };
}

function dominatorOf(arm: TradeOffArm, arms: readonly TradeOffArm[]): number | null {
  const found = arms.find(
    (other) =>
      other.quality >= arm.quality &&
      other.price <= arm.price &&
      (other.quality > arm.quality || other.price < arm.price),
  );
  return found?.arm ?? null;
}

/** Where its cost lies against that of A: the interval of their ratio, around what was measured. A itself has none. */
function costInterval(
  { primary, others }: Experiment["verdict"],
  { arm, price }: TradeOffArm,
): Interval | null {
  const found = [...primary, ...others].find(({ b, metric }) => b === arm && metric.kind === "cost");
  if (found === undefined || found.interval === null || found.difference === null) return null;
  const measured = 1 + found.difference;
  if (measured <= 0) return null;
  const [low, high] = found.interval;
  return [(price * (1 + low)) / measured, (price * (1 + high)) / measured];
}
