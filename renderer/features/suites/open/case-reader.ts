import type { StoreApi, UseBoundStore } from "zustand";
import type { Client } from "#shared/contract/client.ts";
import type { Input } from "#shared/contract/operations.ts";
import type { SuiteId } from "#shared/model/ids.ts";
import type { SuiteCase } from "#shared/model/suite.ts";
import { caseIn, pageOf, pageSize, withPage } from "./case-pages.ts";
import type { CaseFilter, SuiteState } from "./suite-state.ts";

/** A browser opens few connections to one host. */
const mostReading = 2;
/** As many as one call answers. */
const mostInCall = 500;

interface Reading {
  client: Client<AbortSignal>;
  suiteId: SuiteId;
  useSuite: UseBoundStore<StoreApi<SuiteState>>;
  /** Hears which state of the suite an answer was true of. */
  onRevision: (revision: number) => void;
}

/** Keeps the windows of the table that are looked at in memory, and the rest out of it. */
export function createCaseReader({ client, suiteId, useSuite, onRevision }: Reading) {
  const { getState, setState } = useSuite;
  /** Answers to earlier questions are not shown any more. */
  let epoch = 0;
  let sight = { first: 0, last: pageSize - 1 };
  const reading = new Set<number>();
  const fresh = new Set<number>();

  const windowInput = (offset: number, limit: number): Input<"suites.cases"> => {
    const { search, tag, split } = getState().filter;
    return {
      suiteId,
      offset,
      limit,
      search,
      ...(tag === null ? {} : { tag }),
      ...(split === null ? {} : { split }),
    };
  };

  /** Reads the pages in sight and their neighbours, few at once: what was scrolled past is not asked for any more. */
  async function readPages(): Promise<void> {
    const next = wantedPages().find((page) => !fresh.has(page) && !reading.has(page));
    if (next === undefined || reading.size >= mostReading) return;
    await Promise.all([readPage(next), readPages()]);
  }

  async function readPage(page: number): Promise<void> {
    reading.add(page);
    const mine = epoch;
    try {
      const answer = await client.call("suites.cases", windowInput(page * pageSize, pageSize));
      if (mine !== epoch) return;
      fresh.add(page);
      onRevision(answer.revision);
      setState(({ pages }) => ({
        pages: withPage(pages, page, answer.cases, sight),
        total: answer.total,
        failure: null,
      }));
      for (const each of fresh) if (!getState().pages.has(each)) fresh.delete(each);
    } catch (failure) {
      if (mine === epoch) setState({ failure });
      return;
    } finally {
      if (mine === epoch) reading.delete(page);
    }
    await readPages();
  }

  /** Those in sight first. Before anything is known there is only the first. */
  function wantedPages(): number[] {
    const { total } = getState();
    const [first, last] = [pageOf(sight.first), pageOf(sight.last)];
    const inSight = Array.from({ length: last - first + 1 }, (_each, index) => first + index);
    const end = total === null ? last : pageOf(Math.max(0, total - 1));
    return [...inSight, last + 1, first - 1].filter((page) => page >= 0 && (page <= end || page === first));
  }

  function startAnew(): Promise<void> {
    epoch += 1;
    reading.clear();
    fresh.clear();
    return readPages();
  }

  return {
    /** Reads what is in sight again; what is known stays on the screen meanwhile. */
    refresh: startAnew,
    /** The rows from `first` to `last` are looked at. */
    look(first: number, last: number): void {
      sight = { first, last };
      void readPages();
    },
    filter(patch: Partial<CaseFilter>): void {
      setState(({ filter }) => ({ filter: { ...filter, ...patch }, pages: new Map(), total: null }));
      sight = { first: 0, last: pageSize - 1 };
      void startAnew();
    },
    /** All cases of these rows, read where they are not in memory. Fails as the reading does. */
    async casesIn(top: number, bottom: number): Promise<SuiteCase[]> {
      const cases: SuiteCase[] = [];
      for (let offset = top; offset <= bottom; offset += mostInCall) {
        const limit = Math.min(mostInCall, bottom - offset + 1);
        const { pages } = getState();
        const known = Array.from({ length: limit }, (_each, index) => caseIn(pages, offset + index));
        cases.push(
          ...(known.every((each) => each !== undefined)
            ? known
            : (await client.call("suites.cases", windowInput(offset, limit))).cases),
        );
      }
      return cases;
    },
  };
}
