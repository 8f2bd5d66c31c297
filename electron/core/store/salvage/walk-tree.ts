import { type Cell, readCell, readTreePage, type TreePage } from "./btree-page.ts";
import type { Pages } from "./pages.ts";

export interface TreeWalk {
  /** Every page under the root was there, of the right kind and in order: no row can be missing. */
  isWhole: boolean;
  rows: number;
}

/** What is made of one cell of a tree: `false` where it is not what belongs there. */
export type TakeCell = (cell: Cell) => boolean;

/**
 * Goes through a tree from its root. A page that was visited before, in this tree or another, is not read again: damaged
 * trees go round in circles. Yields after each page.
 */
export function* walkTree(
  pages: Pages,
  root: number,
  visited: Set<number>,
  isTable: boolean,
  take: TakeCell,
): Generator<void, TreeWalk> {
  const walk: TreeWalk = { isWhole: true, rows: 0 };
  const ahead = [root];
  let lastRowid = Number.NEGATIVE_INFINITY;
  for (let number = ahead.pop(); number !== undefined; number = ahead.pop()) {
    const page = visited.has(number) ? null : readTreePage(pages, number);
    if (page === null || page.isTable !== isTable) {
      walk.isWhole = false;
      continue;
    }
    visited.add(number);
    if (page.isFaulty) walk.isWhole = false;
    ahead.push(...page.children.toReversed());
    const taken = takeCells(pages, page, (cell) => {
      const isInOrder = !isTable || cell.rowid > lastRowid;
      if (isTable) lastRowid = cell.rowid;
      // Not short-circuited: a row out of order is a row all the same.
      return take(cell) && isInOrder;
    });
    walk.rows += taken.rows;
    if (!taken.areSound) walk.isWhole = false;
    yield;
  }
  return walk;
}

/** Rows of a table are in its leaves only, entries of an index on every page. */
export function takeCells(pages: Pages, page: TreePage, take: TakeCell): { rows: number; areSound: boolean } {
  if (page.isTable && !page.isLeaf) return { rows: 0, areSound: true };
  let areSound = true;
  for (const at of page.cells) {
    const cell = readCell(pages, page, at);
    if (cell === null || !take(cell)) areSound = false;
  }
  return { rows: page.cells.length, areSound };
}
