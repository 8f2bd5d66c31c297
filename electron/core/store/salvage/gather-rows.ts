import { type Cell, type OverflowTrail, readTreePage, readWhole, startTrail } from "./btree-page.ts";
import type { FoundRows, Origin } from "./found-rows.ts";
import { leavesOfTrunk, type Pages } from "./pages.ts";
import type { PartialRecord, Value } from "./record.ts";
import { recognise, type Schema } from "./table-shapes.ts";
import { type TreeWalk, takeCells, walkTree } from "./walk-tree.ts";

export interface Gathered {
  /** Trees that are whole, by the name of their table or index, with how many rows they have. */
  whole: Map<string, number>;
  /** Pages that hold nothing readable, although something may have been there. */
  lostPages: number;
  /** What only a workspace of Lathe has was found in it. */
  isWorkspace: boolean;
}

interface Gathering {
  pages: Pages;
  schema: Schema;
  found: FoundRows;
  trail: OverflowTrail;
  visited: Set<number>;
  gathered: Gathered;
}

/**
 * Reads every row that can be read: first along the trees whose roots are known, then on all pages that no tree led to.
 * Yields after each page.
 */
export function* gatherRows(pages: Pages, schema: Schema, found: FoundRows): Generator<void, Gathered> {
  const gathered: Gathered = { whole: new Map(), lostPages: 0, isWorkspace: false };
  const gathering = { pages, schema, found, trail: startTrail(pages), visited: new Set<number>(), gathered };
  const roots = yield* readRoots(gathering);
  for (const [name, root] of roots) {
    const walk = yield* walkNamed(gathering, name, root);
    if (walk.isWhole) gathered.whole.set(name, walk.rows);
    else gathered.lostPages += 1;
  }
  yield* readStrayPages(gathering);
  return gathered;
}

/** Where the trees of the schema begin, as the file's own schema says, tables first. */
function* readRoots({ pages, schema, trail, visited }: Gathering): Generator<void, Map<string, number>> {
  const tables = new Map<string, number>();
  const indexes = new Map<string, number>();
  const known = new Set([...schema.tables.values()].flatMap((table) => table.indexes));
  yield* walkTree(pages, 1, visited, true, (cell) => {
    const [type, name, , root] = readWhole(pages, cell, trail) ?? [];
    if (typeof name !== "string" || typeof root !== "number") return false;
    if (type === "table" && (schema.tables.has(name) || name === "seals" || name === "migrations"))
      tables.set(name, root);
    if (type === "index" && known.has(name)) indexes.set(name, root);
    return true;
  });
  // Reached through it or not, nothing on it is a row.
  visited.add(1);
  return new Map([...tables, ...indexes]);
}

function walkNamed(gathering: Gathering, name: string, root: number): Generator<void, TreeWalk> {
  const { pages, schema, visited } = gathering;
  const isTable = schema.tables.has(name) || name === "migrations";
  return walkTree(pages, root, visited, isTable, (cell) =>
    isTable ? takeRow(gathering, cell, "tree", name) : takeEntry(gathering, cell),
  );
}

/** A row that is of another table than its tree is taken as what it is. False where it should not be there. */
function takeRow(gathering: Gathering, cell: Cell, origin: Origin, tree: string | null): boolean {
  const { pages, schema, found, gathered, trail } = gathering;
  const { types } = cell.head;
  if (isMigration(cell.values)) {
    gathered.isWorkspace = true;
    return tree === null || tree === "migrations";
  }
  // Most of what is no row shows before the rest of it is looked for.
  const atFirst = recognise(schema, types, cell.values, tree);
  const record = atFirst === null ? null : readWhole(pages, cell, trail);
  const layout = record === null ? null : recognise(schema, types, record, tree);
  const table = layout === null ? undefined : schema.tables.get(layout.table);
  if (record === null || layout === null || table === undefined) return atFirst === null;
  const columnValues = new Map(
    layout.columns.map(({ name, isRowid }, place) => [name, isRowid ? cell.rowid : record[place]]),
  );
  const isAtHome = tree === null || tree === table.name;
  const isSound = found.keepRow({
    table,
    origin: isAtHome ? origin : "stray",
    rowid: cell.rowid,
    isNewest: layout.isNewest,
    values: table.columns.map(
      ({ name, default: value }): Value => columnValues.get(name) ?? (columnValues.has(name) ? null : value),
    ),
  });
  if (isSound && identifying.has(table.name)) gathered.isWorkspace = true;
  return isAtHome;
}

/** Their rows have ids or hashes that no other program writes. */
const identifying = new Set([
  "contents",
  "prompts",
  "versions",
  "drafts",
  "draft_journal",
  "runs",
  "attempts",
  "suites",
  "case_contents",
  "suite_cases",
  "suite_versions",
  "test_runs",
  "experiments",
  "snippets",
  "validations",
]);

const isMigration = ([, name, checksum]: PartialRecord): boolean =>
  name === "workspace" && typeof checksum === "string" && /^[0-9a-f]{64}$/.test(checksum);

/** Of indexes, only those that are of use: the seals, and the names of versions. */
function takeEntry({ pages, found, trail }: Gathering, cell: Cell): boolean {
  if (cell.values.length !== 3) return true;
  const [first, second, third] = readWhole(pages, cell, trail) ?? [];
  if (typeof first !== "string" || typeof second !== "string") return true;
  if (third instanceof Buffer && third.length === 16) found.keepSeal(first, second, third);
  if (typeof third === "number" && /^prm_[a-z0-9]{4,40}$/.test(first) && /^\d+\.\d+\.\d+$/.test(second))
    found.keepVersionName(first, second);
  return true;
}

function* readStrayPages(gathering: Gathering): Generator<void> {
  const { pages, visited, gathered, trail } = gathering;
  const unknown: number[] = [];
  for (const number of pages.numbers()) {
    yield;
    if (visited.has(number)) continue;
    const page = readTreePage(pages, number);
    if (page === null || page.isFaulty) unknown.push(number);
    if (page === null) continue;
    const isFree = number > pages.committed || pages.free?.has(number) === true;
    const origin: Origin = isFree ? "free" : "stray";
    const { areSound } = takeCells(pages, page, (cell) =>
      page.isTable ? takeRow(gathering, cell, origin, null) : isFree || takeEntry(gathering, cell),
    );
    if (!areSound && !isFree) unknown.push(number);
  }
  const free = pages.free ?? new Set<number>();
  if (pages.free === null)
    for (const number of unknown) for (const page of readTrunk(pages, number)) free.add(page);
  gathered.lostPages += new Set(
    unknown.filter((number) => !trail.used.has(number) && !free.has(number)),
  ).size;
}

/** Without a header, a page of the free list is known by what it looks like. */
function readTrunk(pages: Pages, number: number): number[] {
  const page = pages.read(number);
  const leaves = page === null ? null : leavesOfTrunk(page, pages.usable);
  const next = page?.readUInt32BE(0) ?? 0;
  if (leaves === null || leaves.length === 0 || next > pages.howMany) return [];
  const areSound =
    leaves.every((leaf) => leaf > 1 && leaf <= pages.howMany) && new Set(leaves).size === leaves.length;
  return areSound ? [number, ...leaves] : [];
}
