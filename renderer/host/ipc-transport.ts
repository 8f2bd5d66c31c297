import type { Transport } from "#shared/contract/client.ts";
import { type Bridge, type Frame, maxRequestBytes } from "#shared/contract/wire.ts";
import { callCancelled, overrun, tooLarge } from "./transport-errors.ts";

/** Frames that may wait for a slow reader. Electron's channel has no back-pressure, so without a bound memory would fill. */
const maxWaiting = 10_000;

/** Calls over the desktop's bridge. The one subscription is live before any call is sent, so no first frame is lost. */
export function ipcTransport(bridge: Bridge): Transport<AbortSignal> {
  const inboxes = new Map<string, Inbox>();
  bridge.onFrame((id, frame) => inboxes.get(id)?.put(frame));
  // Ids of two pages, or of one before and after a reload, never meet.
  const page = crypto.randomUUID();
  let count = 0;

  return async function* open({ operation, input }, signal) {
    if (new TextEncoder().encode(JSON.stringify(input ?? {})).length > maxRequestBytes) {
      yield tooLarge();
      return;
    }
    if (signal?.aborted) {
      yield callCancelled();
      return;
    }
    count += 1;
    const id = `${page}.${count}`;
    const inbox = createInbox();
    const stop = () => inbox.end(callCancelled());
    inboxes.set(id, inbox);
    signal?.addEventListener("abort", stop);
    let isAnswered = false;
    try {
      bridge.open({ id, operation, input });
      for (;;) {
        const frame = await inbox.next();
        isAnswered = frame.kind !== "chunk" && !inbox.isCutShort;
        yield frame;
        if (frame.kind !== "chunk") return;
      }
    } finally {
      signal?.removeEventListener("abort", stop);
      inboxes.delete(id);
      if (!isAnswered) bridge.cancel(id);
    }
  };
}

interface Inbox {
  put(frame: Frame): void;
  /** Drops what waits and makes this the last frame. */
  end(last: Frame): void;
  next(): Promise<Frame>;
  /** Ended from this side, while the host is still at work. */
  readonly isCutShort: boolean;
}

function createInbox(): Inbox {
  let waiting: Frame[] = [];
  let isCutShort = false;
  let wake = () => {};
  const end = (last: Frame): void => {
    isCutShort = true;
    waiting = [last];
    wake();
  };
  return {
    put(frame) {
      if (isCutShort) return;
      if (waiting.length >= maxWaiting) {
        end(overrun());
        return;
      }
      waiting.push(frame);
      wake();
    },
    end,
    async next() {
      for (;;) {
        const frame = waiting.shift();
        if (frame !== undefined) return frame;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    get isCutShort() {
      return isCutShort;
    },
  };
}
