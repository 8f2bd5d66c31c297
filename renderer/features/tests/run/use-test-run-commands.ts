import {
  IconArrowsDiff,
  IconChartBar,
  IconFileDownload,
  IconGavel,
  IconListDetails,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconRotate,
  IconStar,
  IconTable,
} from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { reportFormat, type TestRunState } from "#shared/model/test-run.ts";
import { type Command, registerCommands } from "../../../commands/registry.ts";
import type { RunActions } from "./run-actions.ts";
import type { TestTab } from "./TestRunView.tsx";
import type { TestRunOnPage } from "./test-run-store.ts";

/** Keeps the commands of the test on the screen registered, in the language of the page. */
export function useTestRunCommands(
  test: TestRunOnPage,
  actions: RunActions,
  onTab: (tab: TestTab) => void,
): void {
  const { t } = useTranslation();
  // The actions are made anew with each drawing; the commands are not.
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const run = () => test.useTestRun.getState().run;
    const isIn = (...states: TestRunState[]) => {
      const now = run()?.state;
      return now !== undefined && states.includes(now);
    };
    const stands = () => run() !== null && !isIn("running");
    const act =
      <K extends keyof RunActions>(name: K) =>
      (): void =>
        void (latest.current[name] as () => unknown)();
    const commands: Command[] = [
      {
        id: "tests.pause",
        title: t("tests.commands.pause"),
        group: "run",
        keywords: ["test", "pause", "暂停", "测试"],
        icon: IconPlayerPause,
        enabled: () => isIn("running"),
        perform: act("pause"),
      },
      {
        id: "tests.resume",
        title: t("tests.commands.resume"),
        group: "run",
        keywords: ["test", "continue", "继续", "测试"],
        icon: IconPlayerPlay,
        enabled: () => isIn("paused", "cancelled", "interrupted", "halted"),
        perform: act("resume"),
      },
      {
        id: "tests.cancel",
        title: t("tests.commands.cancel"),
        group: "run",
        keywords: ["test", "stop", "abort", "取消", "停止", "测试"],
        shortcut: "mod+.",
        icon: IconPlayerStop,
        enabled: () => isIn("running"),
        perform: act("cancel"),
      },
      {
        id: "tests.retry-errors",
        title: t("tests.commands.retryErrors"),
        group: "run",
        keywords: ["test", "again", "重试", "错误"],
        icon: IconRefresh,
        enabled: () => stands() && (run()?.counts.errored ?? 0) > 0,
        perform: act("retryErrors"),
      },
      {
        id: "tests.rescore",
        title: t("tests.commands.rescore"),
        group: "run",
        keywords: ["test", "checks", "judge", "重新评分", "检查"],
        icon: IconGavel,
        enabled: stands,
        perform: () => void latest.current.rescore(),
      },
      {
        id: "tests.again",
        title: t("tests.commands.again"),
        group: "run",
        keywords: ["test", "repeat", "再次", "测试"],
        icon: IconRotate,
        perform: act("again"),
      },
      {
        id: "tests.baseline",
        title: t("tests.commands.setBaseline"),
        group: "run",
        keywords: ["test", "regression", "基准", "回归"],
        icon: IconStar,
        enabled: () => run()?.isBaseline === false,
        perform: act("toggleBaseline"),
      },
      {
        id: "tests.compare",
        title: t("tests.commands.compare"),
        group: "view",
        keywords: ["test", "diff", "比较", "差异"],
        icon: IconArrowsDiff,
        perform: act("compare"),
      },
      {
        id: "tests.results",
        title: t("tests.commands.results"),
        group: "view",
        keywords: ["test", "table", "结果"],
        icon: IconListDetails,
        perform: () => onTab("results"),
      },
      {
        id: "tests.figures",
        title: t("tests.commands.figures"),
        group: "view",
        keywords: ["test", "charts", "statistics", "图表", "统计"],
        icon: IconChartBar,
        perform: () => onTab("figures"),
      },
      {
        id: "tests.open-suite",
        title: t("tests.commands.openSuite"),
        group: "go",
        keywords: ["test", "cases", "用例集"],
        icon: IconTable,
        perform: act("openSuite"),
      },
      ...reportFormat.options.map(
        (format): Command => ({
          id: `tests.report-${format}`,
          title: t("tests.commands.report", { format: t(`tests.run.reportFormat.${format}`) }),
          group: "run",
          keywords: ["report", "export", "download", "报告", "导出"],
          icon: IconFileDownload,
          perform: () => latest.current.report(format),
        }),
      ),
    ];
    return registerCommands("test-run", commands);
  }, [t, test, onTab]);
}
