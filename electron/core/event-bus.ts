import type { LatheEvent, WatchChunk } from "#shared/contract/events.ts";

const kept = 1_000;

/** Numbers every event, keeps the newest thousand, and replays them to a page that comes back. */
export interface EventBus {
  publish(event: LatheEvent): void;
  /** Subscribes before it answers, so that no event falls between a page's reading and its listening. */
  watch(after: number | null, signal: AbortSignal): AsyncGenerator<WatchChunk, null>;
}

/** `startAt` differs from one life of the process to the next, so that a page never takes one for the other. */
export function createEventBus(startAt = 0): EventBus {
  let sequence = startAt;
  const recent: { sequence: number; event: LatheEvent }[] = [];
  const wakers = new Set<() => void>();

  return {
    publish(event) {
      sequence += 1;
      recent.push({ sequence, event });
      if (recent.length > kept) recent.shift();
      for (const wake of wakers) wake();
    },

    async *watch(after, signal) {
      let wake: () => void = () => {};
      let pending = Promise.resolve();
      const rearm = () => {
        pending = new Promise((resolve) => {
          wake = resolve;
        });
      };
      rearm();
      const onWake = () => wake();
      wakers.add(onWake);
      signal.addEventListener("abort", onWake);
      try {
        // A number from the future belongs to an earlier life of this process: its events are not ours.
        const oldest = recent[0]?.sequence ?? sequence + 1;
        let seen = after ?? -1;
        if (after === null || after > sequence || after < oldest - 1) {
          seen = sequence;
          yield { kind: "resync", sequence };
        }
        while (!signal.aborted) {
          const first = recent[0]?.sequence ?? sequence + 1;
          if (seen < first - 1) {
            // A reader so slow that its next event is gone.
            seen = sequence;
            yield { kind: "resync", sequence };
            continue;
          }
          const next = recent[seen - first + 1];
          if (next === undefined) {
            await pending;
            rearm();
            continue;
          }
          seen = next.sequence;
          yield { kind: "event", ...next };
        }
        return null;
      } finally {
        wakers.delete(onWake);
        signal.removeEventListener("abort", onWake);
      }
    },
  };
}
