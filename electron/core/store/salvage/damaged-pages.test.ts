import { readFileSync, writeFileSync } from "node:fs";
import BetterSqlite3 from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  countPages,
  createDraw,
  cut,
  garbage,
  overwrite,
  overwritePages,
  pageSize,
  pagesOf,
} from "../../../../tests/support/damage.ts";
import { makeRealisticWorkspace } from "../../../../tests/support/realistic-workspace.ts";
import { createSalvageBench, rowsOf } from "../../../../tests/support/salvage-bench.ts";
import type { Database } from "../database.ts";
import { openDatabase } from "../open-database.ts";
import { readSchema } from "./table-shapes.ts";

const bench = createSalvageBench();
const file = bench.path("source.db");
let source: Database;

const tables = [...readSchema().tables.keys()];
const counts = (db: Database | null) =>
  tables.map((table) => [table, db === null ? 0 : rowsOf(db, table).length]);

beforeAll(async () => {
  (await makeRealisticWorkspace(file, { prompts: 80, runs: 20 })).close();
  source = openDatabase(file, { log: () => {} });
  source.raw.pragma("wal_checkpoint(TRUNCATE)");
});
afterAll(() => {
  source.close();
  bench.remove();
});

/** Everything is there, and the report says that nothing is lost. */
async function expectAll(damage: (copy: string) => void) {
  const salvaged = await bench.salvage(file, damage);
  expect(counts(salvaged.target)).toEqual(counts(source));
  for (const { name, lost } of salvaged.report.tables) expect([name, lost]).toEqual([name, 0]);
  expect(
    salvaged.report.prompts.filter(({ versionsLost, draft }) => versionsLost !== 0 || draft !== "kept"),
  ).toEqual([]);
  return salvaged;
}

describe("a file that is whole", () => {
  it("is copied row for row: nothing is lost, doubled or brought back", async () => {
    const { report, target } = await expectAll(() => {});
    if (target === null) expect.fail("nothing was written");
    for (const table of tables) {
      const unordered = rowsOf(target, table);
      expect(unordered, table).toEqual(rowsOf(source, table));
    }
    expect(report.notes).toEqual([]);
  });

  it("has free pages with old rows on them, which stay deleted", async () => {
    const { target } = await bench.salvage(file, (copy) => {
      const db = openDatabase(copy, { log: () => {} });
      db.run("drop tags", "DELETE FROM prompt_tags");
      db.run("touch drafts", "UPDATE drafts SET search_text = 'new'");
      db.close();
    });
    expect(target?.get("tags", "SELECT count(*) AS n FROM prompt_tags")).toEqual({ n: 0 });
    expect(target?.get("drafts", "SELECT count(*) AS n FROM drafts WHERE search_text <> 'new'")).toEqual({
      n: 0,
    });
  });
});

describe("a first page that is damaged", () => {
  it("R-14 a header of zeros loses nothing", async () => {
    const { report } = await expectAll((copy) => overwrite(copy, 0, Buffer.alloc(100)));
    expect(report.notes).toEqual(["The first page of the file is damaged."]);
  });

  it("R-14 a first page of garbage, and so without any schema, loses nothing", async () => {
    await expectAll((copy) => overwritePages(copy, [1]));
  });

  it("R-14 a header with a wrong page size is not believed", async () => {
    await expectAll((copy) => overwrite(copy, 16, Buffer.from([0x20, 0x00])));
    await expectAll((copy) => overwrite(copy, 20, Buffer.from([77])));
  });

  it("R-14 a schema that is partly garbage loses nothing", async () => {
    await expectAll((copy) => overwrite(copy, pageSize - 1_500, garbage(1_400, 3)));
  });
});

describe("a file that is no workspace", () => {
  const unreadable = async (damage: (copy: string) => void) => {
    const { report } = await bench.salvage(file, damage);
    expect(report).toMatchObject({ readable: false, tables: [], prompts: [] });
  };

  it("R-14 a text is not readable, and nothing is written", async () => {
    await unreadable((copy) => writeFileSync(copy, "Dear diary,\n".repeat(2_000)));
    await unreadable((copy) => writeFileSync(copy, ""));
  });

  it("R-14 random bytes are not readable", async () => {
    await unreadable((copy) => writeFileSync(copy, garbage(300_000, 5)));
  });

  it("R-14 the database of another program is not readable, although its tables may look alike", async () => {
    await unreadable((copy) => {
      writeFileSync(copy, "");
      const raw = new BetterSqlite3(copy);
      raw.exec(`CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT); INSERT INTO settings VALUES ('a', '{}');
        CREATE TABLE files (hash TEXT, json TEXT, size INTEGER);
        INSERT INTO files VALUES ('${"a1".repeat(32)}', '{"messages":[]}', 5)`);
      raw.close();
    });
  });
});

