import type { PromptId } from "#shared/model/ids.ts";
import { host } from "../../host/host.ts";
import { watchEvents } from "../../host/watch.ts";
import { createRuns, noRuns, type PromptRuns } from "./create-runs.ts";

/** The runs of the prompts on this page. */
export const runs = createRuns(host);

export const usePromptRuns = (promptId: PromptId): PromptRuns =>
  runs.useRuns((state) => state.byPrompt[promptId] ?? noRuns);

/** Shows the prompt's runs and keeps them in step with the workspace; answers the way to stop. */
export function watchRuns(promptId: PromptId): () => void {
  const detach = runs.attach(promptId);
  const stopWatching = watchEvents(
    (event) => {
      if (event.type === "run.started" || event.type === "run.ended") runs.meetChange(event.promptId);
      if (event.type === "workspace.changed") runs.meetChange(null);
    },
    () => runs.meetChange(null),
  );
  return () => {
    stopWatching();
    detach();
  };
}
