import { useEffect } from "react";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { drafts } from "../features/prompts/draft-store.ts";
import { forgetSummary, readSummary, useSummaries } from "../features/prompts/list/prompt-summaries.ts";
import { onWorkspaceEvent } from "../host/workspace-events.ts";
import { useActivity } from "./activity-store.ts";
import { closeTab, useApp } from "./app-store.ts";

/** A draft is stored several times a second while somebody types. */
const calmMs = 500;

/** Keeps the names and marks of the open tabs and running prompts true, and closes the tab of a prompt that is gone. */
export function useLiveTabs(): void {
  const openTabs = useApp((state) => state.openTabs);
  const running = useActivity((state) => state.running);
  useEffect(() => {
    for (const promptId of [...openTabs, ...running.map((run) => run.promptId)]) {
      if (useSummaries.getState().byId[promptId] === undefined) void readSummary(promptId);
    }
  }, [openTabs, running]);

  useEffect(() => {
    const soon = new Map<PromptId, ReturnType<typeof setTimeout>>();
    const readSoon = (promptId: PromptId) => {
      if (soon.has(promptId)) return;
      const read = () => {
        soon.delete(promptId);
        void readSummary(promptId);
      };
      soon.set(promptId, setTimeout(read, calmMs));
    };
    const forget = onWorkspaceEvent((event) => {
      for (const promptId of concerned(event)) readSoon(promptId);
      if (event.type === "prompt.removed") forgetSummary(event.promptId);
    });
    const stop = useSummaries.subscribe(({ byId }) => {
      for (const promptId of useApp.getState().openTabs) {
        if (byId[promptId] === null) closeTab(promptId);
      }
    });
    const stopClosing = useApp.subscribe(({ openTabs: now }, { openTabs: before }) => {
      const isOpen = (promptId: PromptId) => useApp.getState().openTabs.includes(promptId);
      for (const promptId of before) {
        if (!now.includes(promptId)) void drafts.close(promptId, () => isOpen(promptId));
      }
    });
    return () => {
      forget();
      stop();
      stopClosing();
      for (const timer of soon.values()) clearTimeout(timer);
    };
  }, []);
}

function concerned(event: LatheEvent): PromptId[] {
  const { openTabs } = useApp.getState();
  switch (event.type) {
    case "prompt.changed":
    case "draft.saved":
    case "version.saved":
      return openTabs.filter((id) => id === event.promptId);
    case "workspace.changed":
      return openTabs;
    default:
      return [];
  }
}
