import { closeSync, openSync, readSync, statSync } from "node:fs";

/** A file that is only read, at any place; one that is not there is empty. */
export interface ReadableFile {
  size: number;
  /** Shorter than `length` where the file ends. */
  read(at: number, length: number): Buffer;
  close(): void;
}

export function openReadable(path: string): ReadableFile {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    return { size: 0, read: () => Buffer.alloc(0), close: () => {} };
  const descriptor = openSync(path, "r");
  return {
    size: statSync(path).size,
    read(at, length) {
      const buffer = Buffer.allocUnsafe(length);
      return buffer.subarray(0, readSync(descriptor, buffer, 0, length, at));
    },
    close: () => closeSync(descriptor),
  };
}
