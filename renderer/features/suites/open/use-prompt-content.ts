import { useEffect, useState } from "react";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { host } from "../../../host/host.ts";
import { onWorkspaceEvent } from "../../../host/workspace-events.ts";

/** Somebody may be typing in it. */
const calmMs = 1_000;

/** The prompt as it is written now; null: there is none, or it is not known yet. */
export function usePromptContent(promptId: PromptId | null): PromptContent | null {
  const [known, setKnown] = useState<{ promptId: PromptId; content: PromptContent } | null>(null);
  useEffect(() => {
    if (promptId === null) return;
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const read = async () => {
      timer = null;
      try {
        const { draft } = await host.call("prompts.open", { promptId });
        if (!isGone) setKnown({ promptId, content: draft.content });
      } catch {
        // Without the prompt the table shows the names that its cases have.
      }
    };
    void read();
    const forget = onWorkspaceEvent((event) => {
      const concerns =
        event.type === "workspace.changed" ||
        ((event.type === "draft.saved" || event.type === "prompt.changed") && event.promptId === promptId);
      if (concerns) timer ??= setTimeout(() => void read(), calmMs);
    });
    return () => {
      isGone = true;
      forget();
      if (timer !== null) clearTimeout(timer);
    };
  }, [promptId]);
  return known !== null && known.promptId === promptId ? known.content : null;
}
