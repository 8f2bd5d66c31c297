import BetterSqlite3 from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  countPages,
  createDraw,
  cut,
  overwritePages,
  pageSize,
  pagesOf,
} from "../../../../tests/support/damage.ts";
import { makeRealisticWorkspace } from "../../../../tests/support/realistic-workspace.ts";
import { createSalvageBench } from "../../../../tests/support/salvage-bench.ts";

/**
 * SQLite itself tells on which pages each row stood before the damage, so what must be kept is known to the row. This
 * stands where a comparison with `sqlite3 .recover` would: Debian's build of that program has no `.recover`, and it
 * could only give a lower limit.
 */
const bench = createSalvageBench();
const file = bench.path("source.db");

interface PlacedRow {
  key: string;
  content: string;
  pages: number[];
}
const placed: Record<
  "contents" | "versions" | "case_contents" | "test_replies" | "test_attempts",
  PlacedRow[]
> = {
  contents: [],
  versions: [],
  case_contents: [],
  test_replies: [],
  test_attempts: [],
};

beforeAll(async () => {
  (await makeRealisticWorkspace(file, { prompts: 60, runs: 6 })).close();
  const raw = new BetterSqlite3(file, { readonly: true });
  placed.contents = placeRows(raw, "contents", "hash", "hash");
  placed.versions = placeRows(raw, "versions", "id", "content_hash");
  placed.case_contents = placeRows(raw, "case_contents", "hash", "hash");
  placed.test_replies = placeRows(raw, "test_replies", "id", "text");
  placed.test_attempts = placeRows(
    raw,
    "test_attempts",
    "json_object('run', run, 'sequence', sequence, 'reply', reply)",
    "case_hash",
  );
  raw.close();
});
afterAll(() => bench.remove());

/** Leaves come in the order of their paths, rows in that of their numbers; a long row's pages have its path and cell. */
function placeRows(raw: BetterSqlite3.Database, table: string, key: string, content: string): PlacedRow[] {
  const rows = raw
    .prepare(`SELECT ${key} AS key, ${content} AS content FROM ${table} ORDER BY rowid`)
    .all() as {
    key: string;
    content: string;
  }[];
  const stats = raw
    .prepare("SELECT path, pageno, pagetype, ncell FROM dbstat WHERE name = ? ORDER BY path")
    .all(table) as {
    path: string;
    pageno: number;
    pagetype: string;
    ncell: number;
  }[];
  const spill = new Map<string, number[]>();
  for (const { path, pageno, pagetype } of stats) {
    const [cell = ""] = path.split("+");
    if (pagetype === "overflow") spill.set(cell, [...(spill.get(cell) ?? []), pageno]);
  }
  const cells = stats
    .filter(({ pagetype }) => pagetype === "leaf")
    .flatMap(({ path, pageno, ncell }) =>
      Array.from({ length: ncell }, (_, cell) => {
        const at = `${path.replace(/\/?$/, "/")}${cell.toString(16).padStart(3, "0")}`;
        return [pageno, ...(spill.get(at) ?? [])];
      }),
    );
  expect(cells).toHaveLength(rows.length);
  return rows.map((row, place) => ({ ...row, pages: cells[place] ?? [] }));
}

const drawPages = (copy: string, seed: number, oneIn: number) => {
  const draw = createDraw(seed);
  return Array.from({ length: countPages(copy) }, (_, page) => page + 1).filter(() => draw(oneIn) === 0);
};

const named = (copy: string, name: string, type: "leaf" | "internal" | "overflow") =>
  pagesOf(copy, { name, type });

const damages: [string, (copy: string) => number[]][] = [
  ["nothing", () => []],
  ["R-14 the first page", () => [1]],
  ...[21, 22, 23, 24].map((seed): [string, (copy: string) => number[]] => [
    `R-14 ten pages of a hundred, drawn by ${seed}`,
    (copy) => drawPages(copy, seed, 10),
  ]),
  ["every third page", (copy) => drawPages(copy, 25, 3)],
  ["some leaves of texts", (copy) => named(copy, "contents", "leaf").filter((page) => page % 3 === 0)],
  ["some leaves of versions", (copy) => named(copy, "versions", "leaf").filter((page) => page % 3 === 0)],
  ["all inner pages", (copy) => pagesOf(copy, { type: "internal" })],
  ["some long texts", (copy) => named(copy, "contents", "overflow").filter((page) => page % 5 === 0)],
  [
    "some texts of cases",
    (copy) => pagesOf(copy, { name: "case_contents" }).filter((page) => page % 4 === 0),
  ],
  ["some leaves of results", (copy) => named(copy, "test_attempts", "leaf").filter((page) => page % 3 === 0)],
  ["some replies", (copy) => pagesOf(copy, { name: "test_replies" }).filter((page) => page % 4 === 0)],
];

describe("of texts, versions, cases and results, exactly those are kept that stood on no damaged page", () => {
  it.each(damages)("after damage to %s", async (_name, choose) => {
    await expectExactly(choose, (copy, pages) => overwritePages(copy, pages));
  });

  it.each([2, 3, 7])("R-15 after all but one part in %i was cut off", async (parts) => {
    const first = (copy: string) => Math.floor(countPages(copy) / parts) + 1;
    await expectExactly(
      (copy) => Array.from({ length: countPages(copy) }, (_, page) => page + 1).slice(first(copy) - 1),
      (copy) => cut(copy, (first(copy) - 1) * pageSize),
    );
  });
});

async function expectExactly(
  choose: (copy: string) => number[],
  damage: (copy: string, pages: number[]) => void,
): Promise<void> {
  let lost = new Set<number>();
  const { target } = await bench.salvage(file, (copy) => {
    const pages = choose(copy);
    lost = new Set(pages);
    damage(copy, pages);
  });
  const isThere = ({ pages }: PlacedRow) => !pages.some((page) => lost.has(page));
  const texts = new Set(placed.contents.filter(isThere).map(({ key }) => key));
  const versions = placed.versions
    .filter((row) => isThere(row) && texts.has(row.content))
    .map(({ key }) => key);
  const kept = (table: string, key: string) =>
    (target?.all<{ key: string }>("kept", `SELECT ${key} AS key FROM ${table}`) ?? []).map((row) => row.key);
  expect(kept("versions", "id").sort()).toEqual(versions.sort());
  // An empty draft, of a prompt of which nothing is left, may be one text more.
  const found = new Set(kept("contents", "hash"));
  expect([...texts].filter((hash) => !found.has(hash))).toEqual([]);
  expect(found.size - texts.size).toBeLessThanOrEqual(1);

  const cases = new Set(placed.case_contents.filter(isThere).map(({ key }) => key));
  expect(new Set(kept("case_contents", "hash"))).toEqual(cases);
  const replies = new Set(placed.test_replies.filter(isThere).map(({ key }) => key));
  const runs = new Set(kept("test_runs", "sequence"));
  const results = placed.test_attempts
    .filter((row) => isThere(row) && cases.has(row.content))
    .map(({ key }) => JSON.parse(key))
    .filter(({ run, reply }) => runs.has(run) && replies.has(reply))
    .map(({ sequence }) => sequence);
  expect(kept("test_attempts", "sequence").sort()).toEqual(results.sort());
}
