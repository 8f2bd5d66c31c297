import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "#core/ports.ts";
import { internalError, type Router } from "#core/router.ts";
import type { ErrorData } from "#shared/contract/errors.ts";
import { type Frame, tooLarge } from "#shared/contract/wire.ts";
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
  413: tooLarge,
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
  const error = refusals[status] ?? internalError;
  response.writeHead(status, { "content-type": frameType, ...(status === 405 ? { allow: "POST" } : {}) });
  response.end(toLine({ kind: "failed", error }));
  discardRest(request);
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
    response.end(toLine({ kind: "failed", error: internalError }));
  }
}

const toLine = (frame: Frame): string => `${JSON.stringify(frame)}\n`;

/** How long a refused sender may go on sending, in milliseconds: a connection cut at once would lose it the refusal. */
const patienceMs = 1_000;
/** Read no faster than it is thrown away: a sender on this machine would fill the memory within that second. */
const maxDiscardedBytes = 16 * 1024 * 1024;

function discardRest(request: IncomingMessage): void {
  if (request.complete) return;
  const { socket } = request;
  const cut = setTimeout(() => socket.destroy(), patienceMs);
  cut.unref();
  // The response closes as soon as it is written, which says nothing of the sender.
  request.once("end", () => clearTimeout(cut));
  let discarded = 0;
  request.on("data", (part: Buffer) => {
    discarded += part.length;
    if (discarded > maxDiscardedBytes) request.pause();
  });
  request.resume();
}
