import { Button, Loader, Tabs } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExperimentId } from "#shared/model/ids.ts";
import { host } from "../../host/host.ts";
import { onWorkspaceEvent } from "../../host/workspace-events.ts";
import { errorText } from "../../i18n/error-text.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import classes from "../../ui/one-of-a-list.module.css";
import type { ExperimentsViewProps } from "./ExperimentsView.tsx";
import own from "./ExperimentView.module.css";
import { createExperimentStore } from "./experiment-store.ts";
import { type ExperimentPage, showExperimentPage, useExperimentsView } from "./experiments-view-store.ts";
import { ExperimentHead } from "./head/ExperimentHead.tsx";
import { experimentActions } from "./head/experiment-actions.ts";
import { useOpenExperimentCommands } from "./head/use-open-experiment-commands.ts";
import { SideBySide } from "./rows/SideBySide.tsx";
import { VerdictView } from "./verdict/VerdictView.tsx";
import { VotesView } from "./votes/VotesView.tsx";

const pages = ["verdict", "rows", "votes"] as const satisfies readonly ExperimentPage[];

/** One comparison: what is compared, its verdict, and the replies behind it. */
export function ExperimentView({
  experimentId,
  ...rooms
}: ExperimentsViewProps & { experimentId: ExperimentId }) {
  const { t } = useTranslation();
  const [store] = useState(() => createExperimentStore(host, experimentId));
  const { experiment, progress, failure } = store.useExperiment();
  const page = useExperimentsView((state) => state.page);
  const [isExtending, setExtending] = useState(false);
  const actions = experimentActions(store, { ...rooms, onExtend: () => setExtending(true) });
  useOpenExperimentCommands(store, actions);
  useEffect(() => {
    const forget = onWorkspaceEvent(store.meet);
    store.read();
    return () => {
      forget();
      store.close();
    };
  }, [store]);

  const tabs = useRef<HTMLDivElement>(null);
  // A figure that led to another page is gone with its own: the focus goes on from the tab of the new one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each page anew
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    tabs.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  }, [page]);

  if (experiment === null) {
    return failure === null ? (
      <Loader size="sm" className={classes.loading} aria-label={t("compare.loading")} />
    ) : (
      <ErrorState error={failure} title={t("compare.readFailed")} onRetry={store.read} />
    );
  }
  return (
    <section className={classes.view} aria-label={t("compare.label")}>
      <ExperimentHead
        store={store}
        experiment={experiment}
        actions={actions}
        isExtending={isExtending}
        onExtending={setExtending}
      />
      {failure !== null && (
        <p className={own.stale} role="alert">
          <span>
            <strong>{t("compare.staleFailed")}.</strong> {errorText(failure).message}
          </span>
          <Button size="compact-sm" variant="default" onClick={store.read}>
            {t("shell.retry")}
          </Button>
        </p>
      )}
      <Tabs
        value={page}
        onChange={(chosen) => showExperimentPage((chosen ?? "verdict") as ExperimentPage)}
        // What is not seen asks for nothing.
        keepMounted={false}
        classNames={{
          root: classes.tabs ?? "",
          list: classes.tabList ?? "",
          tab: classes.tab ?? "",
          panel: classes.panel ?? "",
        }}
      >
        <Tabs.List ref={tabs} aria-label={t("compare.tabs.label")}>
          {pages.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`compare.tabs.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="verdict">
          <VerdictView experiment={experiment} progress={progress} />
        </Tabs.Panel>
        <Tabs.Panel value="rows">
          <SideBySide experiment={experiment} progress={progress} />
        </Tabs.Panel>
        <Tabs.Panel value="votes">
          <VotesView experiment={experiment} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
