import type { PromptId, SuiteId, TestRunId, VersionId } from "#shared/model/ids.ts";
import { askForVersion } from "../features/prompts/history/asked-version.ts";
import { showSection } from "../features/settings/settings-view-store.ts";
import { showSuite } from "../features/suites/suites-view-store.ts";
import { showTestRun } from "../features/tests/tests-view-store.ts";
import { goTo, openPrompt } from "./app-store.ts";
import { draftOf } from "./test-binding.ts";

export const goToSettings = (): void => goTo("settings");
export const goToSuites = (): void => goTo("suites");
export const goToTests = (): void => goTo("tests");
const goToCompare = (): void => goTo("compare");

export const prepareWorkspaceSettings = (): void => showSection("workspace");

export function goToWorkspaceSettings(): void {
  goTo("settings");
  prepareWorkspaceSettings();
}

export function openVersion(promptId: PromptId, versionId: VersionId): void {
  askForVersion(promptId, versionId);
  openPrompt(promptId, "history");
}

export function openSuite(suiteId: SuiteId): void {
  goTo("suites");
  showSuite(suiteId);
}

export function openTestRun(testRunId: TestRunId): void {
  goTo("tests");
  showTestRun(testRunId);
}

/** From a comparison to what it needs of the other rooms. */
export const compareWays = { draftOf, onStarted: goToCompare, onShowSuites: goToSuites };
