import { create } from "zustand";
import type { PromptId } from "#shared/model/ids.ts";
import type { TemplateCard, TemplateCategory } from "#shared/model/template.ts";

export const templateSorts = ["category", "name", "uses", "score", "newest"] as const;
export type TemplateSort = (typeof templateSorts)[number];

export interface TemplateFilter {
  search: string;
  /** `own`: those that the user saved, of any category. */
  shelf: TemplateCategory | "all" | "own";
  language: TemplateCard["language"] | null;
  tag: string | null;
}

export const noTemplateFilter: TemplateFilter = { search: "", shelf: "all", language: null, tag: null };

/** What the one dialog of templates is about: a prompt that becomes one, or one that is changed. */
export type TemplateOffer = { kind: "save"; promptId: PromptId } | { kind: "edit"; card: TemplateCard };

interface TemplatesView {
  filter: TemplateFilter;
  sort: TemplateSort;
  /** The key of the template whose details are shown. */
  chosen: string | null;
  offer: TemplateOffer | null;
}

/** Lives as long as the page, so that the library looks as it was left. */
export const useTemplatesView = create<TemplatesView>(() => ({
  filter: noTemplateFilter,
  sort: "category",
  chosen: null,
  offer: null,
}));

export const filterTemplates = (change: Partial<TemplateFilter>): void =>
  useTemplatesView.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
export const sortTemplates = (sort: TemplateSort): void => useTemplatesView.setState({ sort });
export const showTemplate = (chosen: string | null): void => useTemplatesView.setState({ chosen });
export const openTemplateDialog = (offer: TemplateOffer): void => useTemplatesView.setState({ offer });
export const closeTemplateDialog = (): void => useTemplatesView.setState({ offer: null });
