import { useEffect } from "react";
import { onWorkspaceEvent } from "../../../host/workspace-events.ts";
import { refreshList } from "./list-store.ts";

/** Typing saves a draft several times a second; the list need not follow each. */
const calmMs = 400;

/** Reads the list, and again after whatever changes it, here or in another window. */
export function useLiveList(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = null;
        void refreshList();
      }, calmMs);
    };
    void refreshList();
    const forget = onWorkspaceEvent(({ type }) => {
      if (type.startsWith("prompt.") || type.startsWith("version.") || type === "workspace.changed") soon();
      if (type === "draft.saved") soon();
    });
    return () => {
      forget();
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
}
