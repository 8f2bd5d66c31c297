import { IconCopy, IconPlayerPlay, IconPlayerStop, IconTableShortcut } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { deskCommand } from "../../commands/desk-commands.ts";
import { registerCommands } from "../../commands/registry.ts";
import { isUnderWay } from "./create-runs.ts";
import { replyOf } from "./reply-of.ts";
import { runs } from "./runs-store.ts";

interface Running {
  promptId: PromptId;
  start: () => void;
  cancel: () => void;
  /** Makes a case of the reply on the screen; null: there is none. */
  keep: (() => void) | null;
}

/** Keeps the commands of running registered for the prompt on the screen, in the language of the page. */
export function useRunCommands({ promptId, start, cancel, keep }: Running): void {
  const { t } = useTranslation();
  useEffect(
    () =>
      registerCommands("runs", [
        {
          ...deskCommand(t, "runs.start"),
          keywords: ["execute", "send", "运行", "执行"],
          icon: IconPlayerPlay,
          enabled: () => !isUnderWay(runs.runsOf(promptId).current),
          perform: start,
        },
        {
          ...deskCommand(t, "runs.cancel"),
          keywords: ["stop", "abort", "取消", "停止"],
          icon: IconPlayerStop,
          enabled: () => isUnderWay(runs.runsOf(promptId).current),
          perform: cancel,
        },
        {
          id: "runs.keep-as-case",
          title: t("runs.commands.keepAsCase"),
          group: "run",
          keywords: ["case", "suite", "test", "用例", "测试"],
          shortcut: "mod+alt+K",
          icon: IconTableShortcut,
          enabled: () => keep !== null,
          perform: () => keep?.(),
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
    [t, promptId, start, cancel, keep],
  );
}
