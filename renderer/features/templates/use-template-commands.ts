import { IconBookmarkPlus } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { registerCommands } from "../../commands/registry.ts";
import { openTemplateDialog } from "./templates-view-store.ts";

/** The way of the prompt in front into the library. */
export function useTemplateCommands(promptId: PromptId | null): void {
  const { t } = useTranslation();
  useEffect(
    () =>
      registerCommands("templates", [
        {
          id: "templates.save",
          title: t("templates.commands.save"),
          group: "prompt",
          keywords: ["template", "library", "save as", "模板", "模板库", "存为"],
          icon: IconBookmarkPlus,
          enabled: () => promptId !== null,
          perform: () => {
            if (promptId !== null) openTemplateDialog({ kind: "save", promptId });
          },
        },
      ]),
    [t, promptId],
  );
}
