import { Suspense, useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { SuiteId } from "#shared/model/ids.ts";
import { find } from "../features/prompts/find/find.ts";
import { useFindCommands } from "../features/prompts/find/use-find-commands.ts";
import { searchBoxId } from "../features/prompts/list/PromptList.tsx";
import { useSummary } from "../features/prompts/list/prompt-summaries.ts";
import { usePromptCommands } from "../features/prompts/list/use-prompt-commands.ts";
import { useSettingsCommands } from "../features/settings/settings-commands.ts";
import { showSection } from "../features/settings/settings-view-store.ts";
import { openCaseKeeper, showSuite } from "../features/suites/suites-view-store.ts";
import { openTestDialog } from "../features/tests/tests-view-store.ts";
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
import { Shortcuts } from "./Shortcuts.tsx";
import { StatusBar } from "./StatusBar.tsx";
import { removeAndReturn, Studio } from "./Studio.tsx";
import { useLiveTabs } from "./use-live-tabs.ts";
import { useShellCommands } from "./use-shell-commands.ts";
import { fetchViewsAhead, SettingsView, SuitesView, TestsView } from "./views.ts";

const goToSettings = (): void => goTo("settings");

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
  useShellCommands(scheme);
  useSettingsCommands(goToSettings);
  useWorkspaceNotices(goToWorkspaceSettings, prepareWorkspaceSettings);
  useFindCommands({ show: showFind, open: openPrompt });
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
      <Palette />
      <KeyboardMap />
      <Shortcuts />
    </div>
  );
}

/** What belongs to no prompt alone. The rooms know each other only here. */
function Area({ area }: { area: Exclude<AreaName, "studio"> }) {
  switch (area) {
    case "suites":
      return <SuitesView onTest={openTestDialog} onOpenPrompt={openPrompt} />;
    case "tests":
      return <TestsView onOpenSuite={openSuite} onOpenPrompt={openPrompt} onKeepAsCase={openCaseKeeper} />;
    case "settings":
      return <SettingsView />;
  }
}

function openSuite(suiteId: SuiteId): void {
  goTo("suites");
  showSuite(suiteId);
}
