import { create } from "zustand";

/** What is shown of a list that lies in the store. */
export interface PagedList<Row, Filter> {
  filter: Filter;
  rows: Row[];
  /** Where the next page begins; null at the end. */
  next: number | null;
  reading: "first" | "older" | null;
  /** Whether anything was read with this filter. */
  isKnown: boolean;
  failure: unknown;
}

type ReadPage<Row, Filter> = (
  wish: { filter: Filter; page: { before?: number; limit: number } },
  signal: AbortSignal,
) => Promise<{ rows: Row[]; next: number | null }>;

const pageSize = 50;
/** The most that the host answers at once. */
const largestPage = 500;

/** A list, newest first, as far as it was asked for; what is read last is what is shown. */
export function createPagedList<Row, Filter>(first: Filter, readPage: ReadPage<Row, Filter>) {
  const useList = create<PagedList<Row, Filter>>(() => ({
    filter: first,
    rows: [],
    next: null,
    reading: null,
    isKnown: false,
    failure: null,
  }));
  let newest: AbortController | null = null;

  /** Reads from the beginning, as many as are shown. */
  async function read(): Promise<void> {
    newest?.abort();
    const controller = new AbortController();
    newest = controller;
    const { filter, rows } = useList.getState();
    const limit = Math.min(largestPage, Math.max(pageSize, rows.length));
    useList.setState({ reading: "first" });
    try {
      const page = await readPage({ filter, page: { limit } }, controller.signal);
      if (newest === controller) useList.setState({ ...page, reading: null, isKnown: true, failure: null });
    } catch (failure) {
      if (newest === controller) useList.setState({ reading: null, failure });
    }
  }

  async function readOlder(): Promise<void> {
    const { filter, next, reading } = useList.getState();
    if (next === null || reading !== null) return;
    const controller = new AbortController();
    newest = controller;
    useList.setState({ reading: "older" });
    try {
      const page = await readPage({ filter, page: { before: next, limit: pageSize } }, controller.signal);
      if (newest !== controller) return;
      useList.setState(({ rows }) => ({
        rows: [...rows, ...page.rows],
        next: page.next,
        reading: null,
        failure: null,
      }));
    } catch (failure) {
      if (newest === controller) useList.setState({ reading: null, failure });
    }
  }

  return {
    useList,
    read,
    readOlder,
    filter(filter: Filter): void {
      useList.setState({ filter, rows: [], next: null, isKnown: false, failure: null });
      void read();
    },
    /** What is under way is of no use any more. */
    close(): void {
      newest?.abort();
      newest = null;
    },
  };
}
