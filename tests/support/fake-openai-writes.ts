import { once } from "node:events";
import type { ServerResponse } from "node:http";

/** A hundred megabytes, as fast as they are taken. */
export async function sendZeros(response: ServerResponse, type: string, start = ""): Promise<void> {
  if (!response.headersSent) response.writeHead(200, { "content-type": type });
  response.write(start);
  const megabyte = Buffer.alloc(1024 * 1024, "0");
  for (let count = 0; count < 100; count += 1) await write(response, megabyte);
  response.end();
}

export async function write(response: ServerResponse, bytes: string | Buffer): Promise<void> {
  if (response.destroyed) throw new Error("hung up");
  if (response.write(bytes)) return;
  // The one that loses takes its listeners along: a long answer would gather them.
  const settled = new AbortController();
  const { signal } = settled;
  await Promise.race([once(response, "drain", { signal }), once(response, "close", { signal })]).finally(() =>
    settled.abort(),
  );
}

export async function writeByByte(response: ServerResponse, bytes: string | Buffer): Promise<void> {
  for (const byte of Buffer.from(bytes)) {
    await write(response, Buffer.of(byte));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Byte by byte where it hurts: inside the word `data:` and inside every character of more than one byte. */
export async function writeSplit(send: (bytes: Buffer) => Promise<void>, text: string): Promise<void> {
  const bytes = Buffer.from(text, "utf8");
  const cuts = [2];
  for (let at = 3; at < bytes.length; at += 1) if (((bytes[at] ?? 0) & 0xc0) === 0x80) cuts.push(at);
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    await send(bytes.subarray(from, cut));
    await new Promise((resolve) => setImmediate(resolve));
    from = cut;
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
