import type { PromptId } from "#shared/model/ids.ts";
import { host, session } from "../../host/host.ts";
import { keepDuringReplacement } from "../../host/replace-workspace.ts";
import { watchEvents } from "../../host/watch.ts";
import { createDrafts } from "./create-drafts.ts";
import type { DraftEntry } from "./open-draft.ts";

/** The drafts that are open on this page. */
export const drafts = createDrafts(host, session, localStorage);

keepDuringReplacement(drafts);

export const useDraft = (promptId: PromptId): DraftEntry =>
  drafts.useDrafts((state) => state.drafts[promptId] ?? opening);
const opening: DraftEntry = { kind: "opening" };

let isWatching = false;

/**
 * Keeps the open drafts in step with the workspace and saves them whenever the page may be about to go, for as long as
 * the page lives. Calling it again does nothing.
 */
export function watchDrafts(): void {
  if (isWatching) return;
  isWatching = true;
  watchEvents(
    (event) => {
      if (event.type === "draft.saved") void drafts.meetSave(event.promptId, event.revision);
      if (event.type === "version.saved" || event.type === "prompt.changed") {
        void drafts.refresh(event.promptId);
      }
      if (event.type === "workspace.changed") void drafts.refreshAll();
    },
    () => {
      drafts.retryFailed();
      void drafts.refreshAll();
    },
  );
  const flush = () => void drafts.flushAll();
  window.addEventListener("blur", flush);
  window.addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") flush();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!drafts.hasUnsaved()) return;
    flush();
    event.preventDefault();
  });
}
