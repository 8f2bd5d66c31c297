import type { ReadableFile } from "./readable-file.ts";

/**
 * What a write-ahead log holds (https://sqlite.org/fileformat2.html#the_write_ahead_log). Each frame's checksum goes on
 * from the one before it, which stands in that frame; so one damaged frame does not take the later ones with it.
 */
export interface LogFrames {
  pageSize: number;
  /** Where in the file the newest committed form of each page is. */
  pages: Map<number, number>;
  /** Of the last commit, in pages. */
  databasePages: number;
  /** Frames before the last commit that cannot be read. */
  damaged: number;
}

const headerBytes = 32;
const frameHeaderBytes = 24;
const littleEndian = 0x377f0682;
const bigEndian = 0x377f0683;

/** null: there is no log, or nothing in it can be read. */
export function readLog(file: ReadableFile, usualPageSize: number): LogFrames | null {
  const header = file.read(0, headerBytes);
  if (header.length < headerBytes) return null;
  const magic = header.readUInt32BE(0);
  const isSound =
    (magic === littleEndian || magic === bigEndian) &&
    sameSum(checksum(magic === littleEndian, [0, 0], header.subarray(0, 24)), header, 24);
  if (isSound) {
    const salts = header.subarray(16, 24);
    return collect(file, header.readUInt32BE(8), magic === littleEndian, { salts, start: sumAt(header, 24) });
  }
  // The header is lost: the salts are those of the first frame that follows from the one before it.
  const attempts = [true, false].map((little) => collect(file, usualPageSize, little, null));
  return attempts.find((log) => log !== null && log.pages.size > 0) ?? null;
}

type Sum = [number, number];

function collect(
  file: ReadableFile,
  pageSize: number,
  little: boolean,
  known: { salts: Buffer; start: Sum } | null,
): LogFrames | null {
  if (!isPageSize(pageSize)) return null;
  const frameBytes = frameHeaderBytes + pageSize;
  const sound: { page: number; at: number; index: number }[] = [];
  let salts = known?.salts ?? null;
  let before: Sum | null = known?.start ?? null;
  let lastCommit = -1;
  let databasePages = 0;
  const howMany = Math.floor((file.size - headerBytes) / frameBytes);
  for (let index = 0; index < howMany; index += 1) {
    const at = headerBytes + index * frameBytes;
    const frame = file.read(at, frameBytes);
    if (frame.length < frameBytes) break;
    const isOfThisLog = salts === null || salts.equals(frame.subarray(8, 16));
    const follows =
      before !== null &&
      isOfThisLog &&
      sameSum(
        checksum(little, checksum(little, before, frame.subarray(0, 8)), frame.subarray(frameHeaderBytes)),
        frame,
        16,
      );
    before = sumAt(frame, 16);
    if (!follows) continue;
    salts ??= Buffer.from(frame.subarray(8, 16));
    const page = frame.readUInt32BE(0);
    if (page > 0) sound.push({ page, at: at + frameHeaderBytes, index });
    const committed = frame.readUInt32BE(4);
    if (committed > 0) [lastCommit, databasePages] = [index, committed];
  }
  const kept = sound.filter(({ index }) => index <= lastCommit);
  return {
    pageSize,
    pages: new Map(kept.map(({ page, at }) => [page, at])),
    databasePages,
    damaged: lastCommit + 1 - kept.length,
  };
}

export const isPageSize = (size: number): boolean =>
  size >= 512 && size <= 65_536 && (size & (size - 1)) === 0;

const sumAt = (buffer: Buffer, at: number): Sum => [buffer.readUInt32BE(at), buffer.readUInt32BE(at + 4)];

const sameSum = ([first, second]: Sum, buffer: Buffer, at: number): boolean =>
  first === buffer.readUInt32BE(at) && second === buffer.readUInt32BE(at + 4);

function checksum(little: boolean, [first, second]: Sum, bytes: Buffer): Sum {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let one = first;
  let two = second;
  for (let at = 0; at < bytes.length; at += 8) {
    one = (one + view.getUint32(at, little) + two) >>> 0;
    two = (two + view.getUint32(at + 4, little) + one) >>> 0;
  }
  return [one, two];
}
