import { create } from "zustand";
import type { Client } from "#shared/contract/client.ts";
import type { TestRunId } from "#shared/model/ids.ts";
import {
  type ResultFilter,
  type ResultSort,
  resultFilter,
  type TestAttemptRow,
} from "#shared/model/test-run.ts";
import { paced } from "../../../ui/paced.ts";
import { createWindows } from "../../../ui/windows.ts";

export interface ResultQuestion {
  filter: ResultFilter;
  sort: ResultSort;
  descending: boolean;
}

const refreshEveryMs = 1_000;
/** Rows that are looked through at once for the next failure. */
const scanSize = 500;

export const noFilter: ResultFilter = resultFilter.parse({});

/** The results of a run in the order and with the filter asked for, as windows into the store. */
export function createResults(client: Client<AbortSignal>, testRunId: TestRunId) {
  const useQuestion = create<ResultQuestion>(() => ({
    filter: noFilter,
    sort: "attention",
    descending: false,
  }));
  const read = (place: { offset: number; limit: number }, signal: AbortSignal) =>
    client.call("tests.results", { testRunId, ...useQuestion.getState(), ...place }, signal);
  const windows = createWindows<TestAttemptRow>(read);
  const refreshing = paced(refreshEveryMs, windows.refresh);

  function ask(change: Partial<ResultQuestion>): void {
    useQuestion.setState(change);
    windows.begin();
  }

  /**
   * The nearest failure or error after (or before) a place, in the order shown; null where there is none. Reads on as far
   * as it has to: failures stand first unless another order was asked for.
   */
  async function findFailing(from: number, step: 1 | -1): Promise<number | null> {
    const signal = windows.signal();
    let rows: readonly TestAttemptRow[] = [];
    let start = 0;
    for (let at = from + step; at >= 0; at += step) {
      let row = windows.rowAt(at) ?? rows[at - start];
      if (row === undefined) {
        start = Math.max(0, step === 1 ? at : at - scanSize + 1);
        ({ rows } = await read({ offset: start, limit: scanSize }, signal));
        row = rows[at - start];
        if (row === undefined) return null;
      }
      if (row.verdict === "fail" || row.verdict === "error") return at;
    }
    return null;
  }

  return {
    ...windows,
    useQuestion,
    findFailing,
    /** The place of an attempt among the rows that are read; −1 where it is none of them. */
    indexOf: (attempt: number): number => windows.placeOf((row) => row.attempt === attempt),
    /** A wish that is undefined is given up. */
    filter: (change: Partial<ResultFilter>): void =>
      ask({ filter: { ...useQuestion.getState().filter, ...change } }),
    /** Without any filter but these wishes. */
    showOnly: (wish: Partial<ResultFilter>): void => ask({ filter: { ...noFilter, ...wish } }),
    clearFilter: (): void => ask({ filter: noFilter }),
    /** Again by the same: the other way round. */
    sortBy(sort: ResultSort): void {
      const now = useQuestion.getState();
      ask({ sort, descending: now.sort === sort ? !now.descending : false });
    },
    refresh: refreshing.request,
    close(): void {
      refreshing.finish();
      windows.close();
    },
  };
}

export type Results = ReturnType<typeof createResults>;

export const isFiltered = (filter: ResultFilter): boolean =>
  filter.verdicts.length > 0 ||
  filter.text !== "" ||
  [
    filter.tag,
    filter.check,
    filter.model,
    filter.minScore,
    filter.maxScore,
    filter.change,
    filter.marked,
    filter.caseId,
  ].some((wish) => wish !== undefined);
