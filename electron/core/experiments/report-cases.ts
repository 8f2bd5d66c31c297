import { setImmediate as nextTurn } from "node:timers/promises";
import type { CaseId } from "#shared/model/ids.ts";
import type { ReportCase } from "#shared/reports/experiment-report-data.ts";
import type { ReportAttempt } from "#shared/reports/report-data.ts";
import { readCase } from "../suites/index.ts";
import { type RunFacts, readReportAttempts } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";
import type { Readings } from "./evidence.ts";
import { type Layout, placeOfRow } from "./evidence-layout.ts";
import { attemptedCells } from "./rows-fare.ts";

/** Cases that are read at once. */
const pageSize = 100;

/** Which attempts a report has: by number, which nothing moves. */
export interface ReportPlaces {
  layout: Layout;
  /** By round, then by arm. */
  runs: RunFacts[][];
  /** By round, then by arm: the number of the attempt of each cell; 0: none. */
  sequences: Float64Array[][];
}

export const reportPlaces = ({ experiment, layout, columns }: Readings): ReportPlaces => ({
  layout,
  runs: experiment.rounds.map(({ runs }) => runs),
  sequences: columns.map((round) => round.map(({ sequence }) => Float64Array.from(sequence))),
});

/** In pages; between two of them the rest of the program has its turn. */
export async function* readCases(
  context: ExperimentContext,
  places: ReportPlaces,
  rows: readonly number[],
  signal: AbortSignal,
): AsyncGenerator<(ReportCase & { row: number })[], void> {
  for (let start = 0; start < rows.length; start += pageSize) {
    signal.throwIfAborted();
    yield readPage(context, places, rows.slice(start, start + pageSize));
    await nextTurn();
  }
}

function readPage(
  context: ExperimentContext,
  places: ReportPlaces,
  rows: number[],
): (ReportCase & { row: number })[] {
  const found = rows.map((row) => ({ row, ...placeOfRow(places.layout, row) }));
  const attempts = new Map<number, ReportAttempt>();
  for (const [index, round] of places.layout.rounds.entries()) {
    const own = found.filter((one) => one.round === round);
    for (const [arm, run] of (places.runs[index] ?? []).entries()) {
      const wanted = own.flatMap(({ place }) => attemptsAt(places, { index, arm, place }));
      for (const attempt of readReportAttempts(context.tests, run, wanted))
        attempts.set(attempt.attempt, attempt);
    }
  }
  return found.map(({ row, round, place }) => {
    const index = places.layout.rounds.indexOf(round);
    const caseIndex = round.caseIndexes[place] as number;
    const arms = round.arms.map((_, arm) =>
      attemptsAt(places, { index, arm, place }).flatMap((number) => attempts.get(number) ?? []),
    );
    // What an arm was asked is the content to show: a run that was scored again may have been checked by another.
    const content = arms.flat()[0]?.content ?? readCase(context.db, round.hashes[caseIndex] ?? "");
    return {
      row,
      round: round.round,
      caseIndex,
      caseId: round.ids[caseIndex] as CaseId,
      caseName: content.name,
      content,
      arms,
    };
  });
}

/** Numbers of the attempts at one case in one arm, in the order of its repeats. */
function attemptsAt(
  { layout, sequences }: ReportPlaces,
  { index, arm, place }: { index: number; arm: number; place: number },
): number[] {
  const places = layout.rounds[index]?.arms[arm];
  const own = sequences[index]?.[arm];
  if (places === undefined || own === undefined) return [];
  return attemptedCells(own, places, place, layout.repeats).map((cell) => own[cell] as number);
}
