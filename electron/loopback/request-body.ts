import type { IncomingMessage } from "node:http";
import { maxRequestBytes } from "#shared/contract/wire.ts";

/** The JSON of a request, or the HTTP status that refuses it. */
export type BodyResult = { ok: true; input: unknown } | { ok: false; status: 400 | 413 | 415 };

export async function readJsonBody(request: IncomingMessage): Promise<BodyResult> {
  // A form or a plain-text post is what a foreign page can send without asking first.
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  const encoding = request.headers["content-encoding"]?.toLowerCase() ?? "identity";
  if (type !== "application/json" || encoding !== "identity") return { ok: false, status: 415 };
  if (Number(request.headers["content-length"] ?? 0) > maxRequestBytes) return { ok: false, status: 413 };

  const parts: Buffer[] = [];
  let size = 0;
  // Leaving the loop early must not destroy the connection: the refusal still has to travel over it.
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxRequestBytes) {
      parts.length = 0;
      return { ok: false, status: 413 };
    }
    parts.push(part);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts));
    return { ok: true, input: JSON.parse(text) };
  } catch {
    return { ok: false, status: 400 };
  }
}
