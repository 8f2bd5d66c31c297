import { useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Group, Panel, Separator, usePanelRef } from "react-resizable-panels";
import type { PromptSummary } from "#shared/model/prompt.ts";
import { openExport } from "../features/exchange/exchange-store.ts";
import { beginWriting } from "../features/prompts/editor/editor-view-store.ts";
import { FindPanel } from "../features/prompts/find/FindPanel.tsx";
import { find } from "../features/prompts/find/find.ts";
import { PromptDialog } from "../features/prompts/list/PromptDialog.tsx";
import { PromptList } from "../features/prompts/list/PromptList.tsx";
import { type Beginning, removePrompt } from "../features/prompts/list/prompt-actions.ts";
import { openTemplateDialog } from "../features/templates/templates-view-store.ts";
import { usePanelLayout } from "../host/panel-layout.ts";
import { openPrompt, showSidebar, useApp } from "./app-store.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { PromptWorkspace } from "./PromptWorkspace.tsx";
import classes from "./Studio.module.css";
import { TabStrip } from "./TabStrip.tsx";
import { Welcome } from "./Welcome.tsx";

const panels = ["sidebar", "main"] as const;

/** The list of prompts and the prompts that are open. */
export function Studio() {
  const { t } = useTranslation();
  const activeTab = useApp((state) => state.activeTab);
  const hasTabs = useApp((state) => state.openTabs.length > 0);
  const isSidebarHidden = useApp((state) => state.isSidebarHidden);
  const isFinding = find.useFind((state) => state.isOpen);
  const layout = usePanelLayout("studio", panels);
  const sidebar = usePanelRef();
  useEffect(() => {
    if (isSidebarHidden) sidebar.current?.collapse();
    else sidebar.current?.expand();
  }, [isSidebarHidden, sidebar]);
  const open = useCallback((prompt: PromptSummary) => openPrompt(prompt.promptId), []);
  const begin = useCallback((prompt: PromptSummary, begins: Beginning) => {
    if (begins === "text") beginWriting(prompt.promptId);
    openPrompt(prompt.promptId, begins === "spec" ? "design" : "edit");
  }, []);
  return (
    <main className={classes.studio}>
      <Group id="studio" orientation="horizontal" {...layout}>
        <Panel
          id="sidebar"
          panelRef={sidebar}
          defaultSize={272}
          minSize={200}
          maxSize={480}
          collapsible
          groupResizeBehavior="preserve-pixel-size"
          onResize={(size) => showSidebar(size.inPixels > 0)}
        >
          <nav className={classes.sidebar} aria-label={t("shell.sidebar.label")} hidden={isSidebarHidden}>
            <ErrorBoundary view="list">
              {isFinding ? (
                <FindPanel onOpen={openPrompt} />
              ) : (
                <PromptList
                  activeId={activeTab}
                  onOpen={open}
                  onRemove={removeAndReturn}
                  onExport={({ promptId }) => openExport({ promptId, versionId: null })}
                  onSaveAsTemplate={saveAsTemplate}
                  onFindText={find.show}
                />
              )}
            </ErrorBoundary>
          </nav>
        </Panel>
        <Separator className={classes.separator} aria-label={t("shell.sidebar.resize")} />
        <Panel id="main" minSize={400}>
          <div id="work" className={classes.work} tabIndex={-1}>
            {hasTabs && (
              <div className={classes.tabs}>
                <TabStrip />
              </div>
            )}
            <ErrorBoundary view={activeTab ?? "welcome"}>
              {activeTab === null ? <Welcome /> : <PromptWorkspace promptId={activeTab} />}
            </ErrorBoundary>
          </div>
        </Panel>
      </Group>
      <PromptDialog onCreated={begin} />
    </main>
  );
}

const saveAsTemplate = ({ promptId }: PromptSummary): void => openTemplateDialog({ kind: "save", promptId });

/** A prompt that is brought back is shown again if it was shown before. */
export function removeAndReturn(prompt: PromptSummary): Promise<void> {
  const wasShown = useApp.getState().activeTab === prompt.promptId;
  return removePrompt(prompt, () => {
    if (wasShown) openPrompt(prompt.promptId);
  });
}
