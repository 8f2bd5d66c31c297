import type { Client } from "#shared/contract/client.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { ExperimentSummary } from "#shared/model/experiment.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { createPagedList } from "../../../host/paged-list.ts";
import { paced } from "../../../ui/paced.ts";

/** While one of them runs, the list is read again this often. */
const readEveryMs = 2_000;

/** The comparisons of the workspace, of one prompt where that is wished. */
export function createExperimentList(client: Client<AbortSignal>) {
  const list = createPagedList<ExperimentSummary, { promptId: PromptId | null }>(
    { promptId: null },
    async ({ filter: { promptId }, page }, signal) => {
      const filter = promptId === null ? {} : { promptId };
      const { experiments, next } = await client.call("experiments.list", { ...filter, ...page }, signal);
      return { rows: experiments, next };
    },
  );
  const pacedReading = paced(readEveryMs, () => void list.read());

  function meet(event: LatheEvent): void {
    switch (event.type) {
      case "experiment.started":
      case "experiment.ended":
      case "prompt.changed":
      case "workspace.changed":
        void list.read();
        break;
      case "experiment.changed":
        pacedReading.request();
        break;
    }
  }

  return {
    ...list,
    meet,
    close(): void {
      list.close();
      pacedReading.finish();
    },
  };
}

export type ExperimentList = ReturnType<typeof createExperimentList>;
