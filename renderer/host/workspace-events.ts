import type { LatheEvent } from "#shared/contract/events.ts";
import { session } from "./host.ts";
import { meetReplacement, reloadUnlessReplacing } from "./replace-workspace.ts";
import { loadSettings } from "./settings-store.ts";
import { watchEvents } from "./watch.ts";
import { loadWorkspace, useWorkspace } from "./workspace-store.ts";

type Listener = (event: LatheEvent) => void;

const listeners = new Set<Listener>();

/**
 * Hears what happens in the workspace, from this page or any other. After a gap in the stream it hears
 * `workspace.changed`: read everything again. Answers the way to stop hearing.
 */
export function onWorkspaceEvent(listener: Listener): () => void {
  // Two listeners that are the same function are still two.
  const own: Listener = (event) => listener(event);
  listeners.add(own);
  return () => listeners.delete(own);
}

/** Begins listening; called once, before the first view reads anything, so that no change falls between. */
export const startWorkspaceEvents = (): (() => void) =>
  watchEvents(tellAll, () => tellAll({ type: "workspace.changed" }));

function tellAll(event: LatheEvent): void {
  if (event.type === "workspace.replaced") {
    meetReplacement();
    return;
  }
  if (event.type === "workspace.changed" || event.type === "workspace.checked") {
    lookAtWorkspace().catch(() => {});
  }
  if (
    event.type === "workspace.changed" ||
    (event.type === "settings.changed" && event.session !== session)
  ) {
    // A failed reading leaves the settings as they are; the connection state already says that something is wrong.
    loadSettings().catch(() => {});
  }
  for (const listener of [...listeners]) listener(event);
}

/** A workspace that was closed, or is now, is another page altogether. */
async function lookAtWorkspace(): Promise<void> {
  const wasClosed = useWorkspace.getState().access === "closed";
  const { access } = await loadWorkspace();
  if ((access === "closed") !== wasClosed) reloadUnlessReplacing();
}
