import type { Chunk } from "#shared/contract/operations.ts";
import { armLetter } from "#shared/experiments/arm-letter.ts";
import { isRatio } from "#shared/experiments/arm-values.ts";
import type { ArmChange, ArmRow, Comparison, Experiment, Metric } from "#shared/model/experiment.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { valueText } from "#shared/reports/experiment-sentences.ts";
import { dollars } from "#shared/reports/figures.ts";
import type { Finish } from "./common-command.ts";
import { writeComparison } from "./compare-report.ts";
import {
  armLine,
  changesLine,
  exitCodeOfExperiment,
  experimentJson,
  figuresLine,
  haltOf,
  headline,
  leftOutLine,
  methodLine,
  noteLines,
} from "./compare-text.ts";
import { followToEnd } from "./follow-to-end.ts";
import type { Session } from "./session.ts";
import { note, printJson, printLine } from "./terminal.ts";
import { durationLeft } from "./test-progress.ts";
import type { Language } from "./write-report.ts";

/** At most so many cases are listed of each kind; a report has more of them. */
const mostListed = 10;

/**
 * Watches a comparison to its standstill, tells the verdict, writes its reports, and ends the command with 1 where an arm
 * is worse than A. Ctrl-C cancels it; it can be resumed.
 */
export async function followExperiment(
  session: Session,
  id: ExperimentId,
  { finish, out, language }: { finish: Finish; out: string[]; language: Language },
): Promise<void> {
  const { lathe, signal } = session;
  const experiment = await followToEnd(lathe.stream("experiments.follow", { experimentId: id }), {
    signal,
    cancel: () => lathe.call("experiments.cancel", { experimentId: id }),
    lineOf: progressLine,
  });
  // What was asked for is written also after Ctrl-C: the calls are paid for.
  const leisure = { ...session, signal: new AbortController().signal };
  for (const file of out) await writeComparison(leisure, { experimentId: id, file, language });
  if (session.json) printJson(experimentJson(experiment));
  else await tell(leisure, experiment, out);
  finish(exitCodeOfExperiment(experiment));
}

/** How far it is. Nothing of a verdict: that is read at the end. */
function progressLine(progress: Chunk<"experiments.follow">): string {
  const { counts, costUsd, remainingMs, live } = progress;
  const sum = (count: (of: (typeof counts)[number]) => number) =>
    counts.reduce((total, of) => total + count(of), 0);
  const errored = sum((of) => of.errored);
  return [
    `${sum((of) => of.passed + of.failed + of.errored + of.unscored)}/${sum((of) => of.planned)}`,
    ...counts.map(({ passed, failed }, place) => `${armLetter(place)} ${passed} passed, ${failed} failed`),
    errored > 0 ? `${errored} errors` : undefined,
    ...live.map(({ b, fixed, broken }) =>
      fixed === null || broken === null ? undefined : `${armLetter(b)} broke ${broken}, fixed ${fixed}`,
    ),
    costUsd > 0 ? dollars(costUsd) : undefined,
    remainingMs === null ? undefined : `${durationLeft(remainingMs)} left`,
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}

async function tell(session: Session, experiment: Experiment, out: string[]): Promise<void> {
  const { primary, others } = experiment.verdict;
  for (const [index, comparison] of primary.entries()) {
    if (index > 0) printLine("");
    printLine(headline(comparison, experiment));
    if (primary.length === 1) for (const line of armLines(experiment)) printLine(line);
    printLine(figuresLine(comparison));
    printLine(changesLine(comparison, experiment));
    await listChanges(session, experiment, comparison);
    for (const other of others)
      if (other.b === comparison.b && isRatio(other.metric) && other.difference !== null)
        printLine(figuresLine(other));
    const left = leftOutLine(comparison);
    if (left !== null) printLine(left);
    for (const line of noteLines(comparison)) printLine(line);
  }
  if (primary.length > 1) {
    printLine("");
    for (const line of armLines(experiment)) printLine(line);
  }
  for (const method of new Set(primary.map(methodLine))) if (method !== null) note(method);
  note(factsOf(experiment));
  whatNext(experiment, out);
}

const armLines = (experiment: Experiment): string[] =>
  experiment.arms.map((arm, place) => armLine(arm, place, experiment));

/** Broken cases first: they are what hurts. */
async function listChanges(
  { lathe, signal }: Session,
  { experimentId, plan }: Experiment,
  { b, fixed, broken }: Comparison,
): Promise<void> {
  const kinds: [change: ArmChange, word: string, count: number | null][] = [
    ["broken", plan.metric.kind === "pass" ? "BROKEN" : "WORSE", broken],
    ["fixed", plan.metric.kind === "pass" ? "FIXED" : "BETTER", fixed],
  ];
  for (const [change, word, count] of kinds) {
    if (count === null || count === 0) continue;
    const { rows, total } = await lathe.call(
      "experiments.rows",
      { experimentId, versus: b, filter: { change }, limit: mostListed },
      signal,
    );
    for (const row of rows) printLine(`  ${word.padEnd(6)} ${caseLine(row, plan.metric, b, change)}`);
    if (total > rows.length) printLine(`  … and ${total - rows.length} more`);
  }
}

/** The case by name; why the reply of the arm that lost it did not pass, or of another metric both values. */
function caseLine(row: ArmRow, metric: Metric, b: number, change: ArmChange): string {
  const name = row.caseName === "" ? `case ${row.caseIndex + 1}` : row.caseName;
  const [before, after] = [row.arms[0], row.arms[b]];
  if (metric.kind !== "pass")
    return `${name}: ${valueText(metric, before?.value ?? null)} → ${valueText(metric, after?.value ?? null)}`;
  const reason = (change === "broken" ? after : before)?.reason ?? "";
  return reason === "" ? name : `${name}: ${reason}`;
}

function factsOf(experiment: Experiment): string {
  const { experimentId, suiteName, rounds, isTyped, costUsd, simulated } = experiment;
  return [
    experimentId,
    isTyped ? "typed-in inputs" : `${suiteName} v${rounds[0]?.suiteVersion ?? 1}`,
    simulated ? "simulator" : undefined,
    costUsd === null ? "cost unknown" : dollars(costUsd),
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}

function whatNext(experiment: Experiment, out: string[]): void {
  const { experimentId, state, verdict, plan, casesLeft } = experiment;
  const error = haltOf(experiment);
  if (error !== null) note(error.message);
  if (state === "capped") note("The cap was reached: what is missing was not called.");
  for (const file of out) note(`Written: ${file}`);
  if (state !== "done") note(`Go on with: lathe compare --resume ${experimentId}`);
  else if (verdict.arms.some(({ counts }) => counts.errored > 0))
    note(`Call the errors again with: lathe compare --retry-errors ${experimentId}`);
  else if (plan.mayExtend && casesLeft > 0 && verdict.primary.some((one) => one.verdict === "cannot_tell"))
    note(`Ask more cases with: lathe compare --extend ${experimentId} --cases COUNT`);
}
