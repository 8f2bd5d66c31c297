import type { Incomparable } from "../model/experiment.ts";
import { type CaseMeans, caseMeans, isRatio, type LeftOut, rounding } from "./arm-values.ts";
import { type EvidenceAlong, eValueAlong } from "./e-value-along.ts";
import type { Estimate } from "./estimate.ts";
import type { ArmEvidence, CompareOptions, Evidence } from "./evidence.ts";
import { type PairedCases, pairedCases } from "./paired-cases.ts";
import { pairedLogarithms, pairedMeans, pairedRates } from "./paired-estimates.ts";
import { type RandomCalls, randomCalls } from "./random-calls.ts";
import { hasZero, randomMeans, randomRates, randomRatio } from "./random-estimates.ts";
import { pairedZeroRatio } from "./zero-ratio.ts";

/** Two arms held against each other, before anything is claimed. */
export interface Standing {
  evidence: Evidence;
  a: number;
  b: number;
  reasons: Incomparable[];
  /** null: no value on one of the sides. */
  estimate: Estimate | null;
  /** Cases, or calls of both. */
  n: number;
  /** Cases, or calls of the arm that has fewer. */
  perArm: number;
  /** Different cases among them: to ask a few again and again makes no more of them. */
  different: number;
  /** Of latency and cost the values, for their medians. */
  values: { a: Float64Array; b: Float64Array } | null;
  fixed: number | null;
  broken: number | null;
  along: EvidenceAlong;
  groups: number | null;
  isRepeated: boolean;
  /** Not all that was planned has been called. */
  isIncomplete: boolean;
  leftOut: LeftOut;
  errorRate: number;
}

/** More of the calls of an arm, or of the cases, than this in error: what is left is no fair sample. */
const mostErrors = 0.05;

export function standings(evidence: Evidence, options: CompareOptions): Standing[] {
  return evidence.assign === "paired" ? paired(evidence, options) : random(evidence, options);
}

function paired(evidence: Evidence, { seed }: CompareOptions): Standing[] {
  const { arms, cases, repeats, clusters } = evidence;
  const means = arms.map((arm) => caseMeans(arm, cases, repeats));
  const [first, ...others] = means;
  if (first === undefined) return [];
  return others.map((second: CaseMeans, place) => {
    const found = pairedCases(first, second, clusters);
    const { n, a, b, groups, isRepeated, leftOut } = found;
    const isBlind = n === 0 && calledInVain(leftOut) > 0;
    return {
      ...common(evidence, place + 1, leftOut, n, isBlind),
      n,
      perArm: n,
      different: n,
      estimate: n === 0 ? null : pairedEstimate(evidence, found, seed),
      values: isRatio(evidence.metric) && n > 0 ? { a, b } : null,
      ...changes(evidence, a, b),
      along: eValueAlong(evidence, 0, place + 1),
      groups,
      isRepeated,
      isIncomplete: first.open + second.open > 0,
    };
  });
}

function pairedEstimate({ metric }: Evidence, cases: PairedCases, seed: number): Estimate {
  if (isRatio(metric))
    return hasZero(cases.a) || hasZero(cases.b) ? pairedZeroRatio(cases, seed) : pairedLogarithms(cases);
  const isOnce = cases.isBinary && !cases.isRepeated && cases.clusters === null;
  return isOnce ? pairedRates(cases) : pairedMeans(cases);
}

function random(evidence: Evidence, { seed }: CompareOptions): Standing[] {
  const [a, ...others] = evidence.arms.map((arm) => randomCalls(arm, evidence));
  if (a === undefined) return [];
  return others.map((b: RandomCalls, place) => {
    const leftOut = added(a.leftOut, b.leftOut);
    const isEmpty = a.n === 0 || b.n === 0;
    const isBlind = [a, b].some((side) => side.n === 0 && calledInVain(side.leftOut) > 0);
    return {
      ...common(evidence, place + 1, leftOut, a.n + b.n, isBlind),
      n: a.n + b.n,
      perArm: Math.min(a.n, b.n),
      different: Math.min(a.cases, b.cases),
      estimate: isEmpty ? null : randomEstimate(evidence, a, b, seed),
      values: isRatio(evidence.metric) && !isEmpty ? { a: a.values, b: b.values } : null,
      fixed: null,
      broken: null,
      along: eValueAlong(evidence, 0, place + 1),
      groups: evidence.clusters === null ? null : new Set([...a.asked, ...b.asked]).size,
      isRepeated: a.isRepeated || b.isRepeated,
      isIncomplete: leftOut.missing > 0,
    };
  });
}

function randomEstimate({ metric }: Evidence, a: RandomCalls, b: RandomCalls, seed: number): Estimate {
  if (isRatio(metric)) return randomRatio(a, b, seed);
  return a.isBinary && b.isBinary ? randomRates(a, b) : randomMeans(a, b);
}

function common(evidence: Evidence, b: number, leftOut: LeftOut, n: number, isBlind: boolean) {
  const [one, two] = [evidence.arms[0] as ArmEvidence, evidence.arms[b] as ArmEvidence];
  const made = one.made + two.made;
  const errorRate = made === 0 ? 0 : (one.errored + two.errored) / made;
  const called = n + calledInVain(leftOut);
  // Of either arm by itself: one that fails at its hard cases is not made fair by one that does not.
  const isFaulty =
    [one, two].some((arm) => arm.errored > mostErrors * arm.made) || leftOut.errors > mostErrors * called;
  const found: Incomparable[] = [...evidence.incomparable];
  if (isFaulty) found.push("errors");
  if (isBlind) found.push("no-values");
  return { evidence, a: 0, b, leftOut, errorRate, reasons: [...new Set(found)] };
}

const calledInVain = ({ errors, unscored, unpriced, recorded }: LeftOut): number =>
  errors + unscored + unpriced + recorded;

const added = (one: LeftOut, two: LeftOut): LeftOut => ({
  errors: one.errors + two.errors,
  unscored: one.unscored + two.unscored,
  missing: one.missing + two.missing,
  unpriced: one.unpriced + two.unpriced,
  recorded: one.recorded + two.recorded,
});

/** Cases in which B is better, and in which it is worse. */
function changes({ metric }: Evidence, a: Float64Array, b: Float64Array): { fixed: number; broken: number } {
  let more = 0;
  let less = 0;
  for (let index = 0; index < a.length; index += 1) {
    const difference = (b[index] as number) - (a[index] as number);
    if (difference > rounding) more += 1;
    else if (difference < -rounding) less += 1;
  }
  return isRatio(metric) ? { fixed: less, broken: more } : { fixed: more, broken: less };
}
