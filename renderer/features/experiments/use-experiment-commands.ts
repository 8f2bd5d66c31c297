import { IconArrowsDiff, IconGitCompare } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { PromptId } from "#shared/model/ids.ts";
import { registerCommands } from "../../commands/registry.ts";
import { host } from "../../host/host.ts";
import { type ExperimentOffer, openExperimentDialog } from "./experiments-view-store.ts";
import { compareWithSaved, type SavedWays } from "./saved/compare-with-saved.ts";

/** The ways into a comparison from everywhere: of the prompt in front where there is one. `ways` stay the same. */
export function useExperimentCommands(promptId: PromptId | null, ways: SavedWays): void {
  const { t } = useTranslation();
  useEffect(
    () =>
      registerCommands("compare", [
        {
          id: "compare.begin",
          title: t("compare.commands.begin"),
          group: "run",
          keywords: ["compare", "A/B", "experiment", "arms", "versions", "models", "对比", "比较", "实验"],
          icon: IconArrowsDiff,
          perform: async () => openExperimentDialog(await offerFor(promptId)),
        },
        {
          id: "compare.with-saved",
          title: t("compare.commands.withSaved"),
          group: "run",
          keywords: ["compare", "A/B", "draft", "version", "regression", "对比", "草稿", "版本"],
          shortcut: "mod+shift+D",
          icon: IconGitCompare,
          // Also without a version: it then tells that one has to be saved first.
          enabled: () => promptId !== null,
          perform: () => (promptId === null ? undefined : compareWithSaved(t, promptId, ways)),
        },
      ]),
    [t, promptId, ways],
  );
}

/** The newest version against the draft, where there is one. */
async function offerFor(promptId: PromptId | null): Promise<ExperimentOffer> {
  const draft = { promptId };
  if (promptId === null) return { arms: [draft, draft] };
  try {
    const { latest } = await host.call("prompts.open", { promptId });
    return { arms: [latest === null ? draft : { promptId, versionId: latest.versionId }, draft] };
  } catch {
    // The dialog tells what cannot be read.
    return { arms: [draft, draft] };
  }
}
