import { create } from "zustand";
import type { Client } from "#shared/contract/client.ts";
import { isCancelled } from "#shared/contract/errors.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { Chunk } from "#shared/contract/operations.ts";
import type { Experiment } from "#shared/model/experiment.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import { paced } from "../../ui/paced.ts";

export type ExperimentProgress = Chunk<"experiments.follow">;

export interface OpenExperiment {
  experiment: Experiment | null;
  /** What is being answered now; null: it stands still, or nothing was heard of it yet. */
  progress: ExperimentProgress | null;
  /** Why it could not be read; what was read before stays. */
  failure: unknown;
  /** A press that was not answered yet. */
  asking: "pause" | "resume" | "cancel" | "retry" | "extend" | null;
}

/** A comparison that changes is read again this often; what is being answered comes by itself. */
const readEveryMs = 1_500;

/** One comparison on the screen: read, followed while it runs, and kept in step by the events of the workspace. */
export function createExperimentStore(client: Client<AbortSignal>, experimentId: ExperimentId) {
  const useExperiment = create<OpenExperiment>(() => ({
    experiment: null,
    progress: null,
    failure: null,
    asking: null,
  }));
  let closing = new AbortController();
  let reading: AbortController | null = null;
  let isFollowing = false;
  const pacedReading = paced(readEveryMs, () => void read());

  async function read(): Promise<void> {
    reading?.abort();
    const own = new AbortController();
    reading = own;
    const { signal } = closing;
    try {
      const experiment = await client.call(
        "experiments.read",
        { experimentId },
        AbortSignal.any([own.signal, signal]),
      );
      // A newer reading, or the end that following it has told, knows more.
      if (own.signal.aborted || signal.aborted) return;
      useExperiment.setState({ experiment, failure: null });
      if (experiment.state === "running") void follow();
      else if (!isFollowing) useExperiment.setState({ progress: null });
    } catch (failure) {
      if (!own.signal.aborted && !signal.aborted && !isCancelled(failure))
        useExperiment.setState({ failure });
    }
  }

  async function follow(): Promise<void> {
    if (isFollowing) return;
    isFollowing = true;
    const { signal } = closing;
    try {
      const stream = client.stream("experiments.follow", { experimentId }, signal);
      for (;;) {
        const step = await stream.next();
        if (signal.aborted) return;
        if (step.done) {
          reading?.abort();
          useExperiment.setState({ experiment: step.value, progress: null, failure: null });
          return;
        }
        useExperiment.setState({ progress: step.value });
      }
    } catch {
      // It goes on without being watched; the next event, or the connection that comes back, reads it again.
      if (!signal.aborted) useExperiment.setState({ progress: null });
    } finally {
      if (closing.signal === signal) isFollowing = false;
    }
  }

  function meet(event: LatheEvent): void {
    switch (event.type) {
      case "experiment.changed":
        if (event.experimentId === experimentId) pacedReading.request();
        break;
      case "experiment.started":
      case "experiment.ended":
        if (event.experimentId === experimentId) void read();
        break;
      case "workspace.changed":
        pacedReading.request();
        break;
    }
  }

  /** Performs what a button asks for; answers what came back, or null where it failed and `onError` was told. */
  async function ask<T>(
    asking: NonNullable<OpenExperiment["asking"]>,
    perform: () => Promise<T>,
    onError: (error: unknown) => void,
  ): Promise<T | null> {
    if (useExperiment.getState().asking !== null) return null;
    useExperiment.setState({ asking });
    try {
      const answer = await perform();
      await read();
      return answer;
    } catch (error) {
      onError(error);
      return null;
    } finally {
      useExperiment.setState({ asking: null });
    }
  }

  return {
    experimentId,
    useExperiment,
    meet,
    read: () => void read(),
    close(): void {
      // What waits for its turn is of no use any more.
      closing.abort();
      pacedReading.finish();
      // React mounts a view twice while it is developed: it may be opened again.
      closing = new AbortController();
      isFollowing = false;
    },
    pause: (onError: (error: unknown) => void) =>
      ask("pause", () => client.call("experiments.pause", { experimentId }), onError),
    /** `maxCostUsd` absent: the cap stays as it is. */
    resume: (onError: (error: unknown) => void, maxCostUsd?: number | null) =>
      ask(
        "resume",
        () =>
          client.call("experiments.resume", {
            experimentId,
            ...(maxCostUsd === undefined ? {} : { maxCostUsd }),
          }),
        onError,
      ),
    cancel: (onError: (error: unknown) => void) =>
      ask("cancel", () => client.call("experiments.cancel", { experimentId }), onError),
    retryErrors: (onError: (error: unknown) => void) =>
      ask("retry", () => client.call("experiments.retry-errors", { experimentId }), onError),
    /** `cases` null: all that are left. */
    extend: (onError: (error: unknown) => void, cases: number | null) =>
      ask("extend", () => client.call("experiments.extend", { experimentId, cases }), onError),
  };
}

export type ExperimentStore = ReturnType<typeof createExperimentStore>;
