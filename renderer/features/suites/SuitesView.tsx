import { IconTable, IconTablePlus } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Group, Panel, Separator } from "react-resizable-panels";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";
import type { Suite } from "#shared/model/suite.ts";
import { registerCommands } from "../../commands/registry.ts";
import { usePanelLayout } from "../../host/panel-layout.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { SuiteDialog } from "./list/SuiteDialog.tsx";
import { SuiteList } from "./list/SuiteList.tsx";
import { askAboutSuite, useSuites, watchSuites } from "./list/suites-store.ts";
import { openSuite, watchOpenSuites } from "./open/open-suites.ts";
import { SuiteWork } from "./open/SuiteWork.tsx";
import classes from "./SuitesView.module.css";
import { useSuitesView } from "./suites-view-store.ts";

export interface SuitesViewProps {
  onTest: (wish: { suiteId: SuiteId; promptId: PromptId | null }) => void;
  onOpenPrompt: (promptId: PromptId) => void;
}

const panels = ["list", "suite"] as const;

/** The suites and the cases of one of them. */
export function SuitesView({ onTest, onOpenPrompt }: SuitesViewProps) {
  const { t } = useTranslation();
  const chosen = useSuitesView((state) => state.suiteId);
  const first = useSuites((state) => state.suites?.[0]?.suiteId ?? null);
  const isEmpty = useSuites((state) => state.suites?.length === 0 && state.search === "");
  const suiteId = chosen ?? first;
  const layout = usePanelLayout("suites", panels);
  useEffect(watchSuites, []);
  useEffect(watchOpenSuites, []);
  useEffect(
    () =>
      registerCommands("suites", [
        {
          id: "suites.create",
          title: t("suites.commands.create"),
          group: "run",
          keywords: ["new suite", "cases", "新建", "用例集"],
          shortcut: "mod+alt+U",
          icon: IconTablePlus,
          perform: () => askAboutSuite({ kind: "create" }),
        },
      ]),
    [t],
  );
  const suite = useMemo(() => (suiteId === null ? null : openSuite(suiteId)), [suiteId]);
  const test = useCallback(({ suiteId, promptId }: Suite) => onTest({ suiteId, promptId }), [onTest]);
  return (
    <div className={classes.view}>
      <Group id="suites" orientation="horizontal" {...layout}>
        <Panel
          id="list"
          defaultSize={272}
          minSize={200}
          maxSize={480}
          groupResizeBehavior="preserve-pixel-size"
        >
          <SuiteList activeId={suiteId} />
        </Panel>
        <Separator className={classes.separator} aria-label={t("suites.resize")} />
        <Panel id="suite" minSize={480}>
          {suite === null ? (
            <div className={classes.nothing}>
              {!isEmpty && first === null ? null : (
                <EmptyState icon={IconTable} title={t("suites.about.title")} text={t("suites.about.text")} />
              )}
            </div>
          ) : (
            // The key: what is selected and added belongs to one suite.
            <SuiteWork key={suite.suiteId} suite={suite} onTest={test} onOpenPrompt={onOpenPrompt} />
          )}
        </Panel>
      </Group>
      <SuiteDialog />
    </div>
  );
}
