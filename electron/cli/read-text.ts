import { readFile } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { badInput } from "./exit-codes.ts";

/** The text of a file, or of stdin for `-`. Invalid UTF-8 is refused with the byte, not replaced in silence. */
export async function readText(file: string, signal: AbortSignal): Promise<string> {
  return file === "-"
    ? decode(await readStdin(signal), "stdin")
    : decode(await readFile(file, { signal }).catch(cannotRead(file)), file);
}

async function readStdin(signal: AbortSignal): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of addAbortSignal(signal, process.stdin)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function decode(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    let good = 0;
    let bad = bytes.length;
    while (bad - good > 1) {
      const middle = (good + bad) >> 1;
      if (isUtf8(bytes.subarray(0, middle))) good = middle;
      else bad = middle;
    }
    throw badInput(`${file} is not UTF-8 text: byte ${good + 1} does not fit. Save it as UTF-8.`);
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const cannotRead = (file: string) => (error: NodeJS.ErrnoException) => {
  throw badInput(
    error.code === "ENOENT" ? `There is no file ${file}.` : `${file} cannot be read: ${error.message}`,
  );
};
