import type { TFunction } from "i18next";
import type { TestRunId } from "#shared/model/ids.ts";
import type { ReportFormat } from "#shared/model/test-run.ts";
import { host } from "../../../host/host.ts";
import { i18n } from "../../../i18n/i18n.ts";
import { notifyDone, notifyError, notifyWorking } from "../../../ui/notify.ts";
import { saveFile } from "../../../ui/save-file.ts";
import type { TestsViewProps } from "../TestsView.tsx";
import { showTestRun } from "../tests-view-store.ts";
import type { TestRunOnPage } from "./test-run-store.ts";

interface Ways extends Pick<TestsViewProps, "onOpenSuite" | "onOpenPrompt"> {
  again: () => void;
  /** null: which one is still to be chosen. */
  compare: (other: TestRunId | null) => void;
}

/** What can be done with a test run; the buttons, the menus and the commands are all of these. */
export function runActions(test: TestRunOnPage, { again, compare, onOpenSuite, onOpenPrompt }: Ways) {
  const t: TFunction = i18n.t;
  const told = (what: Parameters<typeof failedTo>[1]) => failedTo(t, what);
  const current = () => test.useTestRun.getState().run;
  return {
    again,
    compare: () => compare(null),
    pause: () => test.pause(told("pause")),
    resume: (maxCostUsd?: number | null) => test.resume(told("resume"), maxCostUsd),
    cancel: () => test.cancel(told("cancel")),
    async retryErrors(): Promise<void> {
      const answer = await test.retryErrors(told("retry"));
      if (answer !== null) notifyDone(t("tests.run.retried", { count: answer.attempts }));
    },
    async rescore(withoutJudges = false): Promise<void> {
      const answer = await test.rescore(told("rescore"), withoutJudges);
      if (answer !== null) showTestRun(answer.testRunId);
    },
    async toggleBaseline(): Promise<void> {
      const isBaseline = current()?.isBaseline === true;
      let failed = false;
      await test.setBaseline((error) => {
        failed = true;
        told("baseline")(error);
      }, !isBaseline);
      if (!failed) notifyDone(t(isBaseline ? "tests.run.baselineUnset" : "tests.run.baselineSet"));
    },
    openSuite(): void {
      const run = current();
      if (run !== null) onOpenSuite(run.suiteId);
    },
    openPrompt(): void {
      const run = current();
      if (run !== null) onOpenPrompt(run.promptId);
    },
    report: (format: ReportFormat) => saveReport(t, test.testRunId, format),
  };
}

export type RunActions = ReturnType<typeof runActions>;

const failedTo =
  (t: TFunction, what: "pause" | "resume" | "cancel" | "retry" | "rescore" | "baseline") =>
  (error: unknown): void =>
    notifyError(error, t(`tests.run.failedTo.${what}`));

/** The report comes in pieces, is never put together as one string, and is saved as a file; the page does not open it. */
async function saveReport(t: TFunction, testRunId: TestRunId, format: ReportFormat): Promise<void> {
  const done = notifyWorking(t("tests.run.reportMaking"));
  try {
    const language = i18n.language === "zh" ? "zh" : "en";
    const stream = host.stream("tests.report", { testRunId, format, language });
    const parts: string[] = [];
    for (;;) {
      const step = await stream.next();
      if (step.done) {
        saveFile({ ...step.value, parts });
        notifyDone(t("tests.run.reportDone", { name: step.value.fileName }));
        return;
      }
      parts.push(step.value.text);
    }
  } catch (error) {
    notifyError(error, t("tests.run.reportFailed"));
  } finally {
    done();
  }
}
