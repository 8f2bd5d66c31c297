import { type ArmEvidence, type Evidence, missing } from "#shared/experiments/evidence.ts";
import type { Metric } from "#shared/model/experiment.ts";
import { checkColumn, type ResultColumns, resultColumns, verdictCodes } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";
import { incomparableBy } from "./evidence-incomparable.ts";
import { type Layout, layoutOf } from "./evidence-layout.ts";
import { isStoppedEarly } from "./experiment-state.ts";
import type { Experiment } from "./experiment-store.ts";

/** An experiment with all that was answered, as it stands in the store now. */
export interface Readings {
  experiment: Experiment;
  layout: Layout;
  /** By round, then by arm. */
  columns: ResultColumns[][];
}

export const readingsOf = (context: ExperimentContext, experiment: Experiment): Readings => ({
  experiment,
  layout: layoutOf(context, experiment),
  columns: experiment.rounds.map(({ runs }) => runs.map((run) => resultColumns(context.tests, run))),
});

/**
 * Names the state of what was answered. Attempts are never changed, and only errors are replaced: as many of each verdict
 * are the same ones, but for an error that was tried again and failed of something else, which the newest number tells.
 */
export function evidenceKey({ experiment, columns }: Readings): string {
  return `${countsKey(experiment)}@${Math.max(0, ...columns.flat().map(newestOf))}`;
}

const newests = new WeakMap<ResultColumns, { version: number; newest: number }>();

function newestOf(columns: ResultColumns): number {
  const { version, sequence } = columns;
  const kept = newests.get(columns);
  if (kept?.version === version) return kept.newest;
  let newest = 0;
  for (let cell = 0; cell < sequence.length; cell += 1)
    if ((sequence[cell] as number) > newest) newest = sequence[cell] as number;
  newests.set(columns, { version, newest });
  return newest;
}

/** The part of it that can be told without a look at the attempts. */
export function countsKey(experiment: Experiment): string {
  const runs = experiment.rounds.map(({ runs }) =>
    runs
      .map(({ sequence, passed, failed, errored, unscored }) =>
        [sequence, passed, failed, errored, unscored].join("."),
      )
      .join("-"),
  );
  return `${runs.join("+")}${isStoppedEarly(experiment) ? "!" : ""}`;
}

/** What a comparison by this metric is read from. */
export function evidenceOf(context: ExperimentContext, readings: Readings, metric: Metric): Evidence {
  const { experiment, layout } = readings;
  const { plan, arms, rounds } = experiment;
  return {
    metric,
    assign: plan.assign,
    cases: layout.rows,
    repeats: layout.repeats,
    arms: arms.map((_arm, arm) => armEvidence(context, readings, arm, metric)),
    clusters: layout.clusters,
    order: layout.order,
    incomparable: incomparableBy(context, readings, metric),
    isExtended: rounds.length > 1,
    isStoppedEarly: isStoppedEarly(experiment),
  };
}

function armEvidence(
  context: ExperimentContext,
  { layout, columns }: Readings,
  arm: number,
  metric: Metric,
): ArmEvidence {
  const { repeats } = layout;
  const values = new Float64Array(layout.rows * repeats).fill(Number.NaN);
  const why = new Uint8Array(values.length);
  let made = 0;
  let errored = 0;
  for (const [index, { firstRow, caseIndexes, arms }] of layout.rounds.entries()) {
    const places = arms[arm];
    const own = columns[index]?.[arm];
    if (places === undefined || own === undefined) continue;
    const { firstCell, asked } = places;
    const { valueAt, whyNot } = readerOf(context, own, metric);
    for (let row = 0; row < caseIndexes.length; row += 1) {
      const first = firstCell[row] as number;
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        // Not this arm's: drawn to another, or its run was never to ask it. Nothing is missing, and nothing will come.
        if (asked[row * repeats + repeat] === 0) continue;
        const place = (firstRow + row) * repeats + repeat;
        const cell = first + repeat;
        // Beyond the end: not called yet.
        if ((own.sequence[cell] ?? 0) === 0) {
          why[place] = missing.notCalled;
          continue;
        }
        made += 1;
        const value = valueAt(cell);
        if (!Number.isNaN(value)) values[place] = value;
        else {
          const reason = whyNot(cell);
          why[place] = reason;
          if (reason === missing.error) errored += 1;
        }
      }
    }
  }
  return { values, missing: why, made, errored };
}

interface MetricReader {
  /** NaN: it has none. */
  valueAt(cell: number): number;
  /** One of `missing`, of a cell that was called and has no value. */
  whyNot(cell: number): number;
}

/**
 * An attempt is an error for a metric where it is the error that keeps it from having a value: a judge that could not be
 * asked takes nothing from how long the reply took, or from what another check said.
 */
export function readerOf(context: ExperimentContext, columns: ResultColumns, metric: Metric): MetricReader {
  const { verdict, score, latencyMs, costUsd, recorded } = columns;
  const isError = (cell: number) => verdict[cell] === verdictCodes.error;
  // Of a call that failed nobody knows a latency; where only a check failed, the reply is complete and has one.
  const hasNoReply = (cell: number) => isError(cell) && Number.isNaN(latencyMs[cell]);
  switch (metric.kind) {
    case "pass":
      return {
        valueAt: (cell) =>
          verdict[cell] === verdictCodes.pass ? 1 : verdict[cell] === verdictCodes.fail ? 0 : Number.NaN,
        whyNot: (cell) => (isError(cell) ? missing.error : missing.unscored),
      };
    case "score":
      return {
        valueAt: (cell) => (isError(cell) ? Number.NaN : (score[cell] as number)),
        whyNot: (cell) => (isError(cell) ? missing.error : missing.unscored),
      };
    case "check": {
      const column = checkColumn(context.tests, columns, metric.name);
      const cannotTell = (cell: number) => column.isError[cell] === 1 || hasNoReply(cell);
      return {
        valueAt: (cell) => (cannotTell(cell) ? Number.NaN : (column.score[cell] as number)),
        whyNot: (cell) => (cannotTell(cell) ? missing.error : missing.unscored),
      };
    }
    case "latency":
      return {
        valueAt: (cell) => (recorded[cell] === 1 ? Number.NaN : (latencyMs[cell] as number)),
        whyNot: (cell) => (recorded[cell] === 1 ? missing.recorded : missing.error),
      };
    case "cost":
      // What a recorded reply cost was paid at another time, perhaps at another price; it counts as 0 where it is used
      // again. It says nothing of what an arm costs.
      return {
        valueAt: (cell) =>
          recorded[cell] === 1 || hasNoReply(cell) ? Number.NaN : (costUsd[cell] as number),
        whyNot: (cell) =>
          hasNoReply(cell) ? missing.error : recorded[cell] === 1 ? missing.recorded : missing.unpriced,
      };
  }
}
