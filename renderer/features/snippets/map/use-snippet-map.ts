import { useEffect, useState } from "react";
import type { SnippetMap } from "#shared/model/snippet.ts";
import { host } from "../../../host/host.ts";
import { onWorkspaceEvent } from "../../../host/workspace-events.ts";
import { useReading } from "../../../ui/use-reading.ts";

const calmMs = 300;

/** Who uses whom, read again when a snippet or the draft of a prompt is another. */
export function useSnippetMap(): { map: SnippetMap | null; failure: unknown; retry: () => void } {
  const [round, setRound] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const forget = onWorkspaceEvent(({ type }) => {
      const concerns =
        type === "snippet.changed" ||
        type === "draft.saved" ||
        type === "prompt.changed" ||
        type === "prompt.removed" ||
        type === "workspace.changed";
      if (!concerns) return;
      timer ??= setTimeout(() => {
        timer = null;
        setRound((now) => now + 1);
      }, calmMs);
    });
    return () => {
      forget();
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
  const { value, failure, retry } = useReading(String(round), (signal) =>
    host.call("snippets.map", {}, signal),
  );
  return { map: value, failure, retry };
}
