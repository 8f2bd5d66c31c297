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
  const followers = new Set<Follower>();
  const tell = (change: (follower: Follower) => void) => {
    for (const follower of followers) {
      change(follower);
      follower.wake();
    }
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
      tell((follower) => follower.pieces.push(delta));
    },
    restart(retry) {
      retries.push(retry);
      text = "";
      tell((follower) => {
        follower.retries.push(retry);
        follower.pieces = [];
      });
    },
    end() {
      ended = true;
      tell(() => {});
    },

    async *follow(signal) {
      // Also the repeats before it came: a wait for the next try may be all there is to be seen.
      const follower: Follower = { pieces: text === "" ? [] : [text], retries: [...retries], wake: () => {} };
      const onAbort = () => follower.wake();
      followers.add(follower);
      signal.addEventListener("abort", onAbort);
      try {
        for (;;) {
          const woken = new Promise<void>((resolve) => {
            follower.wake = resolve;
          });
          if (signal.aborted) return;
          const retry = follower.retries.shift();
          if (retry !== undefined) {
            yield retryChunk(retry);
            continue;
          }
          if (follower.pieces.length > 0) {
            const delta = follower.pieces.join("");
            follower.pieces = [];
            yield { kind: "text", delta };
            continue;
          }
          if (ended) return;
          await woken;
        }
      } finally {
        followers.delete(follower);
        signal.removeEventListener("abort", onAbort);
      }
    },
  };
}

/** What one of them has not been told yet. Cutting it out of the whole text would copy that with each piece. */
interface Follower {
  pieces: string[];
  retries: Retry[];
  wake(): void;
}
