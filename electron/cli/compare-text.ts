import { armLetter } from "#shared/experiments/arm-letter.ts";
import type { Arm, Comparison, Experiment } from "#shared/model/experiment.ts";
import {
  casesText,
  changesText,
  differenceText,
  directionalSentence,
  intervalText,
  leftOutCount,
  leftOutTexts,
  metricName,
  noteTexts,
  pText,
  valueText,
  verdictSentence,
} from "#shared/reports/experiment-sentences.ts";
import { experimentWords } from "#shared/reports/experiment-words.ts";
import { percent } from "#shared/reports/figures.ts";
import { metricText } from "./compare-wish.ts";
import { exitCodeOf, exitCodes } from "./exit-codes.ts";

const words = experimentWords.en;

/** `B is better`, and beside it what keeps it from being more than a direction. */
export function headline(comparison: Comparison, { plan, verdict }: Experiment): string {
  const sentence = verdictSentence(comparison, plan.assign, words);
  const directional = directionalSentence(comparison, plan.assign, words);
  const told = directional === null ? sentence : `${sentence} (${directional})`;
  if (verdict.primary.length === 1) return told;
  return `${words.against(armLetter(comparison.b), armLetter(comparison.a))}: ${told}`;
}

export function armLine(arm: Arm, place: number, { verdict }: Experiment): string {
  const figures = verdict.arms[place];
  const settings = Object.entries(arm.settings).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  const decided = figures === undefined ? 0 : figures.counts.passed + figures.counts.failed;
  return [
    `${armLetter(place)}  ${arm.promptName}@${arm.version ?? "draft"}`,
    arm.model,
    ...settings,
    figures?.passRate == null
      ? undefined
      : `${figures.counts.passed} of ${decided} passed (${percent(figures.passRate)})`,
    figures !== undefined && figures.counts.errored > 0 ? `${figures.counts.errored} errors` : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}

/** `Pass rate: A 71.4 %, B 85.7 % · +14.3 points · 95 % interval … · p 0.012`. */
export function figuresLine(comparison: Comparison): string {
  const { metric, a, b, valueA, valueB, p, difference } = comparison;
  const unit = metric.kind === "cost" ? ` ${words.perThousand}` : "";
  return [
    `${metricName(metric, words)}${unit}: ${armLetter(a)} ${valueText(metric, valueA)}, ${armLetter(b)} ${valueText(metric, valueB)}`,
    difference === null ? undefined : differenceText(comparison, words),
    difference === null ? undefined : intervalText(comparison, words),
    p === null ? undefined : `p ${pText(p)}`,
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}

export const changesLine = (comparison: Comparison, { plan }: Experiment): string =>
  [casesText(comparison, plan.assign, words), ...(changesText(comparison, words) ?? [])].join(" · ");

export function leftOutLine({ leftOut }: Comparison): string | null {
  const told = leftOutTexts(leftOut, words);
  return told.length === 0 ? null : `${words.leftOut}: ${told.join(words.listed)}`;
}

/** null: nothing was computed. */
export const methodLine = ({ method, confidence }: Comparison): string | null =>
  method === "none"
    ? null
    : confidence > 0.95
      ? `${words.methods[method]}; ${words.adjusted}`
      : words.methods[method];

export const noteLines = (comparison: Comparison): string[] => noteTexts(comparison, words);

/** What a script reads; its first fields never change their meaning. */
export function comparisonJson(comparison: Comparison) {
  const { verdict, n, valueA, valueB, difference, interval, p, method } = comparison;
  const { fixed, broken, neededCases, leftOut, directional } = comparison;
  return {
    verdict,
    metric: metricText(comparison.metric),
    n,
    a: valueA,
    b: valueB,
    difference,
    interval,
    p,
    method,
    fixed,
    broken,
    neededCases,
    leftOut: leftOutCount(leftOut),
    directional,
    reasons: comparison.reasons,
    leftOutBy: leftOut,
  };
}

/** The first comparison, and where there are several all of them. */
export function experimentJson(experiment: Experiment): Record<string, unknown> {
  const { primary } = experiment.verdict;
  const [first] = primary;
  if (first === undefined) throw new Error("A comparison has two arms at least.");
  const error = haltOf(experiment);
  const { reasons, leftOutBy, ...main } = comparisonJson(first);
  return {
    ...main,
    reasons,
    experimentId: experiment.experimentId,
    runs: experiment.rounds.flatMap(({ runs }) => runs.map(({ testRunId }) => testRunId)),
    leftOutBy,
    state: experiment.state,
    ...(error === null ? {} : { error }),
    ...(primary.length === 1 ? {} : { comparisons: primary.map(comparisonJson) }),
  };
}

/** Why it could not go on, where it could not. */
export function haltOf({ state, rounds }: Experiment) {
  if (state !== "halted") return null;
  return (
    rounds.flatMap(({ runs }) => runs).find((run) => run.state === "halted" && run.error !== null)?.error ??
    null
  );
}

/**
 * `no` where an arm is worse than A. No verdict is no success either: a comparison that stopped before its end or has too
 * many errors failed outside, and what cannot be held against each other is bad input. What cannot be told yet is done.
 */
export function exitCodeOfExperiment(experiment: Experiment): number {
  const { state, verdict } = experiment;
  if (state === "cancelled") return exitCodes.cancelled;
  if (verdict.primary.some((one) => one.verdict === "a_better")) return exitCodes.no;
  const error = haltOf(experiment);
  if (error !== null) return exitCodeOf(error);
  if (state !== "done") return exitCodes.outside;
  const refused = verdict.primary.flatMap((one) => (one.verdict === "not_comparable" ? one.reasons : []));
  if (refused.length === 0) return exitCodes.done;
  const isUnlike = refused.some((reason) => ["suite", "checks", "judge"].includes(reason));
  return !isUnlike && refused.includes("errors") ? exitCodes.outside : exitCodes.badInput;
}
