import { cancelled, type LatheError } from "#shared/contract/errors.ts";
import { originOf } from "./provider-address.ts";
import {
  type CallSubject,
  connectionError,
  incompleteReply,
  malformedReply,
  replyTooLarge,
  statusError,
  timedOut,
} from "./provider-errors.ts";
import { readRetryAfter } from "./retry-after.ts";

/** In milliseconds. `idle`: without a single byte; `total`: from the first to the last. */
export interface Timeouts {
  idle: number;
  total: number;
}

export interface GuardOptions {
  fetch: typeof globalThis.fetch;
  subject: CallSubject;
  key: string | null;
  signal: AbortSignal;
  timeouts: Timeouts;
  /** Wall time, for a `Retry-After` that names a date. */
  now: () => number;
}

/** One call's way to its provider. Whatever goes wrong on it is put into words here, where all the facts are. */
export interface GuardedFetch {
  fetch: typeof globalThis.fetch;
  /** Why the call failed, however the libraries above have wrapped it. */
  failure(): LatheError | null;
  /** The beginning of the answer as text, for an error's excerpt. */
  opening(): string;
  /** Ends timers and closes a connection that is still open. Always call it. */
  close(): void;
}

const maxReplyBytes = 10 * 1024 * 1024;
const maxErrorBytes = 64 * 1024;
const openingBytes = 2_000;
/** How long an answer that has said its last word may take to end, before its connection is dropped. */
const drainMs = 250;

/**
 * Sends nothing but the call itself to the provider's own origin: no cookies, no redirects, no headers of libraries.
 * Timers are real ones, not the clock port's: what they guard is a real socket.
 */
export function guardFetch(options: GuardOptions): GuardedFetch {
  const { subject, timeouts } = options;
  const controller = new AbortController();
  let failure: LatheError | null = null;
  let opening = "";
  let idleTimer: ReturnType<typeof setTimeout> | undefined;

  const fail = (error: LatheError): LatheError => {
    failure ??= error;
    controller.abort(failure);
    return failure;
  };
  const onCancel = () => fail(cancelled());
  options.signal.addEventListener("abort", onCancel, { once: true });
  const totalTimer = setTimeout(() => fail(timedOut(subject, "total", timeouts.total)), timeouts.total);
  const heard = () => {
    clearTimeout(idleTimer);
    idleTimer = setTimeout(() => fail(timedOut(subject, "idle", timeouts.idle)), timeouts.idle);
  };
  const close = () => {
    clearTimeout(idleTimer);
    clearTimeout(totalTimer);
    options.signal.removeEventListener("abort", onCancel);
  };

  const send: typeof globalThis.fetch = async (input, init) => {
    if (options.signal.aborted) throw onCancel();
    const url = new URL(input instanceof Request ? input.url : String(input));
    if (url.origin !== originOf(subject.baseUrl)) throw new Error(`a call to ${url.origin} was refused`);
    heard();
    let response: Response;
    try {
      response = await options.fetch(url, {
        method: init?.method ?? "GET",
        headers: headersFor(options.key, init?.body != null),
        ...(init?.body == null ? {} : { body: init.body }),
        redirect: "manual",
        credentials: "omit",
        signal: init?.signal ? AbortSignal.any([controller.signal, init.signal]) : controller.signal,
      });
    } catch (cause) {
      throw fail(failure ?? connectionError(subject, cause));
    }
    heard();
    if (!response.ok) throw fail(await refusal(response));
    return new Response(watched(response, init?.signal ?? null), {
      status: response.status,
      headers: response.headers,
    });
  };

  async function refusal(response: Response): Promise<LatheError> {
    const body = await readStart(response, maxErrorBytes).catch(() => "");
    const retryAfterMs = readRetryAfter(response.headers.get("retry-after"), options.now());
    return failure ?? statusError(subject, { status: response.status, body, retryAfterMs });
  }

  /** `left` is the signal by which the library above says that it reads no further. */
  function watched(response: Response, left: AbortSignal | null): ReadableStream<Uint8Array> | null {
    const reader = response.body?.getReader();
    if (reader === undefined) return null;
    const decoder = new TextDecoder();
    let bytes = 0;
    let abandoned = false;
    return new ReadableStream({
      async pull(out) {
        try {
          const { done, value } = await reader.read();
          if (abandoned) return;
          heard();
          if (done) {
            clearTimeout(idleTimer);
            out.close();
            return;
          }
          if (bytes < openingBytes) opening += decoder.decode(value, { stream: true }).slice(0, openingBytes);
          bytes += value.byteLength;
          if (bytes > maxReplyBytes) throw fail(replyTooLarge(subject, maxReplyBytes));
          out.enqueue(value);
        } catch (cause) {
          if (abandoned) return;
          const isOwn = failure === null && left?.aborted === true && !options.signal.aborted;
          out.error(isOwn ? cause : fail(failure ?? lostConnection(subject, cause)));
        }
      },
      async cancel() {
        abandoned = true;
        // Reading the few bytes after the last word keeps the connection for the next call.
        const tooSlow = setTimeout(
          () => void reader.cancel().catch(() => {}),
          failure === null ? drainMs : 0,
        );
        while (!(await reader.read().catch(() => ({ done: true }))).done);
        clearTimeout(tooSlow);
      },
    });
  }

  return { fetch: send, failure: () => failure, opening: () => opening, close };
}

/** Once an answer has begun, a lost connection is a broken answer and not an unreachable provider. */
function lostConnection(subject: CallSubject, cause: unknown): LatheError {
  const error = connectionError(subject, cause);
  return error.code === "providers.unreachable" ? incompleteReply(subject, cause) : error;
}

function headersFor(key: string | null, hasBody: boolean): Record<string, string> {
  return {
    accept: hasBody ? "text/event-stream, application/json" : "application/json",
    "user-agent": "Lathe",
    ...(hasBody ? { "content-type": "application/json" } : {}),
    ...(key === null ? {} : { authorization: `Bearer ${key}` }),
  };
}

async function readStart(response: Response, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    bytes += chunk.byteLength;
    if (bytes > maxBytes) break;
  }
  return text;
}

/** The whole answer as JSON; anything else is `providers.malformed-reply`. */
export async function readJson(response: Response, subject: CallSubject): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformedReply(
      subject,
      text.trim() === "" ? "it answered nothing" : "its answer is not JSON",
      text,
      cause,
    );
  }
}
