import { create } from "zustand";
import { type PromptId, type SuiteId, suiteId as suiteIdModel } from "#shared/model/ids.ts";
import type { CaseContent } from "#shared/model/suite.ts";

/** A reply that is to become a case: what is known of it already. */
export interface CaseOffer {
  promptId: PromptId | null;
  /** Where it is known to which suite it belongs. */
  suiteId: SuiteId | null;
  content: CaseContent;
}

export type SuiteTab = "case" | "checks" | "coverage" | "versions";
export type SuiteTask = "import" | "generate";

interface SuitesView {
  suiteId: SuiteId | null;
  /** Shown over whatever area is in front. */
  offer: CaseOffer | null;
  /** What stands beside the table; null: only the table. */
  tab: SuiteTab | null;
  /** What lies over the table; null: nothing. */
  task: SuiteTask | null;
  /** With what kind of cases the generating begins, in words. */
  wish: string;
}

/** A page that is loaded again shows the suite that it showed. */
const place = "lathe.suite";

function storedSuite(): SuiteId | null {
  const read = suiteIdModel.safeParse(sessionStorage.getItem(place));
  return read.success ? read.data : null;
}

export const useSuitesView = create<SuitesView>(() => ({
  suiteId: storedSuite(),
  offer: null,
  tab: "case",
  task: null,
  wish: "",
}));

useSuitesView.subscribe(({ suiteId }, before) => {
  if (suiteId === before.suiteId) return;
  if (suiteId === null) sessionStorage.removeItem(place);
  else sessionStorage.setItem(place, suiteId);
});

export const showSuite = (suiteId: SuiteId | null): void => useSuitesView.setState({ suiteId });
export const openCaseKeeper = (offer: CaseOffer): void => useSuitesView.setState({ offer });
export const closeCaseKeeper = (): void => useSuitesView.setState({ offer: null });

export const showTab = (tab: SuiteTab | null): void => useSuitesView.setState({ tab });
export const beginTask = (task: SuiteTask, wish = ""): void => useSuitesView.setState({ task, wish });
export const endTask = (): void => useSuitesView.setState({ task: null });
