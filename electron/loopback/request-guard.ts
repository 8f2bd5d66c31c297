import type { IncomingMessage } from "node:http";

/** Why a request is turned away before anything is looked at: the HTTP status. */
export type Refusal = 403 | 421;

/**
 * 421: the request was meant for another name than ours, which is how a web page reaches a local server by pointing its
 * own domain at 127.0.0.1. 403: a page of another origin sent it.
 */
export function refuseForeign(request: IncomingMessage, port: number): Refusal | null {
  const host = soleHeader(request, "host");
  const isOurs = host === `127.0.0.1:${port}` || host === `localhost:${port}`;
  if (!isOurs || !request.url?.startsWith("/")) return 421;

  if (request.headers.origin !== undefined && request.headers.origin !== `http://${host}`) return 403;
  const site = request.headers["sec-fetch-site"];
  // "none" is the person's own doing: an address typed or opened from a terminal.
  return site === undefined || site === "same-origin" || site === "none" ? null : 403;
}

/** The header's value where it was sent exactly once. Node keeps the first of two, another reader may keep the last. */
function soleHeader(request: IncomingMessage, name: string): string | null {
  const values = request.rawHeaders.filter(
    (_, at, all) => at % 2 === 1 && all[at - 1]?.toLowerCase() === name,
  );
  return values.length === 1 ? (values[0] ?? null) : null;
}
