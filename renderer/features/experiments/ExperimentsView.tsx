import { Button } from "@mantine/core";
import { IconArrowsDiff } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Group, Panel, Separator } from "react-resizable-panels";
import type { PromptId, SuiteId, TestRunId, VersionId } from "#shared/model/ids.ts";
import { host } from "../../host/host.ts";
import { usePanelLayout } from "../../host/panel-layout.ts";
import { onWorkspaceEvent } from "../../host/workspace-events.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import classes from "../../ui/list-beside-one.module.css";
import { ExperimentView } from "./ExperimentView.tsx";
import { openExperimentDialog, showExperiment, useExperimentsView } from "./experiments-view-store.ts";
import { ExperimentList } from "./list/ExperimentList.tsx";
import { createExperimentList } from "./list/experiment-list-store.ts";

export interface ExperimentsViewProps {
  onOpenPrompt: (promptId: PromptId) => void;
  onOpenVersion: (promptId: PromptId, versionId: VersionId) => void;
  onOpenSuite: (suiteId: SuiteId) => void;
  onOpenTestRun: (testRunId: TestRunId) => void;
}

const panels = ["comparisons", "comparison"] as const;

/** The comparisons, and what one of them found. */
export function ExperimentsView(props: ExperimentsViewProps) {
  const { t } = useTranslation();
  const [list] = useState(() => createExperimentList(host));
  const layout = usePanelLayout("compare", panels);
  const experimentId = useExperimentsView((state) => state.experimentId);
  const newest = list.useList((state) => state.rows[0]?.experimentId);
  const isEmpty = list.useList(
    ({ isKnown, rows, filter }) => isKnown && rows.length === 0 && filter.promptId === null,
  );
  useEffect(() => {
    const forget = onWorkspaceEvent(list.meet);
    void list.read();
    return () => {
      forget();
      list.close();
    };
  }, [list]);
  // There is something to see from the first moment: the newest comparison.
  useEffect(() => {
    if (experimentId === null && newest !== undefined) showExperiment(newest);
  }, [experimentId, newest]);

  return (
    <div className={classes.view}>
      <h1 className="lathe-visually-hidden">{t("compare.title")}</h1>
      <Group id="compare-page" orientation="horizontal" {...layout}>
        <Panel
          id="comparisons"
          defaultSize={272}
          minSize={200}
          maxSize={480}
          groupResizeBehavior="preserve-pixel-size"
        >
          <ExperimentList list={list} chosen={experimentId} onChoose={showExperiment} />
        </Panel>
        <Separator className={classes.separator} aria-label={t("compare.resizeList")} />
        <Panel id="comparison" minSize={400}>
          <div className={classes.main}>
            {experimentId !== null ? (
              // Another comparison is another view: nothing of the one before may show.
              <ExperimentView key={experimentId} experimentId={experimentId} {...props} />
            ) : isEmpty ? (
              <EmptyState
                icon={IconArrowsDiff}
                title={t("compare.list.empty.title")}
                text={t("compare.list.empty.text")}
                action={
                  <Button
                    onClick={() => openExperimentDialog({ arms: [{ promptId: null }, { promptId: null }] })}
                  >
                    {t("compare.list.empty.action")}
                  </Button>
                }
              />
            ) : (
              <EmptyState
                icon={IconArrowsDiff}
                title={t("compare.nothingShown.title")}
                text={t("compare.nothingShown.text")}
              />
            )}
          </div>
        </Panel>
      </Group>
    </div>
  );
}
