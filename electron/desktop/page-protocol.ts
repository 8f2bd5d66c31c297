import { readFile } from "node:fs/promises";
import type { CustomScheme, Protocol } from "electron";
import type { PageFiles } from "#core/page-files.ts";
import { pageOrigin, pageScheme, securityHeaders } from "#core/page-policy.ts";

/** To be registered before the app is ready; a standard, secure scheme is an origin of its own, which `file://` is not. */
export const pageSchemes: CustomScheme[] = [
  {
    scheme: pageScheme,
    privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
  },
];

/** Answers `app://lathe/…` with the files of the built page, and nothing else. */
export function servePage(protocol: Pick<Protocol, "handle">, files: PageFiles): void {
  protocol.handle(pageScheme, (request) => answerPage(request, files));
}

export async function answerPage(
  request: { method: string; url: string },
  files: PageFiles,
): Promise<Response> {
  const { origin, pathname } = splitPageUrl(request.url);
  const file = origin === pageOrigin && request.method === "GET" ? files.find(pathname) : null;
  if (file === null) return new Response("Not found", { status: 404, headers: { ...securityHeaders } });
  const headers = {
    ...securityHeaders,
    "content-type": file.contentType,
    "cache-control": file.cacheControl,
  };
  return new Response(new Uint8Array(await readFile(file.path)), { headers });
}

/** `new URL` gives custom schemes the origin "null", so the two parts are told apart by hand. */
function splitPageUrl(url: string): { origin: string; pathname: string } {
  const found = /^(app:\/\/[^/?#]*)([^?#]*)/.exec(url);
  return { origin: found?.[1] ?? "", pathname: found?.[2] ?? "" };
}
