import { Suspense, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId, SuiteId, TestRunId, VersionId } from "#shared/model/ids.ts";
import { FileDrop } from "../features/exchange/drop/FileDrop.tsx";
import { useExchange } from "../features/exchange/exchange-store.ts";
import { useExchangeCommands } from "../features/exchange/use-exchange-commands.ts";
import { openExperimentDialog, useExperimentsView } from "../features/experiments/experiments-view-store.ts";
import { useExperimentCommands } from "../features/experiments/use-experiment-commands.ts";
import { drafts } from "../features/prompts/draft-store.ts";
import { find } from "../features/prompts/find/find.ts";
import { useFindCommands } from "../features/prompts/find/use-find-commands.ts";
import { askForVersion } from "../features/prompts/history/asked-version.ts";
import { searchBoxId } from "../features/prompts/list/PromptList.tsx";
import { useSummary } from "../features/prompts/list/prompt-summaries.ts";
import { usePromptCommands } from "../features/prompts/list/use-prompt-commands.ts";
import { useSettingsCommands } from "../features/settings/settings-commands.ts";
import { showSection } from "../features/settings/settings-view-store.ts";
import { openCaseKeeper, showSuite, useSuitesView } from "../features/suites/suites-view-store.ts";
import { useTemplatesView } from "../features/templates/templates-view-store.ts";
import { useTemplateCommands } from "../features/templates/use-template-commands.ts";
import { openTestDialog, showTestRun, useTestsView } from "../features/tests/tests-view-store.ts";
import { useTestCommands } from "../features/tests/use-test-commands.ts";
import { ReadOnlyBanner } from "../features/workspace/ReadOnlyBanner.tsx";
import { useWorkspaceNotices } from "../features/workspace/use-workspace-notices.ts";
import classes from "./App.module.css";
import { useLiveActivity } from "./activity-store.ts";
import { type Area as AreaName, goTo, openPrompt, showSidebar, useApp } from "./app-store.ts";
import type { Scheme } from "./appearance.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { KeyboardMap } from "./KeyboardMap.tsx";
import { Palette } from "./Palette.tsx";
import { Waiting } from "./PromptWorkspace.tsx";
import { Rail } from "./Rail.tsx";
import { useLiveComparisons } from "./running-comparisons.ts";
import { Shortcuts } from "./Shortcuts.tsx";
import { StatusBar } from "./StatusBar.tsx";
import { removeAndReturn, Studio } from "./Studio.tsx";
import { draftOf, openWithValues } from "./test-binding.ts";
import { useLiveTabs } from "./use-live-tabs.ts";
import { useShellCommands } from "./use-shell-commands.ts";
import {
  CaseKeeper,
  ExperimentDialog,
  ExperimentsView,
  ExportDialog,
  fetchViewsAhead,
  ImportDialog,
  Library,
  SettingsView,
  SuitesView,
  TemplateDialog,
  TestDialog,
  TestsView,
} from "./views.ts";

const goToSettings = (): void => goTo("settings");
const goToCompare = (): void => goTo("compare");
const goToSuites = (): void => goTo("suites");
const compareWays = { draftOf, onStarted: goToCompare, onShowSuites: goToSuites };

const prepareWorkspaceSettings = (): void => showSection("workspace");

function goToWorkspaceSettings(): void {
  goTo("settings");
  prepareWorkspaceSettings();
}

/** The workbench: rail, area, status bar, and what lies over them. */
export function App({ scheme }: { scheme: Scheme }) {
  const { t } = useTranslation();
  const area = useApp((state) => state.area);
  const activeTab = useApp((state) => state.activeTab);
  const active = useSummary(activeTab) ?? null;
  const focusSearch = useCallback(() => {
    goTo("studio");
    showSidebar(true);
    find.hide();
    // The list may just have been brought to the front.
    requestAnimationFrame(() => document.getElementById(searchBoxId)?.focus());
  }, []);
  const showFind = useCallback(() => {
    goTo("studio");
    showSidebar(true);
    find.show();
  }, []);
  useEffect(fetchViewsAhead, []);
  useLiveTabs();
  useLiveActivity();
  useLiveComparisons();
  useShellCommands(scheme);
  useSettingsCommands(goToSettings);
  useWorkspaceNotices(goToWorkspaceSettings, prepareWorkspaceSettings);
  useFindCommands({ show: showFind, open: openPrompt });
  useExchangeCommands(area === "studio" ? activeTab : null);
  useTestCommands(area === "studio" ? activeTab : null);
  useTemplateCommands(area === "studio" ? activeTab : null);
  useExperimentCommands(area === "studio" ? activeTab : null, compareWays);
  usePromptCommands({ active, onRemove: removeAndReturn, focusSearch });
  useEffect(() => {
    const product = t("shell.product");
    const place = area === "studio" ? active?.name : t(`shell.rail.${area}`);
    document.title = place === undefined ? product : `${place} – ${product}`;
  }, [t, area, active?.name]);

  return (
    <div className={classes.page}>
      <a href="#work" className={classes.skip}>
        {t("shell.skipToWork")}
      </a>
      <ReadOnlyBanner />
      <div className={classes.middle}>
        <Rail scheme={scheme} />
        <ErrorBoundary view={area}>
          {area === "studio" ? (
            <Studio />
          ) : (
            <main id="work" className={classes.settings} tabIndex={-1}>
              <Suspense fallback={<Waiting />}>
                <Area area={area} />
              </Suspense>
            </main>
          )}
        </ErrorBoundary>
      </div>
      <StatusBar />
      <LateTestDialog />
      <LateExperimentDialog />
      <LateTemplateDialog />
      <LateImportDialog />
      <LateExportDialog />
      <FileDrop />
      <Palette />
      <KeyboardMap />
      <Keeper />
      <Shortcuts />
    </div>
  );
}

