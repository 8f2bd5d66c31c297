import type { PromptId, SuiteId } from "#shared/model/ids.ts";
import type { CaseContent } from "#shared/model/suite.ts";
import { host } from "../../../host/host.ts";
import { i18n } from "../../../i18n/i18n.ts";
import { notifyDone, notifyUndo } from "../../../ui/notify.ts";
import { newCaseId } from "../open/edit-queue.ts";
import { lastCase } from "../open/last-case.ts";

interface Keeping {
  /** A suite that is there, or the name of a new one. */
  suite: SuiteId | { name: string; promptId: PromptId | null };
  content: CaseContent;
}

/** Puts a case at the end of a suite, for as long as nobody presses Undo. */
export async function keepCase({ suite, content }: Keeping): Promise<void> {
  const { suiteId, name } =
    typeof suite === "string"
      ? await host.call("suites.read", { suiteId: suite })
      : await host.call("suites.create", suite);
  const { caseId: after, revision } = await lastCase(host, suiteId);
  const caseId = newCaseId();
  await host.call("suites.edit-cases", {
    suiteId,
    baseRevision: revision,
    edits: [{ kind: "add", caseId, after, content }],
  });
  notifyUndo(i18n.t("suites.keeper.done", { name }), async () => {
    const { revision: now } = await lastCase(host, suiteId);
    await host.call("suites.edit-cases", {
      suiteId,
      baseRevision: now,
      edits: [{ kind: "remove", caseId }],
    });
    notifyDone(i18n.t("suites.keeper.undone"));
  });
}
