import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { finishOf, sendWhole, usageOf, wholeReply } from "./fake-openai-whole.ts";
import { pause, sendZeros, write, writeByByte, writeSplit } from "./fake-openai-writes.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look into a body as they like
export type RequestBody = any;

/** What a scripted call answers with. */
export interface FakeReply {
  text?: string;
  /** How the text is cut when it is streamed; absent: word by word. */
  pieces?: string[];
  toolCalls?: { id: string; name: string; arguments: string }[];
  finishReason?: string;
  /** null: none is sent. */
  usage?: Record<string, unknown> | null;
  fault?: Fault;
}

/** Each is also reached by asking for the model `fault-NAME`. Those named `-then-ok` fail once per server. */
export const faults = [
  "401",
  "403",
  "404",
  "400",
  "401-slow-body",
  "402",
  "408",
  "413",
  "quota",
  "redirect",
  "429",
  "429-retry-after",
  "429-date",
  "429-absurd",
  "429-then-ok",
  "500",
  "502",
  "503",
  "504",
  "529",
  "500-then-ok",
  "529-then-ok",
  "reset",
  "reset-then-ok",
  "hang",
  "idle",
  "pings",
  "slow",
  "drip",
  "drip-text",
  "with-pings",
  "drop",
  "not-http",
  "html",
  "empty",
  "garbage",
  "garbage-gzip",
  "gzip-bomb",
  "wrong-json",
  "huge",
  "huge-body",
  "huge-line",
  "truncated",
  "error-event",
  "no-usage",
  "negative-usage",
  "absurd-usage",
  "split-utf8",
  "crlf",
  "mixed-newlines",
  "no-done",
  "echo-key",
  "echo-key-in-header",
  "echo-key-in-reply",
] as const;
export type Fault = (typeof faults)[number];

export function sendJson(
  response: ServerResponse,
  status: number,
  json: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(json));
}

export function sendError(
  response: ServerResponse,
  status: number,
  message: string,
  code: string,
  headers: Record<string, string> = {},
): void {
  sendJson(response, status, { error: { message, type: "error", code } }, headers);
}

export async function sendReply(
  request: IncomingMessage,
  response: ServerResponse,
  body: RequestBody,
  reply: FakeReply,
  fault: Fault | undefined,
  slowMs: number,
): Promise<void> {
  switch (fault) {
    case "401":
      return sendError(response, 401, "Incorrect API key provided.", "invalid_api_key");
    case "403":
      return sendError(response, 403, "Your project may not use this model.", "forbidden");
    case "404":
      return sendError(response, 404, `The model ${body.model} does not exist.`, "model_not_found");
    case "400":
      return sendError(
        response,
        400,
        "This model's maximum context length is 8192 tokens.",
        "context_length_exceeded",
      );
    case "402":
      return sendError(response, 402, "Insufficient Balance", "insufficient_balance");
    case "413":
      return sendError(response, 413, "Too large.", "too_large");
    case "quota":
      return sendError(response, 429, "You exceeded your current quota.", "insufficient_quota");
    case "redirect":
      response.writeHead(307, { location: "http://127.0.0.1:9/steal" });
      response.end();
      return;
    case "429":
      return sendError(response, 429, "Rate limit reached.", "rate_limit_exceeded");
    case "401-slow-body":
      response.writeHead(401, { "content-type": "application/json" });
      response.write('{"error": {"message": "No such key."');
      return;
    case "429-date": {
      const headers = { "retry-after": new Date(Date.now() + 5_000).toUTCString() };
      return sendError(response, 429, "Rate limit reached.", "rate_limit_exceeded", headers);
    }
    case "429-absurd":
      return sendError(response, 429, "Rate limit reached.", "rate_limit_exceeded", {
        "retry-after": "9".repeat(40),
      });
    case "429-retry-after":
      return sendError(response, 429, "Rate limit reached.", "rate_limit_exceeded", { "retry-after": "7" });
    case "500":
    case "500-then-ok":
      return sendError(response, 500, "The server had an error.", "server_error");
    case "echo-key":
      return sendError(response, 400, `Bad header: ${request.headers.authorization}`, "bad_request");
    case "echo-key-in-header":
      return sendError(response, 429, "Slow down.", "rate_limit_exceeded", {
        "retry-after": String(request.headers.authorization),
        "x-your-key": String(request.headers.authorization),
      });
    case "not-http":
      request.socket.end("SSH-2.0-OpenSSH_9.9\r\n");
      return;
    case "gzip-bomb":
      response.writeHead(200, { "content-type": "text/event-stream", "content-encoding": "gzip" });
      // A hundred megabytes of nothing in a hundred kilobytes: packs may follow each other.
      response.end(Buffer.concat(Array(100).fill(gzipSync(Buffer.alloc(1024 * 1024, "\n")))));
      return;
    case "huge-body":
      return sendZeros(response, "application/json");
    case "huge-line":
      return sendZeros(response, "text/event-stream", "data: ");
    case "reset":
      request.socket.resetAndDestroy();
      return;
    case "hang":
      return;
    case "html":
      response.writeHead(200, { "content-type": "text/html" });
      response.end(
        "<!doctype html><title>Welcome</title><script>alert(1)</script><p>Log in to continue.</p>",
      );
      return;
    case "empty":
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end();
      return;
    case "wrong-json":
      return sendJson(response, 200, { hello: ["world"] });
    case "garbage-gzip":
      response.writeHead(200, { "content-type": "text/event-stream", "content-encoding": "gzip" });
      response.end(Buffer.concat([gzipSync("data: {}\n\n").subarray(0, 12), Buffer.from("not gzip at all")]));
      return;
    default:
  }
  if (fault !== undefined && /^\d+$/.test(fault)) {
    return sendError(response, Number(fault), "The server is overloaded.", "overloaded_error");
  }
  if (fault === "echo-key-in-reply" && body.stream !== true) {
    const key = String(request.headers.authorization).replace("Bearer ", "");
    const toolCalls = [{ id: key, name: "leak", arguments: JSON.stringify({ key }) }];
    return sendWhole(
      response,
      wholeReply(body, { text: `Your key is ${key}.`, toolCalls }, fault),
      fault,
      slowMs,
    );
  }
  if (fault === "echo-key-in-reply") {
    const key = String(request.headers.authorization).replace("Bearer ", "");
    const pieces = [`Your key is ${key.slice(0, 9)}`, key.slice(9), ", and again ", ...key, ". Bye."];
    const toolCalls = [{ id: key, name: "leak", arguments: JSON.stringify({ key }) }];
    await streamReply(response, body, { ...reply, pieces, toolCalls }, fault, slowMs);
    return;
  }
  if (body.stream !== true) return sendWhole(response, wholeReply(body, reply, fault), fault, slowMs);
  await streamReply(response, body, reply, fault, slowMs);
}

