import { applicationId } from "../migrate.ts";
import { readTreePage } from "./btree-page.ts";
import { applicationOf, type Pages } from "./pages.ts";
import { recognise, type Schema } from "./table-shapes.ts";
import { takeCells } from "./walk-tree.ts";

/** After so many rows that stand in both, it is clear whose the log is. */
const enough = 500;

/**
 * Whether the pages of a log belong to another database than the file beside it: nothing in a log says whose it is. Rows
 * that are never renumbered tell: under the same number, file and log must have the same id. The pages themselves may
 * differ, since a backup that is put back comes with pages in another order.
 */
export function isOfAnotherDatabase(
  file: Pages,
  withLog: Pages,
  inLog: Iterable<number>,
  schema: Schema,
): boolean {
  const pages = [...inLog];
  if (pages.includes(1) && applicationOf(file) === applicationId && applicationOf(withLog) !== applicationId)
    return true;

  const logged = new Map<string, string>();
  let strange = 0;
  for (const number of pages) {
    const leaf = readLeaf(withLog, number, schema);
    if (leaf?.isStrange && number !== 1) strange += 1;
    for (const [row, id] of leaf?.ids ?? []) logged.set(row, id);
  }
  // SQLite's own tables, and that of the migrations, are strange too.
  if (logged.size === 0) return strange > 3;

  let same = 0;
  let other = 0;
  for (const number of file.numbers()) {
    for (const [row, id] of readLeaf(file, number, schema)?.ids ?? []) {
      const now = logged.get(row);
      if (now === id) same += 1;
      else if (now !== undefined) other += 1;
    }
    if (same + other >= enough) break;
  }
  return other > same;
}

interface Leaf {
  /** It has rows, and none is of a table of Lathe. */
  isStrange: boolean;
  /** Table and row number to the id that stands there. */
  ids: Map<string, string>;
}

function readLeaf(pages: Pages, number: number, schema: Schema): Leaf | null {
  const page = readTreePage(pages, number);
  if (page === null || !page.isTable || !page.isLeaf) return null;
  const leaf: Leaf = { isStrange: page.cells.length > 0, ids: new Map() };
  takeCells(pages, page, (cell) => {
    const layout = recognise(schema, cell.head.types, cell.values, null);
    if (layout === null) return false;
    leaf.isStrange = false;
    const place = layout.columns.findIndex(({ name }) => name === "id" || name === "hash");
    const id = cell.values[place];
    if (typeof id === "string") leaf.ids.set(`${layout.table} ${cell.rowid}`, id);
    return true;
  });
  return leaf;
}
