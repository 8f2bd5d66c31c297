import { create } from "zustand";
import type { PromptId, SuiteId, TestRunId, VersionId } from "#shared/model/ids.ts";
import type { TestPlan } from "#shared/model/test-run.ts";

/** What the dialog before a test begins with; null: still to be chosen. */
export interface TestOffer {
  promptId: PromptId | null;
  suiteId?: SuiteId | null;
  /** Absent: the draft as it stands. */
  versionId?: VersionId;
  /** The plan of an earlier test, which is to be made again. */
  plan?: TestPlan;
}

interface TestsView {
  testRunId: TestRunId | null;
  /** Shown over whatever area is in front. */
  offer: TestOffer | null;
}

export const useTestsView = create<TestsView>(() => ({ testRunId: null, offer: null }));

export const showTestRun = (testRunId: TestRunId | null): void => useTestsView.setState({ testRunId });
export const openTestDialog = (offer: TestOffer): void => useTestsView.setState({ offer });
export const closeTestDialog = (): void => useTestsView.setState({ offer: null });
