import type { TFunction } from "i18next";
import type { Arm } from "#shared/model/experiment.ts";
import type { TestRunId } from "#shared/model/ids.ts";
import { host } from "../../../host/host.ts";
import { i18n } from "../../../i18n/i18n.ts";
import { notifyDone, notifyError, notifyWorking } from "../../../ui/notify.ts";
import { saveFile } from "../../../ui/save-file.ts";
import type { ExperimentsViewProps } from "../ExperimentsView.tsx";
import type { ExperimentStore } from "../experiment-store.ts";
import { openExperimentDialog } from "../experiments-view-store.ts";
import { offerOf } from "./offer-again.ts";

export type ReportWish = { format: "html" | "json"; language: "en" | "zh" };

interface Ways extends ExperimentsViewProps {
  /** Shows where it is asked how many cases are to be added. */
  onExtend: () => void;
}

/** What can be done with a comparison; the buttons, the menus and the commands are all of these. */
export function experimentActions(store: ExperimentStore, ways: Ways) {
  const t: TFunction = i18n.t;
  const told =
    (what: "pause" | "resume" | "cancel" | "retry" | "extend") =>
    (error: unknown): void =>
      notifyError(error, t(`compare.head.failedTo.${what}`));
  const current = () => store.useExperiment.getState().experiment;
  return {
    pause: () => store.pause(told("pause")),
    resume: (maxCostUsd?: number | null) => store.resume(told("resume"), maxCostUsd),
    cancel: () => store.cancel(told("cancel")),
    async retryErrors(): Promise<void> {
      const answer = await store.retryErrors(told("retry"));
      if (answer !== null) notifyDone(t("compare.head.retried", { count: answer.attempts }));
    },
    askExtend: ways.onExtend,
    async extend(cases: number | null): Promise<void> {
      const answer = await store.extend(told("extend"), cases);
      if (answer !== null) notifyDone(t("compare.head.extend.started", { count: answer.cases }));
    },
    async again(): Promise<void> {
      const experiment = current();
      if (experiment === null) return;
      try {
        openExperimentDialog(await offerOf(host, experiment));
      } catch (error) {
        notifyError(error, t("compare.head.failedTo.again"));
      }
    },
    openArm({ promptId, versionId }: Arm): void {
      if (versionId === null) ways.onOpenPrompt(promptId);
      else ways.onOpenVersion(promptId, versionId);
    },
    openSuite(): void {
      const experiment = current();
      if (experiment !== null && !experiment.isTyped) ways.onOpenSuite(experiment.suiteId);
    },
    openRun: (testRunId: TestRunId) => ways.onOpenTestRun(testRunId),
    report: (wish: ReportWish) => saveReport(t, store, wish),
  };
}

export type ExperimentActions = ReturnType<typeof experimentActions>;

/** The report comes in pieces, is never put together as one string, and is saved as a file; the page does not open it. */
async function saveReport(t: TFunction, { experimentId }: ExperimentStore, wish: ReportWish): Promise<void> {
  const done = notifyWorking(t("compare.head.reportMaking"));
  try {
    const stream = host.stream("experiments.report", { experimentId, ...wish });
    const parts: string[] = [];
    for (;;) {
      const step = await stream.next();
      if (step.done) {
        saveFile({ ...step.value, parts });
        notifyDone(t("compare.head.reportDone", { name: step.value.fileName }));
        return;
      }
      parts.push(step.value.text);
    }
  } catch (error) {
    notifyError(error, t("compare.head.reportFailed"));
  } finally {
    done();
  }
}
