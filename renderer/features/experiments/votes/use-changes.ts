import { useEffect, useState } from "react";
import type { ExperimentId } from "#shared/model/ids.ts";
import { onWorkspaceEvent } from "../../../host/workspace-events.ts";
import { paced } from "../../../ui/paced.ts";

/** A judge at work tells ten times a second; who reads what came of it need not. */
const everyMs = 700;

/** Counts up when something may have come in: a vote, a judgement, a result, from this page or another. */
export function useChanges(experimentId: ExperimentId): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    let isListening = true;
    const counting = paced(everyMs, () => {
      if (isListening) setChanges((count) => count + 1);
    });
    const forget = onWorkspaceEvent((event) => {
      const isMeant =
        event.type === "workspace.changed" ||
        ((event.type === "experiment.changed" || event.type === "experiment.ended") &&
          event.experimentId === experimentId);
      if (isMeant) counting.request();
    });
    return () => {
      isListening = false;
      forget();
      counting.finish();
    };
  }, [experimentId]);
  return changes;
}
