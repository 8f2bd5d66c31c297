import type { CaseId } from "#shared/model/ids.ts";
import type { CaseContent, Split, Suite } from "#shared/model/suite.ts";
import type { CasePages } from "./case-pages.ts";

export interface CaseFilter {
  search: string;
  tag: string | null;
  split: Split | null;
}

export const noFilter: CaseFilter = { search: "", tag: null, split: null };
export const isFiltered = ({ search, tag, split }: CaseFilter): boolean =>
  search !== "" || tag !== null || split !== null;

export type SaveState =
  | { kind: "saved" | "saving" }
  /** What was typed is kept and shown; it is sent again by `retry`. */
  | { kind: "failed" | "conflict"; error: unknown };

/** A suite as this page has it open. */
export interface SuiteState {
  suite: Suite | null;
  /** Why the suite or its cases could not be read. */
  failure: unknown;
  filter: CaseFilter;
  /** Of the cases that the filter lets through; null: not known yet. */
  total: number | null;
  pages: CasePages;
  /** What was typed and is not stored yet. */
  unsaved: ReadonlyMap<CaseId, CaseContent>;
  save: SaveState;
  undoable: number;
  redoable: number;
}

export const unreadSuite = (): SuiteState => ({
  suite: null,
  failure: null,
  filter: noFilter,
  total: null,
  pages: new Map(),
  unsaved: new Map(),
  save: { kind: "saved" },
  undoable: 0,
  redoable: 0,
});
