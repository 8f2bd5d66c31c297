import { Button } from "@mantine/core";
import { IconTestPipe } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Group, Panel, Separator } from "react-resizable-panels";
import type { VariableValues } from "#shared/model/content.ts";
import type { PromptId, SuiteId, TestRunId } from "#shared/model/ids.ts";
import type { CaseContent } from "#shared/model/suite.ts";
import { host } from "../../host/host.ts";
import { usePanelLayout } from "../../host/panel-layout.ts";
import { onWorkspaceEvent } from "../../host/workspace-events.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import classes from "../../ui/list-beside-one.module.css";
import { TestList } from "./list/TestList.tsx";
import { createTestList } from "./list/test-list-store.ts";
import { TestRunView } from "./run/TestRunView.tsx";
import { openTestDialog, showTestRun, useTestsView } from "./tests-view-store.ts";

export interface TestsViewProps {
  onOpenSuite: (suiteId: SuiteId) => void;
  onOpenPrompt: (promptId: PromptId) => void;
  /** A reply is to become a case. */
  onKeepAsCase: (offer: { promptId: PromptId | null; suiteId: SuiteId | null; content: CaseContent }) => void;
  /** The prompt is to be opened with the inputs of a case. Absent: it is not offered. */
  onTryValues?: (promptId: PromptId, values: VariableValues) => void;
  /** A verdict is to be read from these runs, the first of them the one before. Absent: it is not offered. */
  onReadVerdict?: (runs: TestRunId[]) => void;
}

const panels = ["tests", "test"] as const;

/** The test runs, and what one of them found. */
export function TestsView(props: TestsViewProps) {
  const { t } = useTranslation();
  const [list] = useState(() => createTestList(host));
  const layout = usePanelLayout("tests", panels);
  const testRunId = useTestsView((state) => state.testRunId);
  const newest = list.useList((state) => state.rows[0]?.testRunId);
  const isEmpty = list.useList(
    ({ isKnown, rows, filter }) =>
      isKnown && rows.length === 0 && filter.promptId === null && filter.suiteId === null,
  );
  useEffect(() => {
    const forget = onWorkspaceEvent(list.meet);
    void list.read();
    return forget;
  }, [list]);
  // There is something to see from the first moment: the newest test.
  useEffect(() => {
    if (testRunId === null && newest !== undefined) showTestRun(newest);
  }, [testRunId, newest]);

  return (
    <div className={classes.view}>
      <h1 className="lathe-visually-hidden">{t("tests.title")}</h1>
      <Group id="tests-page" orientation="horizontal" {...layout}>
        <Panel
          id="tests"
          defaultSize={272}
          minSize={200}
          maxSize={480}
          groupResizeBehavior="preserve-pixel-size"
        >
          <TestList list={list} chosen={testRunId} onChoose={showTestRun} />
        </Panel>
        <Separator className={classes.separator} aria-label={t("tests.resizeList")} />
        <Panel id="test" minSize={400}>
          <div className={classes.main}>
            {testRunId !== null ? (
              // Another run is another view: nothing of the one before may show.
              <TestRunView key={testRunId} testRunId={testRunId} {...props} />
            ) : isEmpty ? (
              <EmptyState
                icon={IconTestPipe}
                title={t("tests.list.empty.title")}
                text={t("tests.list.empty.text")}
                action={
                  <Button onClick={() => openTestDialog({ promptId: null })}>
                    {t("tests.list.empty.action")}
                  </Button>
                }
              />
            ) : (
              <EmptyState
                icon={IconTestPipe}
                title={t("tests.nothingShown.title")}
                text={t("tests.nothingShown.text")}
              />
            )}
          </div>
        </Panel>
      </Group>
    </div>
  );
}
