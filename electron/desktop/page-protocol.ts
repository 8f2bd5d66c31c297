import { readFile } from "node:fs/promises";
import type { CustomScheme, Protocol } from "electron";
import type { PageFile, PageFiles } from "#core/page-files.ts";
import { pageOrigin, pageScheme, securityHeaders } from "#core/page-policy.ts";
import type { Log } from "#core/ports.ts";

/** To be registered before the app is ready; a standard, secure scheme is an origin of its own, which `file://` is not. */
export const pageSchemes: CustomScheme[] = [
  {
    scheme: pageScheme,
    privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
  },
];

/** Answers `app://lathe/…` with the files of the built page, and nothing else. */
export function servePage(protocol: Pick<Protocol, "handle">, files: PageFiles, log: Log): void {
  protocol.handle(pageScheme, (request) => answerPage(request, files, log));
}

export async function answerPage(
  request: { method: string; url: string },
  files: PageFiles,
  log: Log,
): Promise<Response> {
  const { origin, pathname } = splitPageUrl(request.url);
  const file = origin === pageOrigin && request.method === "GET" ? files.find(pathname) : null;
  if (file === null) return refuse(404, "Not found");
  try {
    return await answerFile(file);
  } catch (error) {
    // What Electron would answer to a rejection carries no policy.
    log("error", `A file of the page could not be read: ${error}`);
    return refuse(500, "This file of the page could not be read.");
  }
}

async function answerFile({ path, contentType, cacheControl }: PageFile): Promise<Response> {
  const bytes = new Uint8Array(await readFile(path));
  const headers = { ...securityHeaders, "content-type": contentType, "cache-control": cacheControl };
  return new Response(bytes, { headers });
}

function refuse(status: number, text: string): Response {
  const headers = { ...securityHeaders, "content-type": "text/plain; charset=utf-8" };
  return new Response(text, { status, headers });
}

/** `new URL` gives custom schemes the origin "null", so the two parts are told apart by hand. */
function splitPageUrl(url: string): { origin: string; pathname: string } {
  const found = /^(app:\/\/[^/?#]*)([^?#]*)/.exec(url);
  return { origin: found?.[1] ?? "", pathname: found?.[2] ?? "" };
}