/** A reply of any area becomes a case; fetched when the first one does. */
function Keeper() {
  const isAsked = useSuitesView((state) => state.offer !== null);
  const [wasAsked, setWasAsked] = useState(false);
  useEffect(() => {
    if (isAsked) setWasAsked(true);
  }, [isAsked]);
  return (
    wasAsked && (
      <ErrorBoundary view="keeper">
        <Suspense>
          <CaseKeeper />
        </Suspense>
      </ErrorBoundary>
    )
  );
}

/** What belongs to no prompt alone. The rooms know each other only here. */
function Area({ area }: { area: Exclude<AreaName, "studio"> }) {
  switch (area) {
    case "library":
      return <Library />;
    case "suites":
      return <SuitesView onTest={openTestDialog} onOpenPrompt={openPrompt} />;
    case "tests":
      return (
        <TestsView
          onOpenSuite={openSuite}
          onOpenPrompt={openPrompt}
          onKeepAsCase={openCaseKeeper}
          onTryValues={openWithValues}
          onReadVerdict={(runs) => openExperimentDialog({ arms: [], runs })}
        />
      );
    case "compare":
      return (
        <ExperimentsView
          onOpenPrompt={openPrompt}
          onOpenVersion={openVersion}
          onOpenSuite={openSuite}
          onOpenTestRun={openTestRun}
        />
      );
    case "settings":
      return <SettingsView />;
  }
}

/** Its code is fetched when it is first asked for; from then on it is there, so that it knows where the focus was. */
function LateTestDialog() {
  const [isWanted, setWanted] = useState(false);
  const isOpen = useTestsView((state) => state.offer !== null);
  useEffect(() => {
    if (isOpen) setWanted(true);
  }, [isOpen]);
  if (!isWanted) return null;
  return (
    <Suspense>
      <TestDialog draftOf={draftOf} onStarted={goToTests} onShowSuites={goToSuites} />
    </Suspense>
  );
}

function LateExperimentDialog() {
  const [isWanted, setWanted] = useState(false);
  const isOpen = useExperimentsView((state) => state.offer !== null);
  useEffect(() => {
    if (isOpen) setWanted(true);
  }, [isOpen]);
  if (!isWanted) return null;
  return (
    <Suspense>
      <ExperimentDialog {...compareWays} />
    </Suspense>
  );
}

function LateImportDialog() {
  const [isWanted, setWanted] = useState(false);
  const isOpen = useExchange((state) => state.importing !== null);
  useEffect(() => {
    if (isOpen) setWanted(true);
  }, [isOpen]);
  if (!isWanted) return null;
  return (
    <Suspense>
      <ImportDialog onOpenPrompt={openPrompt} onOpenSuite={openSuite} onTest={openTestDialog} />
    </Suspense>
  );
}

function LateExportDialog() {
  const [isWanted, setWanted] = useState(false);
  const isOpen = useExchange((state) => state.exporting !== null);
  useEffect(() => {
    if (isOpen) setWanted(true);
  }, [isOpen]);
  if (!isWanted) return null;
  return (
    <Suspense>
      <ExportDialog saveDraft={drafts.flush} />
    </Suspense>
  );
}

function LateTemplateDialog() {
  const [isWanted, setWanted] = useState(false);
  const isOpen = useTemplatesView((state) => state.offer !== null);
  useEffect(() => {
    if (isOpen) setWanted(true);
  }, [isOpen]);
  if (!isWanted) return null;
  return (
    <Suspense>
      <TemplateDialog settle={drafts.flush} />
    </Suspense>
  );
}

const goToTests = (): void => goTo("tests");

function openVersion(promptId: PromptId, versionId: VersionId): void {
  askForVersion(promptId, versionId);
  openPrompt(promptId, "history");
}

function openSuite(suiteId: SuiteId): void {
  goTo("suites");
  showSuite(suiteId);
}

function openTestRun(testRunId: TestRunId): void {
  goTo("tests");
  showTestRun(testRunId);
}
