import type { ErrorData } from "#shared/contract/errors.ts";
import type { Chunk } from "#shared/contract/operations.ts";
import type { PromptId, RunId } from "#shared/model/ids.ts";
import type { Retry } from "#shared/model/run.ts";
import type { RunEnd } from "./run-store.ts";

/** A run that this process is making now: its growing text, and those who watch it. */
export interface LiveRun {
  readonly runId: RunId;
  readonly promptId: PromptId;
  /** Stops the call. */
  readonly controller: AbortController;
  /** Aborted when the workbench closes: what cannot be stored now is not waited for any longer. */
  readonly closing: AbortController;
  /** How it ended, where that could not be stored yet, and why. */
  unstored: { end: RunEnd; error: ErrorData } | null;
  readonly text: string;
  readonly retries: Retry[];
  append(delta: string): void;
  /** What has streamed so far is void. */
  restart(retry: Retry): void;
  end(): void;
  /** From the first character to the end; a slow reader gets larger pieces, never a queue. */
  follow(signal: AbortSignal): AsyncGenerator<Chunk<"runs.follow">, void>;
}

/** A repeat as those who follow the run are told of it. */
export const retryChunk = ({ reason, waitMs, error }: Retry): Chunk<"runs.follow"> => ({
  kind: "retry",
  reason,
  waitMs,
  ...(error === undefined ? {} : { error }),
});

export function createLiveRun(runId: RunId, promptId: PromptId): LiveRun {
  let text = "";
  let ended = false;
  const retries: Retry[] = [];
  const wakers = new Set<() => void>();
  const wakeAll = () => {
    for (const wake of wakers) wake();
  };

  return {
    runId,
    promptId,
    controller: new AbortController(),
    closing: new AbortController(),
    unstored: null,
    retries,
    get text() {
      return text;
    },
    append(delta) {
      text += delta;
      wakeAll();
    },
    restart(retry) {
      retries.push(retry);
      text = "";
      wakeAll();
    },
    end() {
      ended = true;
      wakeAll();
    },

    async *follow(signal) {
      let seenRetries = retries.length;
      let offset = 0;
      let wake = () => {};
      const onWake = () => wake();
      wakers.add(onWake);
      signal.addEventListener("abort", onWake);
      try {
        for (;;) {
          const woken = new Promise<void>((resolve) => {
            wake = resolve;
          });
          if (signal.aborted) return;
          const retry = retries[seenRetries];
          if (retry !== undefined) {
            seenRetries += 1;
            offset = 0;
            yield retryChunk(retry);
            continue;
          }
          if (offset < text.length) {
            const delta = text.slice(offset);
            offset = text.length;
            yield { kind: "text", delta };
            continue;
          }
          if (ended) return;
          await woken;
        }
      } finally {
        wakers.delete(onWake);
        signal.removeEventListener("abort", onWake);
      }
    },
  };
}
