import type { PromptId, SuiteId, TestRunId } from "#shared/model/ids.ts";
import type { TemplateCard } from "#shared/model/template.ts";
import { host } from "../../host/host.ts";
import { i18n } from "../../i18n/i18n.ts";
import { notifyDone, notifyError, notifyUndo } from "../../ui/notify.ts";
import { showTemplate, useTemplatesView } from "./templates-view-store.ts";

export interface MadePrompt {
  promptId: PromptId;
  suiteId: SuiteId | null;
}

/** A prompt from the template; null: it could not be made, which is told. */
export async function makeFromTemplate({ key }: Pick<TemplateCard, "key">): Promise<MadePrompt | null> {
  try {
    const { prompt, suiteId } = await host.call("templates.use", { key });
    notifyDone(i18n.t("templates.done.used", { name: prompt.name }));
    return { promptId: prompt.promptId, suiteId };
  } catch (error) {
    notifyError(error, i18n.t("templates.failure.use"));
    return null;
  }
}

/** What can be tried without a key, without a cent and within seconds. */
const simulator = "simulator/default";

/** A test of the prompt on the suite that came with it; null: it did not start, which is told. */
export async function tryPrompt({ promptId, suiteId }: MadePrompt): Promise<TestRunId | null> {
  if (suiteId === null) return null;
  let name = "";
  try {
    const { prompt, latest } = await host.call("prompts.open", { promptId });
    name = prompt.name;
    if (latest === null) return null;
    const { testRunId } = await host.call("tests.start", {
      promptId,
      source: { kind: "version", versionId: latest.versionId },
      suiteId,
      models: [simulator],
      judgeModel: simulator,
    });
    return testRunId;
  } catch (error) {
    notifyError(error, i18n.t("templates.failure.try", { name }));
    return null;
  }
}

/** Takes an own template out of the library, for as long as nobody presses Undo. */
export async function removeTemplate({ key, name }: Pick<TemplateCard, "key" | "name">): Promise<void> {
  try {
    await host.call("templates.remove", { key });
  } catch (error) {
    notifyError(error, i18n.t("templates.failure.remove"));
    return;
  }
  if (useTemplatesView.getState().chosen === key) showTemplate(null);
  notifyUndo(i18n.t("templates.done.removed", { name }), async () => {
    const { name: restored } = await host.call("templates.restore", { key });
    notifyDone(i18n.t("templates.done.restored", { name: restored }));
  });
}
