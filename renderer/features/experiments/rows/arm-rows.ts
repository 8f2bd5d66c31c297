import { create } from "zustand";
import type { Client } from "#shared/contract/client.ts";
import type { Output } from "#shared/contract/operations.ts";
import type { ArmFilter, ArmRow } from "#shared/model/experiment.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { paced } from "../../../ui/paced.ts";
import { createWindows } from "../../../ui/windows.ts";

export type RowSort = "attention" | "case";

export interface RowQuestion {
  filter: ArmFilter;
  /** The arm that is held against the first. */
  versus: number;
  sort: RowSort;
}

/** Of all cases, whatever the filter. */
export type ChangeCounts = Output<"experiments.rows">["counts"];

/** Rows that are read at once. */
export const windowSize = 60;
const refreshEveryMs = 1_000;
/** The most that the host answers at once. */
const scanSize = 200;

/** A case keeps its key wherever it stands. */
export const rowKey = ({ round, caseIndex }: Pick<ArmRow, "round" | "caseIndex">): string =>
  `${round}:${caseIndex}`;

/** The cases of a comparison in the order and with the filter asked for, as windows into the store. */
export function createArmRows(client: Client<AbortSignal>, experimentId: ExperimentId, first: RowQuestion) {
  const useQuestion = create<RowQuestion>(() => first);
  const useCounts = create<{ counts: ChangeCounts | null }>(() => ({ counts: null }));

  const ask = (question: Partial<RowQuestion>, offset: number, limit: number, signal: AbortSignal) =>
    client.call(
      "experiments.rows",
      { experimentId, ...useQuestion.getState(), ...question, offset, limit },
      signal,
    );
  const windows = createWindows<ArmRow>(async ({ offset, limit }, signal) => {
    const { rows, total, counts } = await ask({}, offset, limit, signal);
    if (!signal.aborted) useCounts.setState({ counts });
    return { rows, total };
  }, windowSize);
  const refreshing = paced(refreshEveryMs, windows.refresh);

  function change(wish: Partial<RowQuestion>): void {
    useQuestion.setState(wish);
    windows.begin();
  }

  /**
   * The place of the next broken case (or the one before) in the order shown; null where there is none. `from`: a place,
   * −1 before the first.
   */
  async function findBroken(from: number, step: 1 | -1, isRunning: boolean): Promise<number | null> {
    const { filter } = useQuestion.getState();
    if (filter.change !== undefined && filter.change !== "broken") return null;
    const signal = windows.signal();
    const onlyBroken: Partial<RowQuestion> = { filter: { ...filter, change: "broken" } };
    if (filter.change === "broken" || sortOf(isRunning) === "attention") {
      // They stand first.
      const { total } = await ask(onlyBroken, 0, 1, signal);
      const place = step === 1 ? from + 1 : Math.min(from, total) - 1;
      return place >= 0 && place < total ? place : null;
    }
    const here = from < 0 ? null : await rowAt({}, from, signal);
    const upTo = here?.row ?? -1;
    const before = await countUntil(onlyBroken, ({ row }) => row > (step === 1 ? upTo : upTo - 1), signal);
    const wanted = await rowAt(onlyBroken, step === 1 ? before : before - 1, signal);
    return wanted === null ? null : await countUntil({}, ({ row }) => row >= wanted.row, signal);
  }

  /** Where a case stands while the cases are in their own order. */
  const findCase = (round: number, caseIndex: number): Promise<number> =>
    countUntil(
      {},
      (row) => row.round > round || (row.round === round && row.caseIndex >= caseIndex),
      windows.signal(),
    );

  /** While replies come in the cases stand in their own order, whatever was asked for: none moves under its reader. */
  const sortOf = (isRunning: boolean): RowSort => (isRunning ? "case" : useQuestion.getState().sort);

  async function rowAt(
    question: Partial<RowQuestion>,
    place: number,
    signal: AbortSignal,
  ): Promise<ArmRow | null> {
    if (place < 0) return null;
    const { rows } = await ask(question, place, 1, signal);
    return rows[0] ?? null;
  }

  /**
   * How many rows, in the order of the cases, stand before the first of which `isBeyond` is so; all after it are, too. A
   * hundred thousand take a few questions.
   */
  async function countUntil(
    question: Partial<RowQuestion>,
    isBeyond: (row: ArmRow) => boolean,
    signal: AbortSignal,
  ): Promise<number> {
    let { total: high } = await ask(question, 0, 1, signal);
    let low = 0;
    while (low < high) {
      const start = Math.max(low, Math.floor((low + high - scanSize) / 2));
      const { rows, total } = await ask(question, start, scanSize, signal);
      const within = rows.findIndex(isBeyond);
      if (within > 0) return start + within;
      if (within === 0 || rows.length === 0) high = Math.min(start, total);
      else low = start + rows.length;
    }
    return low;
  }

  return {
    ...windows,
    useQuestion,
    useCounts,
    change,
    findBroken,
    findCase,
    sortOf,
    /** The place of a case among the rows that are read; −1 where it is none of them. */
    placeOfKey: (key: string): number => windows.placeOf((row) => rowKey(row) === key),
    refresh: refreshing.request,
    close(): void {
      refreshing.finish();
      windows.close();
    },
  };
}

export type ArmRows = ReturnType<typeof createArmRows>;

export const isFiltered = ({ filter }: RowQuestion): boolean =>
  filter.change !== undefined || filter.text !== "";
