import { readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { LatheError } from "#shared/contract/errors.ts";

export interface PageFile {
  /** Absolute path on disk. */
  path: string;
  contentType: string;
  cacheControl: string;
}

/** The files of the built page. */
export interface PageFiles {
  /** The file for the path of a request as it stands in the URL, or null. */
  find(urlPath: string): PageFile | null;
}

const contentTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
};

/**
 * Lists the built page once. A request only ever picks from this list, so no path of a request, however it is written,
 * reaches the file system. Source maps and unknown kinds of file are left out.
 */
export function listPageFiles(folder: string): PageFiles {
  const files = new Map<string, PageFile>();
  const visit = (inside: string, urlPrefix: string): void => {
    for (const entry of readdirSync(inside, { withFileTypes: true })) {
      const path = join(inside, entry.name);
      if (entry.isDirectory()) visit(path, `${urlPrefix}${encodeURIComponent(entry.name)}/`);
      const contentType = contentTypes[extname(entry.name)];
      if (!entry.isFile() || contentType === undefined) continue;
      files.set(`${urlPrefix}${encodeURIComponent(entry.name)}`, {
        path,
        contentType,
        // The build puts a content hash into every name under assets/; a kept copy can never be stale.
        cacheControl: urlPrefix === "/assets/" ? "public, max-age=31536000, immutable" : "no-cache",
      });
    }
  };
  try {
    visit(folder, "/");
  } catch (cause) {
    throw pageMissing(folder, cause);
  }
  const index = files.get("/index.html");
  if (index === undefined) throw pageMissing(folder);
  files.set("/", index);
  return { find: (urlPath) => files.get(urlPath) ?? null };
}

const pageMissing = (folder: string, cause?: unknown): LatheError =>
  new LatheError(
    {
      code: "host.page-missing",
      message: `The built page was not found in ${folder}. Build it first: npm run build.`,
    },
    { cause },
  );
