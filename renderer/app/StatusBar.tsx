import { Menu, Tooltip } from "@mantine/core";
import {
  IconArrowsDiff,
  IconCloudOff,
  IconCoin,
  IconCpu,
  IconLoader2,
  IconLock,
  IconPlayerStop,
  IconPlugConnected,
  IconPlugConnectedX,
  IconRefresh,
  IconTestPipe,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { simulatorProvider, splitModelRef } from "#shared/model/model-ref.ts";
import { comparisonName } from "../features/experiments/arm-words.ts";
import { showExperiment } from "../features/experiments/experiments-view-store.ts";
import { useSummaries } from "../features/prompts/list/prompt-summaries.ts";
import { showSection } from "../features/settings/settings-view-store.ts";
import { showTestRun } from "../features/tests/tests-view-store.ts";
import { host } from "../host/host.ts";
import { useSettings } from "../host/settings-store.ts";
import { useConnection } from "../host/watch.ts";
import { useWorkspace } from "../host/workspace-store.ts";
import { formatCost, formatNumber } from "../ui/format.ts";
import { notifyError } from "../ui/notify.ts";
import { useActivity } from "./activity-store.ts";
import { goTo, openPrompt } from "./app-store.ts";
import { useRunningComparisons } from "./running-comparisons.ts";
import classes from "./StatusBar.module.css";

/** What goes on: the connection, the running work, the spend of today, the model in use. */
export function StatusBar() {
  const { t } = useTranslation();
  return (
    <section className={classes.bar} aria-label={t("shell.status.label")}>
      <Connection />
      <ReadOnly />
      <Running />
      <Comparisons />
      <Tests />
      <span className={classes.space} />
      <Spend />
      <DefaultModel />
    </section>
  );
}

const connectionIcons = {
  connected: IconPlugConnected,
  reconnecting: IconRefresh,
  lost: IconCloudOff,
  "signed-out": IconPlugConnectedX,
};

function Connection() {
  const { t } = useTranslation();
  const connection = useConnection((state) => state.connection);
  const Icon = connectionIcons[connection];
  return (
    <Tooltip multiline maw={320} label={t(`shell.status.connectionText.${connection}`)}>
      <span className={classes.item} data-connection={connection} role="status">
        <Icon size={14} stroke={1.6} aria-hidden />
        {t(`shell.status.connection.${connection}`)}
      </span>
    </Tooltip>
  );
}

function ReadOnly() {
  const { t } = useTranslation();
  const access = useWorkspace((state) => state.access);
  if (access !== "read-only") return null;
  return (
    <Tooltip label={t("workspace.readOnly.text")}>
      <span className={classes.item} data-warning>
        <IconLock size={14} stroke={1.6} aria-hidden />
        {t("workspace.readOnly.status")}
      </span>
    </Tooltip>
  );
}

function Running() {
  const { t, i18n } = useTranslation();
  const running = useActivity((state) => state.running);
  const isTesting = useActivity((state) => state.tests.length > 0);
  const byId = useSummaries((state) => state.byId);
  if (running.length === 0) {
    if (isTesting) return null;
    return (
      <span className={classes.item} title={t("shell.status.idle")}>
        {t("shell.status.idleShort")}
      </span>
    );
  }
  const cancel = (runId: (typeof running)[number]["runId"]) =>
    host.call("runs.cancel", { runId }).catch((error: unknown) => notifyError(error));
  return (
    <Menu position="top-start" width={320}>
      <Menu.Target>
        <button type="button" className={classes.button} data-busy>
          <IconLoader2 size={14} stroke={2} className={classes.turning} aria-hidden />
          {t("shell.status.running", {
            count: running.length,
            amount: formatNumber(running.length, i18n.language),
          })}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("shell.status.runningLabel")}</Menu.Label>
        {running.map(({ runId, promptId }) => {
          const name = byId[promptId]?.name ?? "…";
          return (
            <div key={runId} className={classes.run}>
              <Menu.Item title={t("shell.status.showRun")} onClick={() => openPrompt(promptId, "edit")}>
                {name}
              </Menu.Item>
              <Menu.Item
                aria-label={t("shell.status.cancelRun", { name })}
                title={t("shell.status.cancelRun", { name })}
                closeMenuOnClick={false}
                onClick={() => cancel(runId)}
              >
                <IconPlayerStop size={14} aria-hidden />
              </Menu.Item>
            </div>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The comparisons under way, each with all of its arms. */
function Comparisons() {
  const { t, i18n } = useTranslation();
  const comparisons = useRunningComparisons((state) => state.comparisons);
  return comparisons.map(({ experimentId, arms, ended, planned }) => (
    <button
      key={experimentId}
      type="button"
      className={classes.button}
      data-busy
      title={t("shell.status.showComparison")}
      onClick={() => {
        showExperiment(experimentId);
        goTo("compare");
      }}
    >
      <IconArrowsDiff size={14} stroke={1.6} aria-hidden />
      <span className={classes.model}>{comparisonName(t, arms)}</span>
      {t("shell.status.comparison", {
        done: formatNumber(ended, i18n.language),
        planned: formatNumber(planned, i18n.language),
      })}
    </button>
  ));
}

/** The tests under way, with how far they are; the one that is pressed is shown. */
function Tests() {
  const { t, i18n } = useTranslation();
  const tests = useActivity((state) => state.tests);
  const comparisons = useRunningComparisons((state) => state.comparisons);
  // The arms of a comparison are one work.
  const alone = tests.filter(({ testRunId }) => !comparisons.some(({ runs }) => runs.has(testRunId)));
  return alone.map(({ testRunId, promptName, counts, costUsd }) => {
    const done = counts.passed + counts.failed + counts.errored + counts.unscored;
    return (
      <button
        key={testRunId}
        type="button"
        className={classes.button}
        data-busy
        title={t("shell.status.showTest")}
        onClick={() => {
          showTestRun(testRunId);
          goTo("tests");
        }}
      >
        <IconTestPipe size={14} stroke={1.6} aria-hidden />
        <span className={classes.model}>{promptName}</span>
        {t("shell.status.test", {
          done: formatNumber(done, i18n.language),
          planned: formatNumber(counts.planned, i18n.language),
          cost: formatCost(costUsd, i18n.language),
        })}
      </button>
    );
  });
}

function Spend() {
  const { t, i18n } = useTranslation();
  const spend = useActivity((state) => state.spend);
  if (spend === null) {
    return (
      <span className={classes.item}>
        <IconCoin size={14} stroke={1.6} aria-hidden />
        {t("shell.status.spendFailed")}
      </span>
    );
  }
  const { costUsd, runs, unknownCost } = spend;
  const unknown = t("shell.status.spendUnknownText", { count: unknownCost });
  return (
    <Tooltip
      multiline
      maw={320}
      label={[t("shell.status.spendText", { count: runs }), unknownCost > 0 ? unknown : ""]
        .filter(Boolean)
        .join(" ")}
    >
      <span className={classes.item}>
        <IconCoin size={14} stroke={1.6} aria-hidden />
        {t("shell.status.spend", { cost: formatCost(costUsd, i18n.language) })}
        {unknownCost > 0 && <span>{t("shell.status.spendUnknown", { count: unknownCost })}</span>}
      </span>
    </Tooltip>
  );
}

function DefaultModel() {
  const { t } = useTranslation();
  const ref = useSettings((settings) => settings.defaultModel);
  const isSimulated = splitModelRef(ref).provider === simulatorProvider;
  return (
    <Tooltip label={t("shell.status.model", { model: ref })}>
      <button
        type="button"
        className={classes.button}
        onClick={() => {
          goTo("settings");
          showSection("prices");
        }}
      >
        <IconCpu size={14} stroke={1.6} aria-hidden />
        <span className="lathe-visually-hidden">{t("shell.status.modelLabel")} · </span>
        <span className={classes.model}>{isSimulated ? t("shell.status.simulator") : ref}</span>
      </button>
    </Tooltip>
  );
}