describe("a file that was cut", () => {
  const cuts: [string, (pages: number) => number][] = [
    ["half", (pages) => Math.floor(pages / 2) * pageSize],
    ["a third", (pages) => Math.floor(pages / 3) * pageSize],
    ["an odd length", (pages) => pages * pageSize * 0.61 + 1_234],
    ["one page less", (pages) => (pages - 1) * pageSize],
    ["its first page", () => pageSize + 100],
  ];
  it.each(cuts)("R-15 cut to %s, it gives what is there and says what is not", async (name, length) => {
    const { report, target, table } = await bench.salvage(file, (copy) =>
      cut(copy, length(countPages(copy))),
    );
    if (name === "its first page") {
      // The mark of the workspace may be on the first pages; a text is not.
      expect(counts(target).reduce((sum, [, rows]) => sum + Number(rows), 0)).toBe(0);
      return;
    }
    expect(report.notes).toContain("The file was cut off: pages at its end are missing.");
    const kept = table("versions")?.kept ?? 0;
    const all = rowsOf(source, "versions").length;
    if (name !== "one page less") expect(kept).toBeLessThan(all);
    expect(kept).toBeGreaterThan(all / 10);
    const lost = table("versions")?.lost;
    if (lost !== null) expect(kept + (lost ?? 0)).toBe(all);
    // No text that was read is thrown away: each is named by something.
    const contents = rowsOf(target as Database, "contents").length;
    const named = target?.all(
      "named",
      "SELECT content_hash FROM versions UNION SELECT content_hash FROM drafts UNION SELECT content_hash FROM draft_journal UNION SELECT content_hash FROM runs",
    );
    expect(named).toHaveLength(contents);
  });
});

describe("damaged pages", () => {
  it("lose nothing where they only lead to others", async () => {
    const inner = [...tables].flatMap((name) => pagesOf(file, { name, type: "internal" }));
    expect(inner.length).toBeGreaterThan(8);
    await expectAll((copy) => overwritePages(copy, inner));
  });

  it("lose nothing where they are of indexes", async () => {
    const pages = pagesOf(file, { isIndex: true });
    expect(pages.length).toBeGreaterThan(20);
    await expectAll((copy) => overwritePages(copy, pages));
  });

  it("lose nothing where they are of the seals", async () => {
    await expectAll((copy) => overwritePages(copy, pagesOf(file, { name: "seals" })));
  });

  it("with the texts of versions lose those versions by name, and the draft is the newest text that is left", async () => {
    const bytes = readFileSync(file);
    // Its texts go over many pages of their own.
    const pages = pagesOf(file, { name: "contents", type: "overflow" }).filter((page) =>
      bytes.subarray((page - 1) * pageSize, page * pageSize).includes("prompt 7: "),
    );
    const { report, prompt } = await bench.salvage(file, (copy) => overwritePages(copy, pages));
    expect(prompt("prompt 7")).toEqual({ name: "prompt 7", versionsKept: 0, versionsLost: 2, draft: "lost" });
    expect(prompt("prompt 5")).toMatchObject({ versionsLost: 0, draft: "kept" });
    expect(report.notes).toContain("Version 1.0.1 of “prompt 7” (“step 2 of 7”) is lost.");
  });

  it.each([1, 3])("R-14 ten of a hundred, drawn by %i, lose no more than stood on them", async (seed) => {
    const draw = createDraw(seed);
    const { table, target } = await bench.salvage(file, (copy) => {
      const pages = Array.from({ length: countPages(copy) }, (_, page) => page + 1).filter(
        () => draw(10) === 0,
      );
      overwritePages(copy, pages, seed);
    });
    expect(target).not.toBeNull();
    // Most of the file are texts: a version needs its own page and each page of its text.
    expect(table("versions")?.kept).toBeGreaterThan(rowsOf(source, "versions").length * 0.5);
    for (const row of rowsOf(target as Database, "versions", "id, sequence, version, message, content_hash"))
      expect(rowsOf(source, "versions", "id, sequence, version, message, content_hash")).toContainEqual(row);
  });
});
