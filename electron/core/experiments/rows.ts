import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { ArmRow, CaseInArm } from "#shared/model/experiment.ts";
import type { Database } from "../store/database.ts";
import { caseHeads, type ShownAttempt, shownAttempts } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";
import { evidenceKey, type Readings, readerOf, readingsOf } from "./evidence.ts";
import { placeOfRow } from "./evidence-layout.ts";
import { stateOf } from "./experiment-state.ts";
import { type Experiment, experimentOf } from "./experiment-store.ts";
import { attemptedCells, type Fared, fare } from "./rows-fare.ts";
import { changeCodes, changesOf, countChanges, orderRows } from "./rows-order.ts";

interface Order {
  state: string;
  rows: Uint32Array;
  changes: Uint8Array;
  counts: Output<"experiments.rows">["counts"];
  madeAt: number;
  tookMs: number;
}

/** Orders that are kept: a person goes to and fro between a few. */
const mostKept = 12;
const caches = new WeakMap<Database, Map<string, Order>>();

/** A window of the cases, side by side: only the rows in view are read from the store. */
export function readRows(
  context: ExperimentContext,
  input: ParsedInput<"experiments.rows">,
): Output<"experiments.rows"> {
  const experiment = experimentOf(context, input.experimentId);
  armOf(experiment, input.versus);
  const readings = readingsOf(context, experiment);
  const { rows, changes, counts } = orderOf(context, readings, input);
  const window = Array.from(rows.subarray(input.offset, input.offset + input.limit));
  return { rows: describeRows(context, readings, window, changes), total: rows.length, counts };
}

function armOf({ arms }: Experiment, position: number): void {
  if (arms[position] !== undefined) return;
  throw new LatheError({
    code: "experiments.no-such-arm",
    message: `This comparison has ${arms.length} arms. Choose one of them.`,
    details: { arms: arms.length },
  });
}

/**
 * Worked out once for each filter and sort, and again when more was answered; of a large one that is under way, for at most
 * a fifth of the time. While it is under way the rows stand in the order of the cases: none may leap away from the eye.
 */
function orderOf(
  context: ExperimentContext,
  readings: Readings,
  { versus, filter, sort }: Pick<ParsedInput<"experiments.rows">, "versus" | "filter" | "sort">,
): Order {
  const { db, ports } = context;
  const kept = caches.get(db) ?? new Map<string, Order>();
  caches.set(db, kept);
  const isRunning = stateOf(readings.experiment) === "running";
  const wish = { filter, sort: isRunning ? ("case" as const) : sort };
  const key = JSON.stringify([readings.experiment.experimentId, versus, filter, wish.sort]);
  const state = evidenceKey(readings);
  const found = kept.get(key);
  const madeAt = ports.clock.monotonic();
  if (
    found !== undefined &&
    (found.state === state || (isRunning && madeAt - found.madeAt < found.tookMs * 5))
  )
    return found;
  const changes = changesOf(context, readings, versus);
  const rows = orderRows(context, readings, changes, wish);
  const counts = countChanges(changes);
  const made = { state, rows, changes, counts, madeAt, tookMs: ports.clock.monotonic() - madeAt };
  kept.delete(key);
  kept.set(key, made);
  for (const old of kept.keys()) if (kept.size > mostKept) kept.delete(old);
  return made;
}

function describeRows(
  context: ExperimentContext,
  readings: Readings,
  window: number[],
  changes: Uint8Array,
): ArmRow[] {
  const { experiment, layout, columns } = readings;
  const metric = experiment.plan.metric;
  const readers = columns.map((round) => round.map((own) => readerOf(context, own, metric)));
  const rows = window.map((row) => {
    const { round, place } = placeOfRow(layout, row);
    const index = layout.rounds.indexOf(round);
    const caseIndex = round.caseIndexes[place] as number;
    const arms = round.arms.flatMap((places, arm) => {
      const own = columns[index]?.[arm];
      const reader = readers[index]?.[arm];
      if (own === undefined || reader === undefined) return [];
      const fared = fare(own, places, place, layout.repeats);
      const cells = attemptedCells(own.sequence, places, place, layout.repeats);
      return { fared, value: meanOf(cells.map(reader.valueAt)) };
    });
    return { row, round, caseIndex, hash: round.hashes[caseIndex] ?? "", arms };
  });
  const heads = caseHeads(
    context.tests,
    rows.map(({ hash }) => hash),
  );
  const shown = shownAttempts(
    context.tests,
    rows.flatMap(({ arms }) => arms.flatMap(({ fared }) => fared.attempt ?? [])),
  );
  return rows.map(({ row, round, caseIndex, hash, arms }): ArmRow => {
    const head = heads.get(hash);
    return {
      row,
      round: round.round,
      caseIndex,
      caseId: round.ids[caseIndex] as ArmRow["caseId"],
      caseName: head?.name ?? "",
      tags: head?.tags ?? [],
      inputs: head?.inputs ?? "",
      expected: head?.expected ?? "",
      arms: arms.map(({ fared, value }) => caseInArm(fared, value, shown.get(fared.attempt ?? 0))),
      change: changeCodes[changes[row] ?? 0] ?? "unknown",
    };
  });
}

/** Over those that have a value; null: none has. */
function meanOf(values: number[]): number | null {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

const caseInArm = (
  { verdict, attempt, passed, failed, errored, made, planned }: Fared,
  value: number | null,
  shown: ShownAttempt | undefined,
): CaseInArm => ({
  attempt,
  verdict,
  value,
  score: shown?.score ?? null,
  reply: shown?.reply ?? "",
  isCut: shown?.isCut ?? false,
  latencyMs: shown?.latencyMs ?? null,
  costUsd: shown?.costUsd ?? null,
  recorded: shown?.recorded ?? false,
  // What passes all the same, by a threshold or because it weighs nothing, is no reason.
  reason: verdict === "pass" ? "" : (shown?.reason ?? ""),
  ...(shown?.firstReason === undefined ? {} : { firstReason: shown.firstReason }),
  ...(shown?.error === undefined ? {} : { error: shown.error }),
  passed,
  failed,
  errored,
  made,
  planned,
});
