import { cancelled, type LatheError } from "#shared/contract/errors.ts";
import type { Connection } from "./connections.ts";
import { refuseMetadataHost } from "./network-address.ts";
import { connectionError } from "./network-errors.ts";
import { originOf } from "./provider-address.ts";
import type { CallSubject } from "./provider-errors.ts";
import { lostReply, replyTooLarge, silent, strangeReply, tooSlow } from "./reply-errors.ts";
import { readRetryAfter } from "./retry-after.ts";
import { statusError } from "./status-errors.ts";
import { maxReplyBytes, readErrorBody, readWhole, watchBody } from "./watched-body.ts";

/** In milliseconds. `idle`: without a single byte; `total`: from the first to the last. */
export interface Timeouts {
  idle: number;
  total: number;
}

export interface GuardOptions {
  fetch: typeof globalThis.fetch;
  /** The way to the provider; asked for once, when the call is made. */
  connect: () => Connection;
  subject: CallSubject;
  key: string | null;
  signal: AbortSignal;
  timeouts: Timeouts;
  /** Wall time, for a `Retry-After` that names a date. */
  now: () => number;
  /** The answer is read here, to its end, before anybody sees it. */
  whole?: boolean;
}

/** One call's way to its provider. Whatever goes wrong on it is put into words here, where all the facts are. */
export interface GuardedFetch {
  fetch: typeof globalThis.fetch;
  /** Why the call failed, however the libraries above have wrapped it. */
  failure(): LatheError | null;
  /** Ends the call with this error, as if it had come from below. */
  fail(error: LatheError): LatheError;
  /** The beginning of the answer as text, for an error's excerpt. */
  opening(): string;
  /** Ends timers and closes a connection that is still open. Always call it. */
  close(): void;
}

/**
 * Sends nothing but the call itself to the provider's own origin: no cookies, no redirects, no headers of libraries.
 * Timers are real ones, not the clock port's: what they guard is a real socket.
 */
export function guardFetch(options: GuardOptions): GuardedFetch {
  const { subject, timeouts } = options;
  const controller = new AbortController();
  let failure: LatheError | null = null;
  let opening = "";
  let connection: Connection | null = null;
  let leave = async () => {};
  let idleTimer: ReturnType<typeof setTimeout> | undefined;

  const fail = (error: LatheError): LatheError => {
    failure ??= error;
    clearTimeout(idleTimer);
    clearTimeout(totalTimer);
    controller.abort(failure);
    connection?.cut();
    return failure;
  };
  const onCancel = () => fail(cancelled());
  options.signal.addEventListener("abort", onCancel, { once: true });
  const totalTimer = setTimeout(() => fail(tooSlow(subject, timeouts.total)), timeouts.total);
  const heard = () => {
    clearTimeout(idleTimer);
    if (failure === null) idleTimer = setTimeout(() => fail(silent(subject, timeouts.idle)), timeouts.idle);
  };
  const onEnd = () => {
    clearTimeout(idleTimer);
    connection?.keep();
  };

  const send: typeof globalThis.fetch = async (input, init) => {
    if (options.signal.aborted) throw onCancel();
    const url = new URL(input instanceof Request ? input.url : String(input));
    if (url.origin !== originOf(subject.baseUrl)) throw new Error(`a call to ${url.origin} was refused`);
    refuseMetadataHost(url);
    heard();
    connection = options.connect();
    let response: Response;
    try {
      response = await options.fetch(url, {
        method: init?.method ?? "GET",
        headers: headersFor(options.key, init?.body != null),
        ...(init?.body == null ? {} : { body: init.body }),
        redirect: "manual",
        credentials: "omit",
        // Whoever reads an answer in pieces may leave it; a whole one is this guard's own affair.
        signal:
          init?.signal && options.whole !== true
            ? AbortSignal.any([controller.signal, init.signal])
            : controller.signal,
        ...connection.init,
      });
    } catch (cause) {
      throw fail(failure ?? connectionError(subject, cause));
    }
    heard();
    if (!response.ok) throw await refuse(response);
    const limits = {
      onBytes: heard,
      onOpening: (text: string) => {
        opening += text;
      },
      onEnd,
      failWith: (cause: unknown) => fail(failure ?? lostConnection(subject, cause)),
      failTooLarge: () => fail(replyTooLarge(subject, maxReplyBytes)),
    };
    if (options.whole === true) {
      const text = await readWhole(response.body, limits);
      const type = response.headers.get("content-type");
      return new Response(text, { ...(type === null ? {} : { headers: { "content-type": type } }) });
    }
    const body = watchBody(response.body, {
      left: init?.signal ?? null,
      isStream: /^text\/event-stream\b/i.test(response.headers.get("content-type") ?? ""),
      ...limits,
      onAbandoned: () => connection?.cut(),
      failure: () => failure,
    });
    leave = body.leave;
    return new Response(body.stream, { status: response.status, headers: response.headers });
  };

  /** The status is the failure; a connection whose answer was read to its end is good for the next call. */
  async function refuse(response: Response): Promise<LatheError> {
    const { text: body, isWhole } = await readErrorBody(response);
    const retryAfterMs = readRetryAfter(response.headers.get("retry-after"), options.now());
    if (isWhole) connection?.keep();
    return fail(failure ?? statusError(subject, { status: response.status, body, retryAfterMs }));
  }

  return {
    fetch: send,
    failure: () => failure,
    fail,
    opening: () => opening,
    close() {
      clearTimeout(idleTimer);
      clearTimeout(totalTimer);
      options.signal.removeEventListener("abort", onCancel);
      void leave();
    },
  };
}

/** Once an answer has begun, a lost connection is a broken answer and not an unreachable provider. */
function lostConnection(subject: CallSubject, cause: unknown): LatheError {
  const error = connectionError(subject, cause);
  return lostCodes.has(error.code) ? lostReply(subject, cause) : error;
}

const lostCodes = new Set(
  [
    "connection-cut",
    "connection-closed",
    "connect-timeout",
    "unreachable",
    "not-http",
    "no-route",
    "tls",
  ].map((reason) => `providers.${reason}`),
);

function headersFor(key: string | null, hasBody: boolean): Record<string, string> {
  return {
    accept: hasBody ? "text/event-stream, application/json" : "application/json",
    "user-agent": "Lathe",
    ...(hasBody ? { "content-type": "application/json" } : {}),
    ...(key === null ? {} : { authorization: `Bearer ${key}` }),
  };
}

/** The whole answer as JSON; anything else is one of the errors of a strange reply. */
export async function readJson(response: Response, subject: CallSubject): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw strangeReply(subject, text, cause);
  }
}
