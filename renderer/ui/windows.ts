import { create } from "zustand";
import { isCancelled } from "#shared/contract/errors.ts";

export interface WindowsState<Row> {
  /** null: not known yet. */
  total: number | null;
  pages: Readonly<Record<number, readonly Row[]>>;
  failure: unknown;
}

export const pageSize = 100;
/** Pages that are kept; the ones farthest from what is in view go first. */
const mostPages = 40;
/** Requests at once: a scrollbar that is dragged passes thousands of pages. */
const mostRequests = 2;

type Read<Row> = (
  place: { offset: number; limit: number },
  signal: AbortSignal,
) => Promise<{ rows: readonly Row[]; total: number }>;

/** A window onto a list of any length that lies in the store: only pages in view are read, and few are kept. */
export function createWindows<Row>(read: Read<Row>, size = pageSize) {
  const useWindows = create<WindowsState<Row>>(() => ({ total: null, pages: {}, failure: null }));
  let view = { first: 0, last: 0 };
  let closing = new AbortController();
  /** Pages whose rows are from before the last change. */
  let stale = new Set<number>();
  const underWay = new Set<number>();

  const pageOf = (index: number): number => Math.floor(index / size);

  function readWanted(): void {
    const { total, pages } = useWindows.getState();
    const last = Math.max(view.first, Math.min(view.last, (total ?? 1) - 1));
    for (let page = pageOf(view.first); page <= pageOf(last); page += 1) {
      if (underWay.size >= mostRequests) return;
      if ((pages[page] === undefined || stale.has(page)) && !underWay.has(page)) void readPage(page);
    }
  }

  async function readPage(page: number): Promise<void> {
    const { signal } = closing;
    underWay.add(page);
    stale.delete(page);
    try {
      const { rows, total } = await read({ offset: page * size, limit: size }, signal);
      if (signal.aborted) return;
      useWindows.setState(({ pages }) => ({
        pages: nearest({ ...pages, [page]: rows }, pageOf(view.first)),
        total,
        failure: null,
      }));
      underWay.delete(page);
      readWanted();
    } catch (failure) {
      if (signal.aborted) return;
      underWay.delete(page);
      // Trying again has something to try.
      stale.add(page);
      if (!isCancelled(failure)) useWindows.setState({ failure });
    }
  }

  function forget(): void {
    closing.abort();
    closing = new AbortController();
    underWay.clear();
    stale = new Set();
  }

  const rowAt = (index: number): Row | undefined =>
    useWindows.getState().pages[pageOf(index)]?.[index % size];

  return {
    useWindows,
    rowAt,
    /** Rows in view, ends included. */
    look(first: number, last: number): void {
      view = { first, last };
      readWanted();
    },
    /** Another question: nothing that was read answers it. */
    begin(): void {
      forget();
      useWindows.setState({ pages: {}, total: null, failure: null });
      view = { first: 0, last: view.last - view.first };
      readWanted();
    },
    /** Rows in view are shown as they were until the new ones are there; others are read when they come into view. */
    refresh(): void {
      const inView = Object.entries(useWindows.getState().pages).filter(
        ([page]) => Number(page) >= pageOf(view.first) && Number(page) <= pageOf(view.last),
      );
      useWindows.setState({ pages: Object.fromEntries(inView) });
      stale = new Set([pageOf(view.first), ...inView.map(([page]) => Number(page))]);
      readWanted();
    },
    retry(): void {
      useWindows.setState({ failure: null });
      readWanted();
    },
    /** The row of a place that need not be in view. */
    async bring(index: number): Promise<Row | undefined> {
      if (rowAt(index) === undefined) await readPage(pageOf(index));
      return rowAt(index);
    },
    /** The first place among the rows that are read where this is so; −1 where there is none. */
    placeOf(isIt: (row: Row) => boolean): number {
      for (const [page, rows] of Object.entries(useWindows.getState().pages)) {
        const at = rows.findIndex(isIt);
        if (at >= 0) return Number(page) * size + at;
      }
      return -1;
    },
    /** Ends what is under way when it is left. */
    signal: (): AbortSignal => closing.signal,
    close: forget,
  };
}

function nearest<Row>(pages: Record<number, readonly Row[]>, middle: number): Record<number, readonly Row[]> {
  const numbers = Object.keys(pages).map(Number);
  if (numbers.length <= mostPages) return pages;
  const kept = numbers.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle)).slice(0, mostPages);
  return Object.fromEntries(kept.map((page) => [page, pages[page] ?? []]));
}
