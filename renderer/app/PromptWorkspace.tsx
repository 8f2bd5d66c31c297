import { Loader } from "@mantine/core";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId, VersionId } from "#shared/model/ids.ts";
import { openExport } from "../features/exchange/exchange-store.ts";
import { type ArmOffer, openExperimentDialog } from "../features/experiments/experiments-view-store.ts";
import { useSummary } from "../features/prompts/list/prompt-summaries.ts";
import { showView, useApp } from "./app-store.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { LifecycleStrip } from "./LifecycleStrip.tsx";
import classes from "./PromptWorkspace.module.css";
import { panelIdOf } from "./TabStrip.tsx";
import { DesignDesk, HistoryView, PromptDesk } from "./views.ts";

/** One prompt in front: its life, and its text or its history. */
export function PromptWorkspace({ promptId }: { promptId: PromptId }) {
  const { t } = useTranslation();
  const summary = useSummary(promptId);
  const view = useApp((state) => state.views[promptId] ?? "edit");
  return (
    <section
      id={panelIdOf(promptId)}
      role="tabpanel"
      aria-label={summary?.name ?? t("shell.loading")}
      className={classes.panel}
    >
      <div className={classes.bar}>{summary != null && <LifecycleStrip prompt={summary} />}</div>
      {view === "design" && (
        <h1 className="lathe-visually-hidden">{t("shell.designOf", { name: summary?.name ?? "" })}</h1>
      )}
      {view === "history" && (
        <h1 className="lathe-visually-hidden">{t("shell.historyOf", { name: summary?.name ?? "" })}</h1>
      )}
      <div className={classes.view}>
        <ErrorBoundary view={`${promptId}-${view}`}>
          <Suspense fallback={<Waiting />}>
            {view === "design" ? (
              <DesignDesk key={promptId} promptId={promptId} />
            ) : view === "history" ? (
              <HistoryView
                key={promptId}
                promptId={promptId}
                onClose={() => showView(promptId, "edit")}
                onExport={(versionId) => openExport({ promptId, versionId })}
                onCompare={(before, after) =>
                  openExperimentDialog({ arms: [armOf(promptId, before), armOf(promptId, after)] })
                }
              />
            ) : (
              // The key: an editor belongs to one prompt from its first character to its last.
              <PromptDesk key={promptId} promptId={promptId} />
            )}
          </Suspense>
        </ErrorBoundary>
      </div>
    </section>
  );
}

const armOf = (promptId: PromptId, versionId: VersionId | null): ArmOffer =>
  versionId === null ? { promptId } : { promptId, versionId };

export function Waiting() {
  const { t } = useTranslation();
  return (
    <div className={classes.waiting} role="status" aria-label={t("shell.loading")}>
      <Loader size={20} />
    </div>
  );
}
