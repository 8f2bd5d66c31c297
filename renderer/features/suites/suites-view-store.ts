import { create } from "zustand";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";
import type { CaseContent } from "#shared/model/suite.ts";

/** A reply that is to become a case: what is known of it already. */
export interface CaseOffer {
  promptId: PromptId | null;
  /** Where it is known to which suite it belongs. */
  suiteId: SuiteId | null;
  content: CaseContent;
}

interface SuitesView {
  suiteId: SuiteId | null;
  /** Shown over whatever area is in front. */
  offer: CaseOffer | null;
}

export const useSuitesView = create<SuitesView>(() => ({ suiteId: null, offer: null }));

export const showSuite = (suiteId: SuiteId | null): void => useSuitesView.setState({ suiteId });
export const openCaseKeeper = (offer: CaseOffer): void => useSuitesView.setState({ offer });
export const closeCaseKeeper = (): void => useSuitesView.setState({ offer: null });
