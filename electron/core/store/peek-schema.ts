import { closeSync, openSync, readSync } from "node:fs";

/** Offsets from https://sqlite.org/fileformat2.html, big endian. */
const schemaAt = 60;
const pageSizeAt = 16;
const log = { header: 32, salt: 16, frameHeader: 24, frameSalt: 8 };

/**
 * The highest schema that a database file or its log names, read from the bytes alone: even a reader through SQLite writes
 * beside the file. What stands in the log need not be valid any more, so the true one may be lower, and is never higher.
 */
export function peekSchema(file: string): number {
  const inFile = withBytes(file, (read) => {
    const header = read(0, 100);
    return {
      schema: header?.readUInt32BE(schemaAt) ?? 0,
      // 1 stands for 65536, which two bytes cannot hold.
      pageSize: header?.readUInt16BE(pageSizeAt) === 1 ? 65_536 : (header?.readUInt16BE(pageSizeAt) ?? 0),
    };
  });
  if (inFile === null) return 0;
  const inLog = withBytes(`${file}-wal`, (read) => highestInLog(read, inFile.pageSize));
  return Math.max(inFile.schema, inLog ?? 0);
}

type Read = (position: number, length: number) => Buffer | null;

function highestInLog(read: Read, pageSize: number): number {
  const salt = read(log.salt, 8);
  let highest = 0;
  for (let frame = log.header; salt !== null && pageSize > 0; frame += log.frameHeader + pageSize) {
    const start = read(frame, log.frameHeader + schemaAt + 4);
    // Beyond the newest frame stand those of an earlier round, with another salt.
    if (start === null || !start.subarray(log.frameSalt, log.frameSalt + 8).equals(salt)) break;
    const isFirstPage = start.readUInt32BE(0) === 1;
    if (isFirstPage) highest = Math.max(highest, start.readUInt32BE(log.frameHeader + schemaAt));
  }
  return highest;
}

/** null where there is no such file. */
function withBytes<T>(path: string, use: (read: Read) => T): T | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  try {
    return use((position, length) => {
      const bytes = Buffer.alloc(length);
      return readSync(descriptor, bytes, 0, length, position) === length ? bytes : null;
    });
  } finally {
    closeSync(descriptor);
  }
}
