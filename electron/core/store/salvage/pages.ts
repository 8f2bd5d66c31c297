import { isPageSize, type LogFrames } from "./log-frames.ts";
import type { ReadableFile } from "./readable-file.ts";

/** The pages of a damaged database: those of its log where it has any, otherwise those of the file. */
export interface Pages {
  pageSize: number;
  /** Bytes of a page that hold something. */
  usable: number;
  /** Those that are there, in order. */
  numbers(): Iterable<number>;
  howMany: number;
  /** Filled up with zeros where the file was cut; null where there is no such page. */
  read(number: number): Buffer | null;
  /** There were more pages once. */
  isCut: boolean;
  /** Pages whose rows were deleted; null where the header that leads to them cannot be read. */
  free: Set<number> | null;
  /** How many pages the last commit left; what lies behind is from before. Infinity: nothing tells. */
  committed: number;
}

export interface Geometry {
  pageSize: number;
  /** Bytes at the end of each page that SQLite does not use. */
  reserved: number;
}

const magic = Buffer.from("SQLite format 3\0", "latin1");

/** What every workspace has, should its header not tell. */
export const usualGeometry: Geometry = { pageSize: 4_096, reserved: 0 };

/** As the first page says; null where its header cannot be one. */
export function geometryOf(firstPage: Buffer): Geometry | null {
  if (firstPage.length < 100 || !firstPage.subarray(0, 16).equals(magic)) return null;
  const stored = firstPage.readUInt16BE(16);
  const pageSize = stored === 1 ? 65_536 : stored;
  const reserved = firstPage.readUInt8(20);
  return isPageSize(pageSize) && pageSize - reserved >= 480 ? { pageSize, reserved } : null;
}

/** Whose database the header of the first page says that it is; null without a header. */
export function applicationOf(pages: Pages): number | null {
  const first = pages.read(1);
  return first !== null && geometryOf(first) !== null ? first.readUInt32BE(68) : null;
}

export function openPages(
  file: ReadableFile,
  log: LogFrames | null,
  logFile: ReadableFile,
  geometry: Geometry,
): Pages {
  const { pageSize, reserved } = geometry;
  const frames = log?.pageSize === pageSize ? log.pages : new Map<number, number>();
  const inFile = Math.ceil(file.size / pageSize);
  const beyond = [...frames.keys()].filter((number) => number > inFile).sort((one, other) => one - other);

  function read(number: number): Buffer | null {
    const frame = frames.get(number);
    if (frame !== undefined) return logFile.read(frame, pageSize);
    if (!Number.isSafeInteger(number) || number < 1 || number > inFile) return null;
    const page = file.read((number - 1) * pageSize, pageSize);
    return page.length === pageSize ? page : Buffer.concat([page], pageSize);
  }

  const first = read(1);
  const header = first !== null && geometryOf(first) !== null ? first : null;
  const committed = frames.size > 0 ? (log?.databasePages ?? 0) : header === null ? 0 : sizeIn(header);
  const pages: Omit<Pages, "free"> = {
    pageSize,
    usable: pageSize - reserved,
    *numbers() {
      for (let number = 1; number <= inFile; number += 1) yield number;
      yield* beyond;
    },
    howMany: inFile + beyond.length,
    read,
    isCut: file.size % pageSize !== 0 || committed - inFile > beyond.length,
    committed: committed === 0 ? Number.POSITIVE_INFINITY : committed,
  };
  return { ...pages, free: header === null ? null : freePages(pages, header) };
}

/** The number of pages in the header is true only where two counters beside it agree. */
const sizeIn = (header: Buffer): number =>
  header.readUInt32BE(24) === header.readUInt32BE(92) ? header.readUInt32BE(28) : 0;

function freePages(pages: Omit<Pages, "free">, header: Buffer): Set<number> {
  const free = new Set<number>();
  for (let trunk = header.readUInt32BE(32); trunk !== 0 && !free.has(trunk); ) {
    const page = pages.read(trunk);
    if (page === null) break;
    free.add(trunk);
    // No more than there are: the list of a hostile file may name the same billion pages again and again.
    for (const leaf of leavesOfTrunk(page, pages.usable) ?? []) if (leaf <= pages.howMany) free.add(leaf);
    trunk = page.readUInt32BE(0);
  }
  return free;
}

/** The free pages that a page of the free list names; null where it cannot be one. */
export function leavesOfTrunk(page: Buffer, usable: number): number[] | null {
  const howMany = page.readUInt32BE(4);
  if (howMany > usable / 4 - 2) return null;
  return Array.from({ length: howMany }, (_, place) => page.readUInt32BE(8 + place * 4));
}
