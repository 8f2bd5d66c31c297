import { IconArrowsDiff } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { registerCommands } from "../../commands/registry.ts";
import { openExperimentDialog } from "./experiments-view-store.ts";

/** The way into a comparison from everywhere: of the prompt in front where there is one. */
export function useExperimentCommands(promptId: PromptId | null): void {
  const { t } = useTranslation();
  useEffect(
    () =>
      registerCommands("compare", [
        {
          id: "compare.begin",
          title: t("compare.commands.begin"),
          group: "run",
          keywords: ["compare", "A/B", "experiment", "arms", "对比", "比较", "实验"],
          icon: IconArrowsDiff,
          perform: () => openExperimentDialog({ arms: [{ promptId }, { promptId }] }),
        },
      ]),
    [t, promptId],
  );
}
