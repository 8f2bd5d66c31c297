import { Suspense, useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { FileDrop } from "../features/exchange/drop/FileDrop.tsx";
import { useExchangeCommands } from "../features/exchange/use-exchange-commands.ts";
import { openExperimentDialog } from "../features/experiments/experiments-view-store.ts";
import { useExperimentCommands } from "../features/experiments/use-experiment-commands.ts";
import { find } from "../features/prompts/find/find.ts";
import { useFindCommands } from "../features/prompts/find/use-find-commands.ts";
import { searchBoxId } from "../features/prompts/list/PromptList.tsx";
import { useSummary } from "../features/prompts/list/prompt-summaries.ts";
import { usePromptCommands } from "../features/prompts/list/use-prompt-commands.ts";
import { useSettingsCommands } from "../features/settings/settings-commands.ts";
import { openCaseKeeper } from "../features/suites/suites-view-store.ts";
import { useTemplateCommands } from "../features/templates/use-template-commands.ts";
import { openTestDialog } from "../features/tests/tests-view-store.ts";
import { useTestCommands } from "../features/tests/use-test-commands.ts";
import { ReadOnlyBanner } from "../features/workspace/ReadOnlyBanner.tsx";
import { useWorkspaceNotices } from "../features/workspace/use-workspace-notices.ts";
import classes from "./App.module.css";
import { useLiveActivity } from "./activity-store.ts";
import { type Area as AreaName, goTo, openPrompt, showSidebar, useApp } from "./app-store.ts";
import type { Scheme } from "./appearance.ts";
import { Dialogs } from "./Dialogs.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { KeyboardMap } from "./KeyboardMap.tsx";
import { Palette } from "./Palette.tsx";
import { Waiting } from "./PromptWorkspace.tsx";
import {
  compareWays,
  goToSettings,
  goToWorkspaceSettings,
  openSuite,
  openTestRun,
  openVersion,
  prepareWorkspaceSettings,
} from "./places.ts";
import { Rail } from "./Rail.tsx";
import { useLiveComparisons } from "./running-comparisons.ts";
import { Shortcuts } from "./Shortcuts.tsx";
import { StatusBar } from "./StatusBar.tsx";
import { removeAndReturn, Studio } from "./Studio.tsx";
import { openWithValues } from "./test-binding.ts";
import { useLiveTabs } from "./use-live-tabs.ts";
import { useShellCommands } from "./use-shell-commands.ts";
import { ExperimentsView, fetchViewsAhead, Library, SettingsView, SuitesView, TestsView } from "./views.ts";

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
      <Dialogs />
      <FileDrop />
      <Palette />
      <KeyboardMap />
      <Shortcuts />
    </div>
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
