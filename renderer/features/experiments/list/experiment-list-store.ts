import { create } from "zustand";
import type { Client } from "#shared/contract/client.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { ExperimentSummary } from "#shared/model/experiment.ts";
import type { PromptId } from "#shared/model/ids.ts";
import { paced } from "../../../ui/paced.ts";

export interface ExperimentListState {
  promptId: PromptId | null;
  experiments: ExperimentSummary[];
  /** Where the next page begins; null at the end. */
  next: number | null;
  reading: "first" | "older" | null;
  /** Whether anything was read with this filter. */
  isKnown: boolean;
  failure: unknown;
}

const pageSize = 50;
const largestPage = 500;
/** While one of them runs, the list is read again this often. */
const readEveryMs = 2_000;

/** The comparisons of the workspace, newest first, as far as they were asked for. */
export function createExperimentList(client: Client<AbortSignal>) {
  const useExperimentList = create<ExperimentListState>(() => ({
    promptId: null,
    experiments: [],
    next: null,
    reading: null,
    isKnown: false,
    failure: null,
  }));
  let newest: AbortController | null = null;
  const pacedReading = paced(readEveryMs, () => void read());

  const filterOf = ({ promptId }: ExperimentListState) => (promptId === null ? {} : { promptId });

  /** Reads from the beginning, as many as are shown. */
  async function read(): Promise<void> {
    newest?.abort();
    const controller = new AbortController();
    newest = controller;
    const state = useExperimentList.getState();
    const limit = Math.min(largestPage, Math.max(pageSize, state.experiments.length));
    useExperimentList.setState({ reading: "first" });
    try {
      const page = await client.call("experiments.list", { ...filterOf(state), limit }, controller.signal);
      if (newest !== controller) return;
      useExperimentList.setState({ ...page, reading: null, isKnown: true, failure: null });
    } catch (failure) {
      if (newest === controller) useExperimentList.setState({ reading: null, failure });
    }
  }

  async function readOlder(): Promise<void> {
    const state = useExperimentList.getState();
    if (state.next === null || state.reading !== null) return;
    const controller = new AbortController();
    newest = controller;
    useExperimentList.setState({ reading: "older" });
    try {
      const page = await client.call(
        "experiments.list",
        { ...filterOf(state), before: state.next, limit: pageSize },
        controller.signal,
      );
      if (newest !== controller) return;
      useExperimentList.setState(({ experiments }) => ({
        experiments: [...experiments, ...page.experiments],
        next: page.next,
        reading: null,
        failure: null,
      }));
    } catch (failure) {
      if (newest === controller) useExperimentList.setState({ reading: null, failure });
    }
  }

  function filter(promptId: PromptId | null): void {
    useExperimentList.setState({ promptId, experiments: [], next: null, isKnown: false, failure: null });
    void read();
  }

  function meet(event: LatheEvent): void {
    switch (event.type) {
      case "experiment.started":
      case "experiment.ended":
      case "prompt.changed":
      case "workspace.changed":
        void read();
        break;
      case "experiment.changed":
        pacedReading.request();
        break;
    }
  }

  return {
    useExperimentList,
    read,
    readOlder,
    filter,
    meet,
    close(): void {
      newest?.abort();
      newest = null;
      pacedReading.finish();
    },
  };
}

export type ExperimentList = ReturnType<typeof createExperimentList>;
