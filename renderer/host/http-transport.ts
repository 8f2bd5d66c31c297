import type { Transport } from "#shared/contract/client.ts";
import { type OperationName, operations } from "#shared/contract/operations.ts";
import { maxRequestBytes } from "#shared/contract/wire.ts";
import { readFrames } from "./frame-reader.ts";
import { callCancelled, disconnected, tooLarge, unauthorised } from "./transport-errors.ts";

/** `base` and `fetch` are the page's own unless a test gives others. */
export interface HttpOptions {
  base?: string;
  fetch?: typeof globalThis.fetch;
}

/** One POST a call; its frames come as lines of JSON on the answer. Leaving the loop ends the request. */
export function httpTransport(options: HttpOptions = {}): Transport<AbortSignal> {
  const { base = "", fetch = (input, init) => globalThis.fetch(input, init) } = options;
  const farewell = farewellBudget();

  return async function* open({ operation, input }, signal) {
    const body = new TextEncoder().encode(JSON.stringify(input ?? {}));
    if (body.length > maxRequestBytes) {
      yield tooLarge();
      return;
    }
    const leave = new AbortController();
    const release = isCommand(operation) ? farewell.take(body.length) : null;
    let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
    let isComplete = false;
    try {
      const response = await fetch(`${base}/api/${encodeURIComponent(operation)}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        credentials: "same-origin",
        cache: "no-store",
        keepalive: release !== null,
        body,
        signal: signal === undefined ? leave.signal : AbortSignal.any([signal, leave.signal]),
      });
      if (response.status === 401 || response.status === 403) {
        yield unauthorised();
        return;
      }
      reader = response.body?.getReader();
      if (reader !== undefined && response.headers.get("content-type")?.includes("x-ndjson")) {
        for await (const frame of readFrames(reader)) {
          isComplete = frame.kind !== "chunk";
          yield frame;
          if (isComplete) return;
        }
      }
      yield signal?.aborted ? callCancelled() : disconnected();
    } catch {
      yield signal?.aborted ? callCancelled() : disconnected();
    } finally {
      release?.();
      // Aborting an answer whose last frame is here would cost the connection that the next call could use again.
      if (isComplete && reader !== undefined) readToEnd(reader).catch(() => {});
      else leave.abort();
    }
  };
}

const isCommand = (operation: string): boolean =>
  Object.hasOwn(operations, operation) && operations[operation as OperationName].kind === "command";

async function readToEnd(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  while (!(await reader.read()).done);
}

/**
 * A command sent while a page closes is lost unless it is marked `keepalive`: the last words typed would be among it.
 * A browser refuses marked requests when together they exceed 64 KiB, so larger and later ones go unmarked.
 */
function farewellBudget(limitBytes = 60_000) {
  let taken = 0;
  return {
    take(bytes: number): (() => void) | null {
      if (taken + bytes > limitBytes) return null;
      taken += bytes;
      return () => {
        taken -= bytes;
      };
    },
  };
}
