import {
  IconFileDownload,
  IconGavel,
  IconListDetails,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconRotate,
  IconRowInsertBottom,
  IconTable,
  IconThumbUp,
} from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Experiment } from "#shared/model/experiment.ts";
import { type Command, registerCommands } from "../../../commands/registry.ts";
import type { ExperimentStore } from "../experiment-store.ts";
import { type ExperimentPage, showExperimentPage } from "../experiments-view-store.ts";
import type { ExperimentActions } from "./experiment-actions.ts";
import { type Standing, standingOf } from "./standing.ts";

const pages = [
  { page: "verdict", icon: IconGavel },
  { page: "rows", icon: IconListDetails },
  { page: "votes", icon: IconThumbUp },
] as const satisfies { page: ExperimentPage; icon: typeof IconGavel }[];

/** Keeps the commands of the comparison on the screen registered, in the language of the page. */
export function useOpenExperimentCommands(store: ExperimentStore, actions: ExperimentActions): void {
  const { t, i18n } = useTranslation();
  // The actions are made anew with each drawing; the commands are not.
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const language = i18n.language === "zh" ? "zh" : "en";
    const seen = (test: (standing: Standing, experiment: Experiment) => boolean) => (): boolean => {
      const { experiment, progress } = store.useExperiment.getState();
      return experiment !== null && test(standingOf(experiment, progress), experiment);
    };
    const isMoving = seen(({ state }) => state === "running");
    const stands = seen(({ state }) => state !== "running");
    const words = ["compare", "comparison", "A/B", "对比"];
    const commands: Command[] = [
      {
        id: "compare.pause",
        title: t("compare.commands.pause"),
        group: "run",
        keywords: [...words, "暂停"],
        icon: IconPlayerPause,
        enabled: isMoving,
        perform: () => void latest.current.pause(),
      },
      {
        id: "compare.resume",
        title: t("compare.commands.resume"),
        group: "run",
        keywords: [...words, "continue", "继续"],
        icon: IconPlayerPlay,
        enabled: seen(
          ({ state }, { origin }) =>
            origin === "calls" && ["paused", "cancelled", "interrupted", "halted"].includes(state),
        ),
        perform: () => void latest.current.resume(),
      },
      {
        id: "compare.cancel",
        title: t("compare.commands.cancel"),
        group: "run",
        keywords: [...words, "stop", "abort", "取消", "停止"],
        shortcut: "mod+.",
        icon: IconPlayerStop,
        enabled: isMoving,
        perform: () => void latest.current.cancel(),
      },
      {
        id: "compare.retry-errors",
        title: t("compare.commands.retryErrors"),
        group: "run",
        keywords: [...words, "again", "重试", "错误"],
        icon: IconRefresh,
        enabled: seen(
          ({ state, errored }, { origin }) => state !== "running" && errored > 0 && origin === "calls",
        ),
        perform: () => latest.current.retryErrors(),
      },
      {
        id: "compare.extend",
        title: t("compare.commands.extend"),
        group: "run",
        keywords: [...words, "extend", "more", "追加", "用例"],
        icon: IconRowInsertBottom,
        enabled: stands,
        perform: () => latest.current.askExtend(),
      },
      {
        id: "compare.again",
        title: t("compare.commands.again"),
        group: "run",
        keywords: [...words, "repeat", "再次"],
        icon: IconRotate,
        enabled: stands,
        perform: () => latest.current.again(),
      },
      {
        id: "compare.report-html",
        title: t("compare.commands.reportHtml"),
        group: "run",
        keywords: [...words, "report", "export", "download", "报告", "导出"],
        icon: IconFileDownload,
        perform: () => latest.current.report({ format: "html", language }),
      },
      {
        id: "compare.report-json",
        title: t("compare.commands.reportJson"),
        group: "run",
        keywords: [...words, "report", "export", "download", "报告", "导出"],
        icon: IconFileDownload,
        perform: () => latest.current.report({ format: "json", language }),
      },
      ...pages.map(
        ({ page, icon }): Command => ({
          id: `compare.${page}`,
          title: t(`compare.commands.${page}`),
          group: "view",
          keywords: [...words, "结论", "并排", "盲评", "verdict", "diff", "vote"],
          icon,
          perform: () => showExperimentPage(page),
        }),
      ),
      {
        id: "compare.open-suite",
        title: t("compare.commands.openSuite"),
        group: "go",
        keywords: [...words, "cases", "用例集"],
        icon: IconTable,
        enabled: seen((_standing, { isTyped }) => !isTyped),
        perform: () => latest.current.openSuite(),
      },
    ];
    return registerCommands("open-experiment", commands);
  }, [t, i18n.language, store]);
}
