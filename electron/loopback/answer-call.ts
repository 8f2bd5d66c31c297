import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "#core/ports.ts";
import type { Router } from "#core/router.ts";
import type { ErrorData } from "#shared/contract/errors.ts";
import type { Frame } from "#shared/contract/wire.ts";
import { readJsonBody } from "./request-body.ts";

/** Frames as lines of JSON. JSON text never holds a raw line break, so a line is a frame. */
const frameType = "application/x-ndjson; charset=utf-8";

const refusals: Record<number, ErrorData> = {
  400: { code: "host.bad-input", message: "The request is not valid JSON in UTF-8.", retryable: false },
  401: {
    code: "host.unauthorised",
    message: "This page is not signed in. Open the address that Lathe printed in your terminal.",
    retryable: false,
  },
  403: { code: "host.unauthorised", message: "Another page sent this request.", retryable: false },
  404: { code: "host.unknown-operation", message: "There is no such operation.", retryable: false },
  405: { code: "host.bad-input", message: "Operations are called with POST.", retryable: false },
  413: {
    code: "host.too-large",
    message: "This is more than 10 MB, the most that can be sent at once. Make it smaller or split it.",
    retryable: false,
  },
  415: {
    code: "host.bad-input",
    message: "The request must be application/json, not compressed.",
    retryable: false,
  },
  421: {
    code: "host.unauthorised",
    message: "This server is 127.0.0.1 and has no other name.",
    retryable: false,
  },
};

/** Answers with one failed frame, so that a caller reads a refusal like any other error. */
export function refuseCall(request: IncomingMessage, response: ServerResponse, status: number): void {
  const error = refusals[status] ?? internal;
  response.writeHead(status, { "content-type": frameType, ...(status === 405 ? { allow: "POST" } : {}) });
  response.end(toLine({ kind: "failed", error }));
  discardRest(request, response);
}

/** Runs the operation and streams its frames. The caller closing the connection aborts the handler. */
export async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  call: { operation: string; router: Router; log: Log; closing: AbortSignal },
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const signal = AbortSignal.any([gone.signal, call.closing]);
  try {
    const body = await readJsonBody(request);
    if (!body.ok) {
      refuseCall(request, response, body.status);
      return;
    }
    response.writeHead(200, { "content-type": frameType, "cache-control": "no-store" });
    response.flushHeaders();
    for await (const frame of call.router.open({ operation: call.operation, input: body.input }, signal)) {
      // Waiting here is what slows a handler down to the pace of a slow page.
      if (!response.write(toLine(frame))) await once(response, "drain", { signal: gone.signal });
    }
    response.end();
  } catch (error) {
    if (gone.signal.aborted || !response.headersSent) {
      response.destroy();
      return;
    }
    call.log("error", `${call.operation} could not be answered: ${String(error)}`);
    response.end(toLine({ kind: "failed", error: internal }));
  }
}

const toLine = (frame: Frame): string => `${JSON.stringify(frame)}\n`;

const internal: ErrorData = {
  code: "host.internal",
  message: "Lathe made a mistake of its own; nothing was changed. The log has the details.",
  retryable: false,
};

/** How long a refused sender may go on sending, in milliseconds: a connection cut at once would lose it the refusal. */
const patienceMs = 1_000;

function discardRest(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return;
  request.resume();
  const cut = setTimeout(() => request.destroy(), patienceMs);
  cut.unref();
  response.once("close", () => clearTimeout(cut));
}
