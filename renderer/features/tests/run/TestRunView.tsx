import { Loader, Tabs } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TestRunId } from "#shared/model/ids.ts";
import { host } from "../../../host/host.ts";
import { onWorkspaceEvent } from "../../../host/workspace-events.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import classes from "../../../ui/one-of-a-list.module.css";
import { caseFrom } from "../attempt/case-from.ts";
import { CompareView } from "../compare/CompareView.tsx";
import { FiguresView } from "../figures/FiguresView.tsx";
import { ResultsView } from "../results/ResultsView.tsx";
import { createResults } from "../results/results-store.ts";
import { useResultCommands } from "../results/use-result-commands.ts";
import type { TestsViewProps } from "../TestsView.tsx";
import { openTestDialog } from "../tests-view-store.ts";
import { RunHead } from "./RunHead.tsx";
import { runActions } from "./run-actions.ts";
import { createTestRun } from "./test-run-store.ts";
import { useTestRunCommands } from "./use-test-run-commands.ts";

export type TestTab = "results" | "figures" | "compare";

/** One test run: its verdict, and what stands behind it. */
export function TestRunView({ testRunId, ...rooms }: TestsViewProps & { testRunId: TestRunId }) {
  const { t } = useTranslation();
  const [{ test, results }] = useState(() => {
    const results = createResults(host, testRunId);
    return { results, test: createTestRun(host, testRunId, results.refresh) };
  });
  const { run, failure } = test.useTestRun();
  const [tab, setTab] = useState<TestTab>("results");
  const [compareWith, setCompareWith] = useState<TestRunId | null>(null);
  /** The number of the attempt that is open. */
  const [opened, setOpened] = useState<number | null>(null);
  useEffect(() => {
    const forget = onWorkspaceEvent(test.meet);
    test.open();
    return () => {
      forget();
      test.close();
      results.close();
    };
  }, [test, results]);

  const again = useCallback(() => {
    const { run } = test.useTestRun.getState();
    if (run === null) return;
    const { promptId, suiteId, versionId, plan } = run;
    openTestDialog({ promptId, suiteId, plan, ...(versionId === null ? {} : { versionId }) });
  }, [test]);
  const compare = useCallback((other: TestRunId | null) => {
    setCompareWith(other);
    setTab("compare");
  }, []);
  const { onKeepAsCase } = rooms;
  const keepAsCase = useCallback(
    async (attempt: number) => {
      const read = await host.call("tests.attempt", { attempt });
      const { run } = test.useTestRun.getState();
      if (run === null) return;
      onKeepAsCase({ promptId: run.promptId, suiteId: run.suiteId, content: caseFrom(read) });
    },
    [test, onKeepAsCase],
  );
  const actions = runActions(test, { again, compare, ...rooms });
  useTestRunCommands(test, actions, setTab);
  useResultCommands(results, {
    opened,
    onOpen: setOpened,
    onKeepAsCase: keepAsCase,
    isShown: tab === "results",
  });

  if (run === null) {
    return failure === null ? (
      <Loader size="sm" className={classes.loading} />
    ) : (
      <ErrorState error={failure} title={t("tests.run.readFailed")} onRetry={test.open} />
    );
  }
  return (
    <section className={classes.view} aria-label={t("tests.run.label")}>
      <RunHead test={test} run={run} actions={actions} />
      <Tabs
        value={tab}
        onChange={(chosen) => setTab((chosen ?? "results") as TestTab)}
        classNames={{
          root: classes.tabs ?? "",
          list: classes.tabList ?? "",
          tab: classes.tab ?? "",
          panel: classes.panel ?? "",
        }}
      >
        <Tabs.List aria-label={t("tests.run.tabs.label")}>
          <Tabs.Tab value="results">{t("tests.run.tabs.results")}</Tabs.Tab>
          <Tabs.Tab value="figures">{t("tests.run.tabs.figures")}</Tabs.Tab>
          <Tabs.Tab value="compare">{t("tests.run.tabs.compare")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="results">
          <ResultsView
            test={test}
            run={run}
            results={results}
            opened={opened}
            onOpen={setOpened}
            onKeepAsCase={rooms.onKeepAsCase}
            onTryValues={rooms.onTryValues}
          />
        </Tabs.Panel>
        <Tabs.Panel value="figures">
          <FiguresView
            test={test}
            run={run}
            onFilter={(wish) => {
              results.showOnly(wish);
              setTab("results");
            }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="compare">
          <CompareView
            run={run}
            other={compareWith}
            onChoose={setCompareWith}
            onReadVerdict={rooms.onReadVerdict}
          />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
