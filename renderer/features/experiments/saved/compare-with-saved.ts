import { IconBookmarkPlus, IconTable } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { performCommand } from "../../../commands/registry.ts";
import { host } from "../../../host/host.ts";
import { useSettings } from "../../../host/settings-store.ts";
import { notifyDone, notifyError, notifyPlain, notifyWarning } from "../../../ui/notify.ts";
import { openExperimentDialog, showExperiment } from "../experiments-view-store.ts";
import { draftAgainstSaved } from "./draft-against-saved.ts";

export interface SavedWays {
  draftOf: (promptId: PromptId) => Promise<PromptContent>;
  onStarted: () => void;
  onShowSuites: () => void;
}

/**
 * One gesture: the draft against the version that was saved last. What costs nothing begins at once; for anything else
 * the dialog opens with everything filled in.
 */
export async function compareWithSaved(t: TFunction, promptId: PromptId, ways: SavedWays): Promise<void> {
  try {
    const prepared = await draftAgainstSaved(host, promptId, ways.draftOf, useSettings.getState().runMode);
    switch (prepared.kind) {
      case "no-version":
        notifyWarning(t("compare.saved.title"), t("compare.saved.noVersion", { name: prepared.name }), {
          label: t("compare.saved.saveVersion"),
          icon: IconBookmarkPlus,
          perform: () => performCommand("editor.save-version"),
        });
        return;
      case "no-change":
        notifyPlain(t("compare.saved.noChange", { name: prepared.name, version: prepared.version }));
        return;
      case "no-suite":
        notifyWarning(t("compare.saved.title"), t("compare.saved.noSuite", { name: prepared.name }), {
          label: t("compare.saved.goToSuites"),
          icon: IconTable,
          perform: ways.onShowSuites,
        });
        return;
      case "ask":
        openExperimentDialog(prepared.offer);
        return;
      case "start": {
        const { experimentId } = await host.call("experiments.start", prepared.wish);
        showExperiment(experimentId);
        ways.onStarted();
        const { version, suiteName: suite } = prepared;
        notifyDone(t("compare.saved.started", { version, suite }));
      }
    }
  } catch (error) {
    notifyError(error, t("compare.saved.failed"));
  }
}
