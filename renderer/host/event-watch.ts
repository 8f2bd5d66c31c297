import type { Client } from "#shared/contract/client.ts";
import { LatheError } from "#shared/contract/errors.ts";
import type { LatheEvent, WatchChunk } from "#shared/contract/events.ts";

/** signed-out: a host answers, and does not know this page: it was started again. */
export type Connection = "connected" | "reconnecting" | "lost" | "signed-out";

type EventListener = (event: LatheEvent) => void;
type ResyncListener = () => void;

/** What the watch needs from its page; a test gives its own. */
export interface WatchedPage {
  isHidden(): boolean;
  onVisibilityChange(listener: () => void): () => void;
  /** Resolves after `ms`, or as soon as the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** 0 ≤ x < 1. */
  random(): number;
}

const attemptsUntilLost = 4;
const firstWaitMs = 500;
const longestWaitMs = 10_000;

/**
 * One stream of events for all listeners of a page. It pauses while the page is hidden, because a browser opens only
 * six connections to a host and every tab would keep one, and goes on where it stopped. After a failure it starts
 * afresh: the host may be another process, whose numbers mean something else.
 */
export function createEventWatch(
  client: Client<AbortSignal>,
  page: WatchedPage,
  show: (connection: Connection) => void,
) {
  const listeners = new Map<EventListener, ResyncListener>();
  let running: AbortController | null = null;
  let isConnected = false;
  let last: number | null = null;

  function deliver(chunk: WatchChunk): void {
    isConnected = true;
    show("connected");
    last = chunk.sequence;
    for (const [onEvent, onResync] of [...listeners]) {
      if (chunk.kind === "event") onEvent(chunk.event);
      else onResync();
    }
  }

  async function run(stopped: AbortSignal): Promise<void> {
    let failures = 0;
    while (!stopped.aborted) {
      await untilVisible(page, stopped);
      let isSignedOut = false;
      const pause = new AbortController();
      const forget = page.onVisibilityChange(() => {
        if (page.isHidden()) pause.abort();
      });
      try {
        const signal = AbortSignal.any([stopped, pause.signal]);
        for await (const chunk of client.stream("host.watch", { after: last }, signal)) {
          failures = 0;
          deliver(chunk);
        }
      } catch (error) {
        // Whatever went wrong, the answer is the same: try again, more slowly each time.
        isSignedOut = error instanceof LatheError && error.code === "host.unauthorised";
      } finally {
        forget();
      }
      if (stopped.aborted) return;
      if (pause.signal.aborted) continue;
      failures += 1;
      isConnected = false;
      last = null;
      show(isSignedOut ? "signed-out" : failures < attemptsUntilLost ? "reconnecting" : "lost");
      const longest = Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - 1));
      await page.wait(longest * (0.5 + page.random() / 2), stopped);
    }
  }

  /**
   * `onResync` is called when listening has begun and after every gap: read your state then, and no event between the
   * reading and the listening is missed. Answers the function that stops listening.
   */
  return function watch(listener: EventListener, onResync: ResyncListener): () => void {
    // Two listeners that are the same function are still two.
    const onEvent: EventListener = (event) => listener(event);
    listeners.set(onEvent, onResync);
    if (running === null) {
      running = new AbortController();
      void run(running.signal);
    } else if (isConnected) {
      queueMicrotask(() => {
        if (listeners.has(onEvent)) onResync();
      });
    }
    return () => {
      listeners.delete(onEvent);
      if (listeners.size > 0) return;
      running?.abort();
      running = null;
      isConnected = false;
      last = null;
    };
  };
}

async function untilVisible(page: WatchedPage, stopped: AbortSignal): Promise<void> {
  if (!page.isHidden() || stopped.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = () => {
    if (!page.isHidden() || stopped.aborted) resolve();
  };
  const forget = page.onVisibilityChange(look);
  stopped.addEventListener("abort", look);
  await promise;
  forget();
  stopped.removeEventListener("abort", look);
}
