import { IconFileExport, IconFileImport } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { registerCommands } from "../../commands/registry.ts";
import { openExport, openImport } from "./exchange-store.ts";

/** The way in from everywhere, and the way out for the prompt in front. */
export function useExchangeCommands(promptId: PromptId | null): void {
  const { t } = useTranslation();
  useEffect(
    () =>
      registerCommands("exchange", [
        {
          id: "exchange.import",
          title: t("exchange.commands.import"),
          group: "prompt",
          keywords: ["import", "open", "file", "folder", "paste", "导入", "文件", "打开"],
          shortcut: "mod+shift+I",
          icon: IconFileImport,
          perform: () => openImport(),
        },
        {
          id: "exchange.export",
          title: t("exchange.commands.export"),
          group: "prompt",
          keywords: ["export", "save", "file", "copy", "导出", "另存", "文件"],
          icon: IconFileExport,
          enabled: () => promptId !== null,
          perform: () => {
            if (promptId !== null) openExport({ promptId, versionId: null });
          },
        },
      ]),
    [t, promptId],
  );
}