async function streamReply(
  response: ServerResponse,
  body: RequestBody,
  reply: FakeReply,
  fault: Fault | undefined,
  slowMs: number,
): Promise<void> {
  let lines = 0;
  /** Some endpoints mix them: a proxy adds lines of its own. */
  const newline = (): string => {
    lines += 1;
    return fault === "crlf" || (fault === "mixed-newlines" && lines % 2 === 0) ? "\r\n" : "\n";
  };
  const send = (bytes: string | Buffer): Promise<void> =>
    fault === "drip-text" ? writeByByte(response, bytes) : write(response, bytes);
  const event = (data: unknown): string => `data: ${JSON.stringify(data)}${newline()}${newline()}`;
  const chunk = (delta: unknown, finish: string | null = null): string =>
    event({
      id: "chatcmpl-fake",
      object: "chat.completion.chunk",
      model: body.model,
      choices: [{ index: 0, delta, finish_reason: finish }],
    });

  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  if (fault === "idle") return;
  if (fault === "pings") {
    while (!response.destroyed) {
      await send(`: ping${newline()}${newline()}`);
      await pause(slowMs);
    }
    return;
  }
  if (fault === "drip") {
    // Never a whole line: bytes come, and nothing that could be read.
    while (!response.destroyed) {
      await send("x");
      await pause(slowMs);
    }
    return;
  }
  if (fault === "garbage") {
    await send("data: {this is not JSON\n\nrandom \u0007 bytes\n\n");
    response.end();
    return;
  }
  if (fault === "huge") {
    const big = "x".repeat(1024 * 1024);
    for (let count = 0; count < 12; count += 1) await send(chunk({ content: big }));
    response.end();
    return;
  }

  await send(chunk({ role: "assistant", content: "" }));
  const pieces = reply.pieces ?? (reply.text ?? "").match(/\s*\S+\s*$|\s*\S+/g) ?? [];
  for (const [index, piece] of pieces.entries()) {
    if (fault === "drop" && index === Math.ceil(pieces.length / 2)) {
      // The text so far must have left before the connection breaks.
      await pause(slowMs);
      response.socket?.resetAndDestroy();
      return;
    }
    if (fault === "error-event" && index === 1) {
      await send(event({ error: { message: "The engine ran out of memory.", type: "server_error" } }));
      response.end();
      return;
    }
    if (fault === "truncated" && index === pieces.length - 1) break;
    if (fault === "split-utf8") await writeSplit(send, chunk({ content: piece }));
    else await send(chunk({ content: piece }));
    if (fault === "with-pings") await send(`: ping${newline()}${newline()}`);
    if (fault === "slow") await pause(slowMs);
  }
  if (fault === "truncated") {
    response.end();
    return;
  }
  for (const [index, call] of (reply.toolCalls ?? []).entries()) {
    const half = Math.ceil(call.arguments.length / 2);
    const start = { index, id: call.id, type: "function", function: { name: call.name, arguments: "" } };
    await send(chunk({ tool_calls: [start] }));
    for (const part of [call.arguments.slice(0, half), call.arguments.slice(half)]) {
      await send(chunk({ tool_calls: [{ index, function: { arguments: part } }] }));
    }
  }
  await send(chunk({}, finishOf(reply)));
  const usage = usageOf(reply, fault);
  if (usage !== null && body.stream_options?.include_usage === true) {
    await send(
      event({ id: "chatcmpl-fake", object: "chat.completion.chunk", model: body.model, choices: [], usage }),
    );
  }
  if (fault !== "no-done") await send(`data: [DONE]${newline()}${newline()}`);
  response.end();
}
