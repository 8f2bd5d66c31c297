import { create } from "zustand";
import type { WorkspaceState } from "#shared/contract/workspace.ts";
import { host } from "./host.ts";

/** How the workspace stands, as the host told last; the whole page reads it here. */
export const useWorkspace = create<WorkspaceState>(() => ({ access: "full", fault: null, checked: null }));

export const showWorkspace = (state: WorkspaceState): void => useWorkspace.setState(state, true);

export async function loadWorkspace(): Promise<WorkspaceState> {
  const { workspace } = await host.call("host.describe", {});
  showWorkspace(workspace);
  return workspace;
}

/** Has the host open the file again: the cause may be gone. Answers how the workspace stands then. */
export async function reopenWorkspace(): Promise<WorkspaceState> {
  const state = await host.call("workspace.reopen", {});
  showWorkspace(state);
  return state;
}
