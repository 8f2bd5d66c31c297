import { useEffect, useState } from "react";
import { onWorkspaceEvent } from "../../host/workspace-events.ts";

/** A use, a test and a change in another window may come close together. */
const calmMs = 300;

/** Rises whenever what the library shows may be another: a template, its uses, or the score of its newest test. */
export function useLibraryChanges(): number {
  const [round, setRound] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const forget = onWorkspaceEvent(({ type }) => {
      if (type !== "templates.changed" && type !== "test.ended" && type !== "workspace.changed") return;
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
  return round;
}
