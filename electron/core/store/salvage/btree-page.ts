import type { Pages } from "./pages.ts";
import { type PartialRecord, type RecordHead, readHead, readValues, readVarint } from "./record.ts";

/** A page of a b-tree (https://sqlite.org/fileformat2.html#b_tree_pages). */
export interface TreePage {
  isTable: boolean;
  isLeaf: boolean;
  bytes: Buffer;
  /** Where its cells begin; those that point outside the page are left out, and make it faulty. */
  cells: number[];
  /** Of an inner page: the pages under it, in order. */
  children: number[];
  isFaulty: boolean;
}

const kinds: Record<number, { isTable: boolean; isLeaf: boolean }> = {
  2: { isTable: false, isLeaf: false },
  5: { isTable: true, isLeaf: false },
  10: { isTable: false, isLeaf: true },
  13: { isTable: true, isLeaf: true },
};

/** null where it is no page of a tree. */
export function readTreePage(pages: Pages, number: number): TreePage | null {
  const bytes = pages.read(number);
  if (bytes === null) return null;
  // The first page begins with the header of the file.
  const start = number === 1 ? 100 : 0;
  const kind = kinds[bytes.readUInt8(start)];
  if (kind === undefined) return null;
  const claimed = bytes.readUInt16BE(start + 3);
  const pointersAt = start + (kind.isLeaf ? 8 : 12);
  const howMany = Math.min(claimed, Math.floor((pages.usable - pointersAt) / 6));
  const cells: number[] = [];
  for (let place = 0; place < howMany; place += 1) {
    const at = bytes.readUInt16BE(pointersAt + place * 2);
    if (at >= pointersAt + howMany * 2 && at <= pages.usable - 4) cells.push(at);
  }
  const children = kind.isLeaf
    ? []
    : [...cells.map((at) => bytes.readUInt32BE(at)), bytes.readUInt32BE(start + 8)];
  return { ...kind, bytes, cells, children, isFaulty: cells.length !== claimed };
}

/** A record as far as its page holds it; the rest is in `overflow`. */
export interface Cell {
  /** NaN in an index. */
  rowid: number;
  size: number;
  local: Buffer;
  /** The first page of the rest, or 0. */
  overflow: number;
  head: RecordHead;
  /** Of a record that goes on elsewhere, the values after those that are here are undefined. */
  values: PartialRecord;
}

/** null where no record can be there. */
export function readCell(pages: Pages, page: TreePage, at: number): Cell | null {
  const { bytes } = page;
  const payload = readVarint(bytes, page.isTable || page.isLeaf ? at : at + 4);
  const rowid = page.isTable ? readVarint(bytes, payload.next) : { value: Number.NaN, next: payload.next };
  const size = payload.value;
  if (!(size >= 2 && size <= mostBytes) || (page.isTable && Number.isNaN(rowid.value))) return null;
  const kept = localBytes(pages.usable, size, page.isTable);
  const end = rowid.next + kept;
  if (end + (kept < size ? 4 : 0) > pages.usable) return null;
  const local = bytes.subarray(rowid.next, end);
  const head = readHead(local, size);
  const values = head === null ? null : readValues(local, head);
  if (head === null || values === null) return null;
  return {
    rowid: rowid.value,
    size,
    local,
    overflow: kept < size ? bytes.readUInt32BE(end) : 0,
    head,
    values,
  };
}

/** More than a row of Lathe can have; a damaged length must not be believed. */
const mostBytes = 256 * 1024 * 1024;

function localBytes(usable: number, size: number, isTable: boolean): number {
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (size <= most) return size;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const kept = least + ((size - least) % (usable - 4));
  return kept <= most ? kept : least;
}

/** Where records go on, and how much reading is left: a hostile file could lead round for hours. */
export interface OverflowTrail {
  used: Set<number>;
  pagesLeft: number;
}

export const startTrail = (pages: Pages): OverflowTrail => ({
  used: new Set(),
  pagesLeft: pages.howMany * 8 + 1_000,
});

/** All values of a cell; null where the pages that it goes on in are lost. */
export function readWhole(pages: Pages, cell: Cell, trail: OverflowTrail): PartialRecord | null {
  if (cell.local.length === cell.size) return cell.values;
  const perPage = pages.usable - 4;
  const needed = Math.ceil((cell.size - cell.local.length) / perPage);
  if (needed > pages.howMany) return null;
  const parts = [cell.local];
  const visited = new Set<number>();
  let left = cell.size - cell.local.length;
  for (let number = cell.overflow; left > 0; ) {
    const page = visited.has(number) || trail.pagesLeft <= 0 ? null : pages.read(number);
    if (page === null) return null;
    visited.add(number);
    trail.pagesLeft -= 1;
    parts.push(page.subarray(4, 4 + Math.min(left, perPage)));
    left -= perPage;
    number = page.readUInt32BE(0);
  }
  for (const number of visited) trail.used.add(number);
  return readValues(Buffer.concat(parts), cell.head);
}
