import { IconCopy, IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { registerCommands } from "../../commands/registry.ts";
import { isUnderWay } from "./create-runs.ts";
import { replyOf } from "./reply-of.ts";
import { runs } from "./runs-store.ts";

interface Running {
  promptId: PromptId;
  start: () => void;
  cancel: () => void;
}

/** Keeps the commands of running registered for the prompt on the screen, in the language of the page. */
export function useRunCommands({ promptId, start, cancel }: Running): void {
  const { t } = useTranslation();
  useEffect(
    () =>
      registerCommands("runs", [
        {
          id: "runs.start",
          title: t("runs.commands.start"),
          group: "run",
          keywords: ["execute", "send", "运行", "执行"],
          shortcut: "mod+Enter",
          icon: IconPlayerPlay,
          enabled: () => !isUnderWay(runs.runsOf(promptId).current),
          perform: start,
        },
        {
          id: "runs.cancel",
          title: t("runs.commands.cancel"),
          group: "run",
          keywords: ["stop", "abort", "取消", "停止"],
          shortcut: "mod+.",
          icon: IconPlayerStop,
          enabled: () => isUnderWay(runs.runsOf(promptId).current),
          perform: cancel,
        },
        {
          id: "runs.copy-reply",
          title: t("runs.commands.copy"),
          group: "run",
          keywords: ["clipboard", "复制", "回复"],
          icon: IconCopy,
          enabled: () => replyOf(runs.runsOf(promptId)) !== "",
          perform: () => navigator.clipboard.writeText(replyOf(runs.runsOf(promptId))),
        },
      ]),
    [t, promptId, start, cancel],
  );
}
