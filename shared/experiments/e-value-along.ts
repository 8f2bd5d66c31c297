import { eValueOf } from "../statistics/e-value.ts";
import { isRatio, rounding } from "./arm-values.ts";
import { type ArmEvidence, type Evidence, missing } from "./evidence.ts";

/** Evidence of this size allows to stop, however often one has looked: 1 / 0.05. */
export const enoughEvidence = 20;

export interface EvidenceAlong {
  /** Cases, or groups, in which B is better, and in which it is worse. */
  wins: number;
  losses: number;
  /** null: none differs, or the calls were assigned at random. */
  eValue: number | null;
}

/**
 * What speaks for one of two arms so far, counted along the order in which the cases were drawn, as far as both arms have
 * ended every case: quick cases must not come first. Cases of one group are not independent: the first of it that differs
 * stands for it. Of an experiment that was stopped early it is what it was when it became enough: calls that were still
 * under way at that time do not take it back.
 */
export function eValueAlong(evidence: Evidence, a = 0, b = 1): EvidenceAlong {
  const { assign, arms, repeats, order, clusters, isStoppedEarly } = evidence;
  const first = arms[a];
  const second = arms[b];
  const nothing: EvidenceAlong = { wins: 0, losses: 0, eValue: null };
  if (assign !== "paired" || first === undefined || second === undefined) return nothing;
  const sign = isRatio(evidence.metric) ? -1 : 1;
  const told = new Set<number>();
  let wins = 0;
  let losses = 0;
  for (const index of order) {
    const from = index * repeats;
    if (!isEnded(first, from, repeats) || !isEnded(second, from, repeats)) break;
    const difference = sign * (meanOf(second, from, repeats) - meanOf(first, from, repeats));
    if (Number.isNaN(difference) || Math.abs(difference) < rounding) continue;
    if (clusters !== null) {
      const group = clusters[index] as number;
      if (told.has(group)) continue;
      told.add(group);
    }
    if (difference > 0) wins += 1;
    else losses += 1;
    if (isStoppedEarly && eValueOf(wins, losses) >= enoughEvidence) break;
  }
  return wins + losses === 0 ? nothing : { wins, losses, eValue: eValueOf(wins, losses) };
}

function isEnded(arm: ArmEvidence, from: number, repeats: number): boolean {
  for (let place = from; place < from + repeats; place += 1)
    if (arm.missing[place] === missing.notCalled) return false;
  return true;
}

function meanOf(arm: ArmEvidence, from: number, repeats: number): number {
  let sum = 0;
  let count = 0;
  for (let place = from; place < from + repeats; place += 1) {
    const value = arm.values[place] as number;
    if (!Number.isFinite(value)) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? Number.NaN : sum / count;
}
