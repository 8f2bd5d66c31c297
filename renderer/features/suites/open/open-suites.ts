import type { SuiteId } from "#shared/model/ids.ts";
import { host } from "../../../host/host.ts";
import { onWorkspaceEvent } from "../../../host/workspace-events.ts";
import { notifyError } from "../../../ui/notify.ts";
import { createOpenSuite, type OpenSuite } from "./open-suite.ts";

/** With their steps of undo, while the page is open; those with something unsaved always. */
const kept = new Map<SuiteId, OpenSuite>();
const mostKept = 6;

/** The suite as this page has it open; what was typed into it and not stored is still there. */
export function openSuite(suiteId: SuiteId): OpenSuite {
  const known = kept.get(suiteId);
  kept.delete(suiteId);
  const suite = known ?? createOpenSuite(host, suiteId);
  kept.set(suiteId, suite);
  if (known === undefined) {
    suite.onRefusal((error) => notifyError(error));
    for (const [id, each] of kept) {
      if (kept.size > mostKept && id !== suiteId && !each.hasUnsaved()) kept.delete(id);
    }
  }
  return suite;
}

/** A page is not closed over something unsaved, whatever area is in front. */
window.addEventListener("beforeunload", (event) => {
  if ([...kept.values()].some((suite) => suite.hasUnsaved())) event.preventDefault();
});

/** Keeps all of them in step with the workspace; one that comes to the front later reads itself again. */
export const watchOpenSuites = (): (() => void) =>
  onWorkspaceEvent((event) => {
    for (const suite of kept.values()) suite.meet(event);
    if (event.type === "suite.removed") kept.delete(event.suiteId);
  });
