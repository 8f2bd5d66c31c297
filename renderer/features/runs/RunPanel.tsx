import { Tabs } from "@mantine/core";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ModelRef, PromptContent, VariableValues } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { useSettings } from "../../host/settings-store.ts";
import { type CaseFromRun, caseFromRun } from "./case-from-run.ts";
import { isUnderWay } from "./create-runs.ts";
import { RecentRunList } from "./RecentRunList.tsx";
import { ReplyView } from "./ReplyView.tsx";
import { RunBar } from "./RunBar.tsx";
import { RunMessages } from "./RunMessages.tsx";
import classes from "./RunPanel.module.css";
import { RunTrend, type TrendLook } from "./RunTrend.tsx";
import { useRunCommands } from "./run-commands.ts";
import { runs, usePromptRuns, watchRuns } from "./runs-store.ts";

/** `useRunBinding` of the prompt's editor makes all of these but `onOpenSettings` and `onKeepAsCase`. */
export interface RunPanelProps {
  promptId: PromptId;
  /** Asked at the press; null while the prompt cannot be run at all. */
  getRunInput: () => {
    content: PromptContent;
    values: VariableValues;
    /** Names that still need a value: nothing is started, and `onMissing` shows their fields. */
    missing: readonly string[];
    /** Faults of the templates: nothing is started, and `onFaults` shows the first. */
    faults: number;
  } | null;
  /** What would be run now; when it changes, the reason why nothing was started is out of date. */
  subject: unknown;
  onMissing: (names: readonly string[]) => void;
  onFaults: () => void;
  /** The model that would be called now. */
  modelLabel: ModelRef;
  /** The reply is to become a message of the prompt. */
  onUseReply: (text: string) => void;
  /** The reply is to become a case of a suite. */
  onKeepAsCase: (offer: CaseFromRun) => void;
  /** Where keys and providers are mended. */
  onOpenSettings: () => void;
}

type Tab = "reply" | "messages" | "recent";

/** Runs the prompt and shows what comes back. */
export function RunPanel(props: RunPanelProps) {
  const { promptId, getRunInput, onMissing, onFaults, modelLabel } = props;
  const { t } = useTranslation();
  const { current, shown, recent } = usePromptRuns(promptId);
  const mode = useSettings((state) => state.runMode);
  const [tab, setTab] = useState<Tab>("reply");
  const [trend, setTrend] = useState<TrendLook>({ isOpen: true, measure: "time" });
  const [refusal, setRefusal] = useState<string | null>(null);
  useEffect(() => watchRuns(promptId), [promptId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that matters
  useEffect(() => setRefusal(null), [props.subject]);

  const start = useCallback(() => {
    const input = getRunInput();
    if (input === null || isUnderWay(runs.runsOf(promptId).current)) return;
    const { content, values, missing, faults } = input;
    if (faults > 0) {
      setRefusal(t("runs.refusal.faults", { count: faults }));
      onFaults();
      return;
    }
    if (missing.length > 0) {
      setRefusal(
        t("runs.refusal.missing", { count: missing.length, names: missing.join(t("runs.listSeparator")) }),
      );
      onMissing(missing);
      return;
    }
    setRefusal(null);
    setTab("reply");
    void runs.start({ promptId, source: { kind: "content", content }, values, mode, model: modelLabel });
  }, [promptId, getRunInput, onMissing, onFaults, modelLabel, mode, t]);
  const cancel = useCallback(() => runs.cancel(promptId), [promptId]);
  const run = shown === null ? (current?.run ?? null) : shown.run;
  const { onKeepAsCase } = props;
  const keep = useMemo(() => {
    const offer = run === null ? null : caseFromRun(run);
    return offer === null ? null : () => onKeepAsCase(offer);
  }, [run, onKeepAsCase]);
  useRunCommands({ promptId, start, cancel, keep });
  return (
    <section
      className={classes.panel}
      aria-label={t("runs.panel")}
      onKeyDown={(event) => {
        if (event.key === "Escape" && isUnderWay(current)) cancel();
      }}
    >
      <RunBar
        current={current}
        mode={mode}
        modelLabel={modelLabel}
        refusal={refusal}
        onStart={start}
        onCancel={cancel}
      />
      <Tabs
        value={tab}
        onChange={(chosen) => setTab((chosen ?? "reply") as Tab)}
        classNames={{
          root: classes.tabs ?? "",
          list: classes.list ?? "",
          tab: classes.tab ?? "",
          panel: classes.content ?? "",
        }}
      >
        <Tabs.List aria-label={t("runs.views")}>
          <Tabs.Tab value="reply">{t("runs.tab.reply")}</Tabs.Tab>
          <Tabs.Tab value="messages" disabled={run === null}>
            {t("runs.tab.messages")}
          </Tabs.Tab>
          <Tabs.Tab value="recent">{t("runs.tab.recent")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="reply">
          <ReplyView
            promptId={promptId}
            current={current}
            shown={shown}
            onRetry={start}
            onUseReply={props.onUseReply}
            onKeepAsCase={keep}
            onOpenSettings={props.onOpenSettings}
          />
        </Tabs.Panel>
        <Tabs.Panel value="messages">{run !== null && <RunMessages run={run} />}</Tabs.Panel>
        <Tabs.Panel value="recent">
          <RunTrend runs={recent.runs} look={trend} onLook={setTrend} />
          <RecentRunList
            recent={recent}
            chosen={shown?.runId ?? current?.runId ?? null}
            onChoose={(runId) => {
              void runs.show(promptId, runId);
              setTab("reply");
            }}
            onOlder={() => void runs.loadOlder(promptId)}
            onRetry={() => void runs.loadRecent(promptId)}
          />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
