import type { LatheError } from "#shared/contract/errors.ts";

export const maxReplyBytes = 10 * 1024 * 1024;
/** A stream wraps each word in some hundred bytes; what it carries is limited by itself, line for line. */
const maxStreamBytes = 64 * 1024 * 1024;
/** Each costs time, however short. */
const maxStreamLines = 1_000_000;
const openingBytes = 2_000;
/** How long an answer that has said its last word may take to end, before its connection is dropped. */
const drainMs = 250;

export interface BodyWatch {
  /** By which the library above says that it reads no further. */
  left: AbortSignal | null;
  isStream: boolean;
  onBytes(): void;
  onOpening(text: string): void;
  /** Read to its last byte. */
  onEnd(): void;
  /** Nobody reads it any more, and its end did not come. */
  onAbandoned(): void;
  /** The error to end with; the first one counts. */
  failWith(cause: unknown): LatheError;
  failTooLarge(): LatheError;
  /** What it has already failed of, or null. */
  failure(): LatheError | null;
}

export interface WatchedBody {
  stream: ReadableStream<Uint8Array> | null;
  /** Nobody will read on. What is still to come is taken in, or dropped where it does not end soon. */
  leave(): Promise<void>;
}

/** The same bytes, counted and timed. Nothing of them is kept but their beginning. */
export function watchBody(body: ReadableStream<Uint8Array> | null, watch: BodyWatch): WatchedBody {
  if (body === null) {
    watch.onEnd();
    return { stream: null, leave: async () => {} };
  }
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const size = createSizeLimit(watch.isStream);
  let openingLeft = openingBytes;
  let isAbandoned = false;
  let isOver = false;

  async function leave(): Promise<void> {
    if (isAbandoned || isOver) return;
    isAbandoned = true;
    const ended = await drain(reader, watch.failure() === null ? drainMs : 0);
    if (ended) watch.onEnd();
    else watch.onAbandoned();
  }

  const stream = new ReadableStream<Uint8Array>({
    async pull(out) {
      try {
        const { done, value } = await reader.read();
        if (isAbandoned) return;
        watch.onBytes();
        if (done) {
          isOver = true;
          watch.onEnd();
          out.close();
          return;
        }
        if (openingLeft > 0) {
          watch.onOpening(decoder.decode(value.subarray(0, openingLeft), { stream: true }));
          openingLeft -= value.byteLength;
        }
        if (size.isExceededBy(value)) throw watch.failTooLarge();
        out.enqueue(value);
      } catch (cause) {
        if (isAbandoned) return;
        isOver = true;
        const isOwn = watch.failure() === null && watch.left?.aborted === true;
        out.error(isOwn ? cause : watch.failWith(cause));
      }
    },
    cancel: leave,
  });
  return { stream, leave };
}

/**
 * The whole of it as text, with the same limits. An answer that is read by itself needs no stream around it, which would
 * cost as much as the rest of the call.
 */
export async function readWhole(
  body: ReadableStream<Uint8Array> | null,
  watch: Pick<BodyWatch, "onBytes" | "onOpening" | "onEnd" | "failWith" | "failTooLarge">,
): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  let openingLeft = openingBytes;
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      watch.onBytes();
      if (done) break;
      const piece = decoder.decode(value, { stream: true });
      if (openingLeft > 0) watch.onOpening(piece.slice(0, openingLeft));
      openingLeft -= value.byteLength;
      bytes += value.byteLength;
      if (bytes > maxReplyBytes) throw watch.failTooLarge();
      text += piece;
    }
  } catch (cause) {
    throw watch.failWith(cause);
  }
  watch.onEnd();
  return text + decoder.decode();
}

/** Reading the few bytes after the last word keeps the connection for the next call. False: they did not end in time. */
async function drain(reader: ReadableStreamDefaultReader<Uint8Array>, forMs: number): Promise<boolean> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    reader.cancel().catch(() => {});
  }, forMs);
  try {
    while (!(await reader.read()).done);
    return !isLate;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function createSizeLimit(isStream: boolean) {
  let total = 0;
  let line = 0;
  let lines = 0;
  return {
    isExceededBy(bytes: Uint8Array): boolean {
      total += bytes.byteLength;
      if (!isStream) return total > maxReplyBytes;
      // A line is put together in memory before anybody can read it.
      const newline = bytes.lastIndexOf(10);
      line = newline === -1 ? line + bytes.byteLength : bytes.byteLength - newline - 1;
      for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines += 1;
      return line > maxReplyBytes || lines > maxStreamLines || total > maxStreamBytes;
    },
  };
}

const maxErrorBytes = 64 * 1024;
/** The status alone says enough; its explanation is not waited for any longer. */
const errorBodyMs = 2_000;

/** The beginning of an error's body, and whether that was all of it. */
export async function readErrorBody(response: Response): Promise<{ text: string; isWhole: boolean }> {
  const reader = response.body?.getReader();
  if (reader === undefined) return { text: "", isWhole: true };
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  let isWhole = false;
  const timer = setTimeout(() => void reader.cancel().catch(() => {}), errorBodyMs);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        isWhole = true;
        break;
      }
      text += decoder.decode(value, { stream: true });
      bytes += value.byteLength;
      if (bytes > maxErrorBytes) break;
    }
  } catch {
    // What has come is still worth quoting.
  } finally {
    clearTimeout(timer);
    if (!isWhole) reader.cancel().catch(() => {});
  }
  return { text, isWhole };
}
