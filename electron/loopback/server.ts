import { createReadStream } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { listPageFiles, type PageFile } from "#core/page-files.ts";
import { securityHeaders } from "#core/page-policy.ts";
import type { Log } from "#core/ports.ts";
import type { Router } from "#core/router.ts";
import { LatheError } from "#shared/contract/errors.ts";
import { createAccess } from "./access.ts";
import { answerCall, refuseCall } from "./answer-call.ts";
import { type Notice, noticePage } from "./notice-pages.ts";
import { refuseForeign } from "./request-guard.ts";

export interface LoopbackOptions {
  workbench: Router;
  /** The built page, `out/renderer`. */
  rendererFolder: string;
  /** Absent or 0: one that is free. */
  port?: number;
  log: Log;
  patience?: Patience;
}

/** How long a sender may take, in milliseconds, before its connection is cut. */
export interface Patience {
  headersMs: number;
  requestMs: number;
}

/** A sender that is slow on purpose holds one of the connections that the person's own page needs. */
export const usualPatience: Patience = { headersMs: 10_000, requestMs: 60_000 };
export const maxConnections = 100;

export interface Loopback {
  /** The address to open in a browser. It signs that browser in and works once. */
  readonly url: string;
  /** `http://127.0.0.1:port`. */
  readonly origin: string;
  /** Another address like `url`. */
  newUrl(): string;
  /** Cancels all calls, closes all connections and frees the port. */
  close(): Promise<void>;
}

const bindAddress = "127.0.0.1";
const startPath = "/start";
const operationPath = /^\/api\/([a-z-]{1,50}\.[a-z-]{1,50})$/;

/** Serves the workbench to a browser of this machine. Throws `host.port-taken` and `host.page-missing`. */
export async function startLoopback(options: LoopbackOptions): Promise<Loopback> {
  const files = listPageFiles(options.rendererFolder);
  const closing = new AbortController();
  const patience = options.patience ?? usualPatience;
  let port = 0;
  const access = createAccess(() => port);

  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      connectionsCheckingInterval: patience.headersMs / 5,
      keepAliveTimeout: 65_000,
      // A missing Host is refused below like a wrong one.
      requireHostHeader: false,
    },
    (request, response) => {
      for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
      serve(request, response).catch((error: unknown) => {
        options.log("error", `A request could not be answered: ${String(error)}`);
        response.destroy();
      });
    },
  );
  server.maxConnections = maxConnections;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const foreign = refuseForeign(request, port);
    const { pathname, searchParams } = splitUrl(request.url ?? "");
    const isCall = pathname.startsWith("/api/");
    if (foreign !== null) {
      if (isCall || foreign === 421) refuseCall(request, response, foreign);
      else sendNotice(response, foreign, "foreign");
      return;
    }
    if (isCall) {
      const operation = operationPath.exec(pathname)?.[1];
      if (!access.isSignedIn(request)) refuseCall(request, response, 401);
      else if (operation === undefined) refuseCall(request, response, 404);
      else if (request.method !== "POST") refuseCall(request, response, 405);
      else {
        const call = { operation, router: options.workbench, log: options.log, closing: closing.signal };
        await answerCall(request, response, call);
      }
      return;
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { allow: "GET, HEAD" }).end();
    } else if (pathname === startPath) {
      signIn(request, response, searchParams.get("token") ?? "");
    } else if (!access.isSignedIn(request)) {
      sendNotice(response, 401, "signed-out");
    } else {
      sendFile(request, response, files.find(pathname));
    }
  }

  function signIn(request: IncomingMessage, response: ServerResponse, token: string): void {
    // HEAD is how link previews look at an address; it must not use it up.
    const isFresh = request.method === "GET" && access.redeem(token);
    if (isFresh || access.isSignedIn(request)) {
      const cookie = isFresh ? { "set-cookie": access.cookie() } : {};
      response.writeHead(303, { location: "/", "cache-control": "no-store", ...cookie }).end();
    } else {
      sendNotice(response, 401, "address-used");
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(error, options.port)));
    server.listen({ host: bindAddress, port: options.port ?? 0, exclusive: true }, resolve);
  });
  port = (server.address() as AddressInfo).port;
  const origin = `http://${bindAddress}:${port}`;
  const newUrl = () => `${origin}${startPath}?token=${access.mintStartToken()}`;

  return {
    url: newUrl(),
    origin,
    newUrl,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        closing.abort();
        // One turn later, so that the calls just cancelled can still say so.
        setImmediate(() => server.closeAllConnections());
      }),
  };
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: PageFile | null): void {
  if (file === null) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("Not found");
    return;
  }
  response.writeHead(200, { "content-type": file.contentType, "cache-control": file.cacheControl });
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  const content = createReadStream(file.path);
  content.once("error", () => response.destroy());
  response.once("close", () => content.destroy());
  content.pipe(response);
}

function sendNotice(response: ServerResponse, status: number, notice: Notice): void {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(noticePage(notice));
}

/** By hand: `new URL` would resolve `..` and back-slashes before anybody has looked at them. */
function splitUrl(url: string): { pathname: string; searchParams: URLSearchParams } {
  const at = url.indexOf("?");
  return at < 0
    ? { pathname: url, searchParams: new URLSearchParams() }
    : { pathname: url.slice(0, at), searchParams: new URLSearchParams(url.slice(at)) };
}

function cannotListen(error: NodeJS.ErrnoException, port = 0): LatheError {
  const isTaken = error.code === "EADDRINUSE";
  return new LatheError(
    {
      code: isTaken ? "host.port-taken" : "host.port-refused",
      message: isTaken
        ? `Port ${port} is in use. Choose another one, or leave it out and Lathe takes a free one.`
        : `Lathe cannot listen on port ${port}: ${error.message}.`,
      details: { port },
    },
    { cause: error },
  );
}
