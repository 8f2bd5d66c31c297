import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import {
  type FakeReply,
  type Fault,
  type RequestBody,
  sendError,
  sendJson,
  sendReply,
} from "./fake-openai-answers.ts";

export { type FakeReply, type Fault, faults } from "./fake-openai-answers.ts";

export interface FakeRequest {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: RequestBody;
}

/** An OpenAI-compatible server on 127.0.0.1, with every fault that a real one has been seen to have. */
export interface FakeOpenAi {
  /** Ends in `/v1`. */
  baseUrl: string;
  requests: FakeRequest[];
  /** The next calls are answered with these, in order; then with the default reply. */
  script(...replies: FakeReply[]): void;
  /** Connections on which an answer is still owed. */
  pending(): number;
  /** How many connections were ever made. */
  connections(): number;
  /** Connections that are open now, also those on which nothing was asked yet. */
  sockets(): number;
  /** Resolves as soon as so many connections are open. */
  untilSockets(count: number): Promise<void>;
  /** Resolves when `count` calls are under way: started, or (0) all ended or hung up. */
  untilPending(count: number): Promise<void>;
  close(): Promise<void>;
}

export interface FakeOptions {
  /** Where set, another bearer key is answered with 401. */
  key?: string;
  models?: string[];
  /** What is answered when nothing is scripted. */
  reply?: (body: RequestBody) => FakeReply;
  /** Between the pieces of `fault-slow`. */
  slowMs?: number;
  port?: number;
  /** Speaks https with this certificate. */
  secure?: { key: string; cert: string };
}

const defaultReply = (): FakeReply => ({ text: "Hello from the fake model." });

export async function startFakeOpenAi(options: FakeOptions = {}): Promise<FakeOpenAi> {
  const requests: FakeRequest[] = [];
  const scripted: FakeReply[] = [];
  const failedOnce = new Set<string>();
  const pending = new Set<Socket>();
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const look of watchers) look();
  };

  const listener: RequestListener = async (request, response) => {
    const { socket } = request;
    pending.add(socket);
    changed();
    response.once("close", () => {
      pending.delete(socket);
      changed();
    });
    try {
      const body = await readBody(request);
      const path = request.url ?? "";
      requests.push({ method: request.method ?? "", path, headers: request.headers, body });
      await answer(request, response, path, body);
    } catch {
      socket.destroy();
    }
  };
  const server = options.secure ? createSecureServer(options.secure, listener) : createServer(listener);

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    body: RequestBody,
  ): Promise<void> {
    if (options.key !== undefined && request.headers.authorization !== `Bearer ${options.key}`) {
      sendError(
        response,
        401,
        `Incorrect API key provided: ${request.headers.authorization ?? "none"}.`,
        "invalid_api_key",
      );
      return;
    }
    if (request.method === "GET" && path === "/v1/models") {
      const models = options.models ?? ["fake-large", "fake-small"];
      sendJson(response, 200, { object: "list", data: models.map((id) => ({ id, object: "model" })) });
      return;
    }
    if (request.method !== "POST" || path !== "/v1/chat/completions") {
      sendError(response, 404, `Unknown request URL: ${request.method} ${path}.`, "unknown_url");
      return;
    }
    const reply: FakeReply = { ...(scripted.shift() ?? (options.reply ?? defaultReply)(body)) };
    const model = String(body?.model ?? "");
    const named = model.startsWith("fault-") ? (model.slice("fault-".length) as Fault) : undefined;
    let fault = reply.fault ?? named;
    if (fault?.endsWith("-then-ok")) {
      const seen = failedOnce.has(`${model}/${fault}`);
      failedOnce.add(`${model}/${fault}`);
      fault = seen ? undefined : (fault.slice(0, -"-then-ok".length) as Fault);
    }
    await sendReply(request, response, body, reply, fault, options.slowMs ?? 20);
  }

  let connections = 0;
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once("close", () => {
      sockets.delete(socket);
      changed();
    });
    changed();
  });
  const until = (count: number, now: () => number): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (now() !== count) return;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      look();
    });
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    // A certificate names a host, and no address.
    baseUrl: options.secure ? `https://localhost:${port}/v1` : `http://127.0.0.1:${port}/v1`,
    requests,
    script: (...replies) => void scripted.push(...replies),
    pending: () => pending.size,
    connections: () => connections,
    sockets: () => sockets.size,
    untilPending: (count) => until(count, () => pending.size),
    untilSockets: (count) => until(count, () => sockets.size),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? null : JSON.parse(text);
}
