import { create } from "zustand";
import type { Output } from "#shared/contract/operations.ts";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { host } from "../../../host/host.ts";
import { rememberSummaries } from "./prompt-summaries.ts";

/** The prompts of one folder, or with a filter all that match. */
export interface Section {
  prompts: PromptSummary[];
  /** Where the next page begins; null at the end. */
  next: string | null;
  total: number;
  isReading: boolean;
  failure: unknown;
}

interface ListState {
  search: string;
  tag: string | null;
  facets: Output<"prompts.facets"> | null;
  facetsFailure: unknown;
  /** By folder name; with a filter the only one is `filtered`. */
  sections: Record<string, Section>;
  folded: Record<string, boolean>;
}

/** The key of the section that a filter fills. No folder has this name: a folder's is one line. */
export const filtered = "\n";

export const useList = create<ListState>(() => ({
  search: "",
  tag: null,
  facets: null,
  facetsFailure: null,
  sections: {},
  folded: {},
}));

const pageSize = 100;
const largestPage = 500;

export const isFiltered = ({ search, tag }: Pick<ListState, "search" | "tag">): boolean =>
  search.trim() !== "" || tag !== null;

/** Answers to questions that nobody asks any more are thrown away: the newest question of a section counts. */
const newest = new Map<string, AbortController>();

function begin(key: string): AbortSignal {
  newest.get(key)?.abort();
  const controller = new AbortController();
  newest.set(key, controller);
  return controller.signal;
}

/** Reads everything that is shown, keeping as many rows as are loaded. */
export async function refreshList(): Promise<void> {
  const state = useList.getState();
  await Promise.all([
    readFacets(),
    ...(isFiltered(state)
      ? [readSection(filtered)]
      : ["", ...Object.keys(state.sections)]
          .filter((key, index, all) => key !== filtered && all.indexOf(key) === index)
          .map(readSection)),
  ]);
}

async function readFacets(): Promise<void> {
  const signal = begin("facets");
  try {
    const facets = await host.call("prompts.facets", {}, signal);
    if (!signal.aborted) useList.setState({ facets, facetsFailure: null });
  } catch (facetsFailure) {
    if (!signal.aborted) useList.setState({ facetsFailure });
  }
}

/** Reads a section from its beginning, as far as it was read before. */
export async function readSection(key: string): Promise<void> {
  const signal = begin(key);
  const wanted = Math.max(pageSize, useList.getState().sections[key]?.prompts.length ?? 0);
  change(key, { isReading: true });
  try {
    let prompts: PromptSummary[] = [];
    let after: string | null = null;
    let total = 0;
    do {
      const limit = Math.min(largestPage, wanted - prompts.length);
      const page: Output<"prompts.list"> = await readPage(key, after, limit, signal);
      if (signal.aborted) return;
      prompts = prompts.concat(page.prompts);
      after = page.next;
      total = page.total;
    } while (after !== null && prompts.length < wanted);
    rememberSummaries(prompts);
    change(key, { prompts, next: after, total, isReading: false, failure: null });
  } catch (failure) {
    if (!signal.aborted) change(key, { isReading: false, failure });
  }
}

export async function readMore(key: string): Promise<void> {
  const section = useList.getState().sections[key];
  if (section === undefined || section.next === null || section.isReading) return;
  const signal = begin(key);
  change(key, { isReading: true });
  try {
    const page = await readPage(key, section.next, pageSize, signal);
    if (signal.aborted) return;
    rememberSummaries(page.prompts);
    change(key, {
      prompts: section.prompts.concat(page.prompts),
      next: page.next,
      total: page.total,
      isReading: false,
      failure: null,
    });
  } catch (failure) {
    if (!signal.aborted) change(key, { isReading: false, failure });
  }
}

function readPage(key: string, after: string | null, limit: number, signal: AbortSignal) {
  const { search, tag } = useList.getState();
  const filter =
    key === filtered ? { search: search.trim(), ...(tag === null ? {} : { tag }) } : { folder: key };
  return host.call("prompts.list", { ...filter, after, limit }, signal);
}

const emptySection: Section = { prompts: [], next: null, total: 0, isReading: false, failure: null };

function change(key: string, part: Partial<Section>): void {
  useList.setState(({ sections }) => ({
    sections: { ...sections, [key]: { ...(sections[key] ?? emptySection), ...part } },
  }));
}

/** Shows what matches; the rows of the filter before stay until the new ones are there. */
export function filterList(filter: { search?: string; tag?: string | null }): void {
  useList.setState(filter);
  if (isFiltered(useList.getState())) {
    void readSection(filtered);
    return;
  }
  newest.get(filtered)?.abort();
  useList.setState(({ sections: { [filtered]: _gone, ...sections } }) => ({ sections }));
}

export function foldFolder(folder: string, isFolded: boolean): void {
  useList.setState(({ folded }) => ({ folded: { ...folded, [folder]: isFolded } }));
}
