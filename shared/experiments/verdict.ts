import type { VerdictWord } from "../model/experiment.ts";
import type { Interval } from "../model/test-run.ts";
import { eValueOf } from "../statistics/e-value.ts";
import { type EvidenceAlong, enoughEvidence } from "./e-value-along.ts";
import type { Estimate } from "./estimate.ts";

/** A winner needs so many cases. */
export const fewestCases = 20;

/** What a verdict is made of, on the scale on which the difference was worked out. */
export interface Ground {
  estimate: Estimate;
  interval: Interval | null;
  confidence: number;
  /** The smallest difference that matters: of ratios its logarithm. */
  margin: number;
  /** −1 where less is better. */
  sign: 1 | -1;
  /** Cases; of `random` calls of the arm that has fewer. */
  n: number;
  /** Different cases among them. */
  different: number;
  /** Somebody may have looked and gone on, or stopped: an interval alone cannot tell then. null: as planned. */
  along: EvidenceAlong | null;
  /** What would be reached by calling all that was planned; 0: all was, or that would not help. */
  stillPlanned: number;
}

export const isDirectional = ({ estimate, interval, different }: Ground): boolean =>
  different < fewestCases || estimate.isThin || interval === null;

export function verdictOf(ground: Ground): VerdictWord {
  const { interval, margin, sign, along } = ground;
  if (interval === null || isDirectional(ground)) return "cannot_tell";
  const [low, high] = interval;
  // Two one-sided tests: D. J. Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15, 657–680.
  if (low > -margin && high < margin) return "no_difference";
  if (low <= 0 && high >= 0) return "cannot_tell";
  const isB = low > 0 === (sign === 1);
  if (along !== null && !speaksFor(along, isB)) return "cannot_tell";
  return isB ? "b_better" : "a_better";
}

const speaksFor = ({ eValue, wins, losses }: EvidenceAlong, isB: boolean): boolean =>
  eValue !== null && eValue >= enoughEvidence && (isB ? wins > losses : losses > wins);

/** About so many more cases, or calls per arm, until it can be told. */
export function neededCases(ground: Ground): number {
  const { estimate, confidence, margin, n, interval } = ground;
  const byPower = estimate.casesFor(margin, confidence) - n;
  const more = byPower > 0 ? byPower : Math.min(...extrapolations(ground)) - n;
  const isHeldBack = interval !== null && (interval[0] > 0 || interval[1] < 0);
  // Clear already, but for the number of cases: as many as are planned, or as a winner takes.
  const isFew = n < fewestCases && !estimate.isThin && ground.along === null;
  const held = ground.stillPlanned > 0 ? ground.stillPlanned : isFew ? fewestCases - n : 0;
  const planned = isHeldBack && held > 0 ? held : Number.POSITIVE_INFINITY;
  const found = Math.min(Number.isFinite(more) ? more : 0, planned);
  return Math.max(1, fewestCases - n, Math.ceil(Math.min(found, Number.MAX_SAFE_INTEGER)));
}

/** At the observed difference the interval shrinks with √n: cases until it is clear of 0, or within the margin. */
function extrapolations({ estimate, interval, margin, n, along }: Ground): number[] {
  if (interval === null || estimate.effect === null) return [Number.POSITIVE_INFINITY];
  const [low, high] = interval;
  const effect = estimate.effect;
  const toZero = effect > 0 ? effect - low : high - effect;
  const clear = effect === 0 ? Number.POSITIVE_INFINITY : n * (toZero / effect) ** 2;
  const inside =
    Math.abs(effect) >= margin
      ? Number.POSITIVE_INFINITY
      : n * Math.max((high - effect) / (margin - effect), (effect - low) / (margin + effect), 0) ** 2;
  return [along === null ? clear : Math.max(clear, untilEnough(along, n)), inside];
}

/** At the observed shares of wins and losses. */
function untilEnough({ wins, losses }: EvidenceAlong, n: number): number {
  for (let factor = 1; factor <= 1_000; factor *= 1.05)
    if (eValueOf(wins * factor, losses * factor) >= enoughEvidence) return n * factor;
  return Number.POSITIVE_INFINITY;
}
