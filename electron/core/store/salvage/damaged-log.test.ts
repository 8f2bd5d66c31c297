import { copyFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import BetterSqlite3 from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyAsCrashed, garbage, overwrite, pageSize } from "../../../../tests/support/damage.ts";
import { addWork, makeRealisticWorkspace } from "../../../../tests/support/realistic-workspace.ts";
import { createSalvageBench, rowsOf, type Salvaged } from "../../../../tests/support/salvage-bench.ts";
import { openDatabase } from "../open-database.ts";
import { readSchema } from "./table-shapes.ts";

const bench = createSalvageBench();
const tables = [...readSchema().tables.keys()];

/** Everything is in its log: it was never written back. */
const young = bench.path("young.db");
/** Half of it is in its log, behind which older frames stand. */
const crashed = bench.path("crashed.db");
/** As `crashed` was when its log was written back for the last time. */
const checkpointed = bench.path("checkpointed.db");
const stranger = bench.path("stranger.db");

beforeAll(async () => {
  const live = bench.path("live.db");
  let db = openDatabase(live, { log: () => {} });
  db.raw.pragma("wal_autocheckpoint = 0");
  await addWork(db, { prompts: 12, runs: 4, from: 0 });
  copyAsCrashed(live, young);
  db.raw.pragma("wal_checkpoint(FULL)");
  copyFileSync(live, checkpointed);
  await addWork(db, { prompts: 6, runs: 3, from: 50 });
  copyAsCrashed(live, crashed);
  db.close();

  const other = bench.path("other.db");
  db = await makeRealisticWorkspace(other, { prompts: 12, runs: 4, word: "stranger" });
  db.raw.pragma("wal_checkpoint(TRUNCATE)");
  await addWork(db, { prompts: 8, runs: 2, word: "stranger", from: 50 });
  copyAsCrashed(other, stranger);
  db.close();
});
afterAll(() => bench.remove());

/** What SQLite itself reads of a copy. */
function readBySqlite(file: string, damage: (copy: string) => void): Map<string, object[]> {
  const copy = bench.path("by-sqlite.db");
  for (const part of ["", "-wal", "-shm"]) rmSync(`${copy}${part}`, { force: true });
  copyAsCrashed(file, copy);
  damage(copy);
  // An index of other frames would be believed.
  rmSync(`${copy}-shm`, { force: true });
  const db = openDatabase(copy, { log: () => {} });
  const rows = new Map(tables.map((table) => [table, rowsOf(db, table)]));
  db.close();
  return rows;
}

const rowsIn = ({ target }: Salvaged) =>
  new Map(tables.map((table) => [table, target === null ? [] : rowsOf(target, table)]));

const frameAt = (index: number) => 32 + index * (24 + pageSize);
const countFrames = (file: string) => Math.floor((statSync(`${file}-wal`).size - 32) / (24 + pageSize));

/** The frames of a log's present life: those after it are from before it was begun anew. */
function countLive(file: string): number {
  const log = readFileSync(`${file}-wal`);
  const salts = log.subarray(16, 24);
  let count = 0;
  while (count < countFrames(file) && log.subarray(frameAt(count) + 8, frameAt(count) + 16).equals(salts))
    count += 1;
  return count;
}

describe("a log that is whole", () => {
  it("is read as SQLite reads it, and what stands behind its end is not", async () => {
    expect(countLive(crashed)).toBeLessThan(countFrames(crashed));
    const salvaged = await bench.salvage(crashed, () => {});
    expect(rowsIn(salvaged)).toEqual(readBySqlite(crashed, () => {}));
    expect(salvaged.report.notes).toEqual([]);
  });

  it.each([0.2, 0.5, 0.9])("R-18 cut at %f, it ends with the last commit before", async (where) => {
    const damage = (copy: string) =>
      truncateSync(`${copy}-wal`, Math.floor(frameAt(countLive(copy)) * where));
    const salvaged = await bench.salvage(crashed, damage);
    expect(rowsIn(salvaged)).toEqual(readBySqlite(crashed, damage));
  });

  it("is its own where it puts a backup back, whose pages are in another order", async () => {
    const restored = bench.path("restored.db");
    const db = openDatabase(restored, { log: () => {} });
    await addWork(db, { prompts: 8, runs: 2, from: 0 });
    db.run("backup", "VACUUM INTO @file", { file: bench.path("backup.db") });
    await addWork(db, { prompts: 4, runs: 1, from: 50 });
    db.raw.pragma("wal_checkpoint(TRUNCATE)");
    const backup = new BetterSqlite3(bench.path("backup.db"));
    await backup.backup(restored, { progress: () => 1_000_000 });
    backup.close();
    copyAsCrashed(restored, bench.path("restoring.db"));
    db.close();
    const salvaged = await bench.salvage(bench.path("restoring.db"), () => {});
    expect(rowsIn(salvaged)).toEqual(readBySqlite(bench.path("backup.db"), () => {}));
    expect(salvaged.report.notes).toEqual([]);
  });

  it("R-18 beside an index of garbage is read all the same", async () => {
    const salvaged = await bench.salvage(crashed, (copy) => writeFileSync(`${copy}-shm`, garbage(32_768, 4)));
    expect(rowsIn(salvaged)).toEqual(readBySqlite(crashed, () => {}));
  });
});

describe("a file that is empty or gone", () => {
  it("R-16 is read from its log, where all of it is there", async () => {
    const whole = readBySqlite(young, () => {});
    for (const damage of [(copy: string) => truncateSync(copy, 0), (copy: string) => rmSync(copy)]) {
      const salvaged = await bench.salvage(young, damage);
      expect(rowsIn(salvaged)).toEqual(whole);
      expect(salvaged.report.notes).toEqual(["The file is empty or gone; what was read is from its log."]);
      expect(salvaged.report.tables.filter(({ lost }) => lost !== 0)).toEqual([]);
    }
  });

  it("R-16 is read from its log as far as that goes, and says that pages are missing", async () => {
    const { report, table } = await bench.salvage(crashed, (copy) => truncateSync(copy, 0));
    expect(report.notes).toContain("The file was cut off: pages at its end are missing.");
    expect(table("versions")?.kept).toBeGreaterThan(10);
    expect(table("versions")?.lost).not.toBe(0);
  });

  it("R-16 with an empty log is not readable, and makes no empty workspace", async () => {
    const { report } = await bench.salvage(crashed, (copy) => {
      truncateSync(copy, 0);
      truncateSync(`${copy}-wal`, 0);
    });
    expect(report.readable).toBe(false);
  });
});

describe("a log that is damaged", () => {
  it("R-18 and deleted leaves what was written back, and says that the newest may be missing", async () => {
    const salvaged = await bench.salvage(crashed, (copy) => rmSync(`${copy}-wal`));
    expect(rowsIn(salvaged)).toEqual(readBySqlite(checkpointed, () => {}));
    expect(salvaged.report.notes).toEqual([
      "The log that should lie beside the file is gone: what was saved last may be missing.",
    ]);
    for (const { lost } of salvaged.report.tables) expect(lost).toBeNull();
  });

  it("R-18 and of another workspace is not mixed in", async () => {
    const salvaged = await bench.salvage(crashed, (copy) => copyFileSync(`${stranger}-wal`, `${copy}-wal`));
    expect(rowsIn(salvaged)).toEqual(readBySqlite(checkpointed, () => {}));
    expect(salvaged.report.notes).toEqual([
      "The log beside the file is of another workspace and was not used: what was saved last may be missing.",
    ]);
  });

  it("R-18 and of another program's database is not mixed in", async () => {
    const salvaged = await bench.salvage(crashed, (copy) => {
      const foreign = bench.path("foreign.db");
      const raw = new BetterSqlite3(foreign);
      raw.pragma("journal_mode = WAL");
      raw.exec(`CREATE TABLE notes (id INTEGER PRIMARY KEY, note TEXT); INSERT INTO notes (note)
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT 'note ' || i FROM n`);
      copyFileSync(`${foreign}-wal`, `${copy}-wal`);
      raw.close();
    });
    expect(rowsIn(salvaged)).toEqual(readBySqlite(checkpointed, () => {}));
  });

  it("R-18 in one frame loses what that frame alone holds; SQLite would lose all that follows", async () => {
    const damage = (copy: string) => overwrite(`${copy}-wal`, frameAt(2) + 100, garbage(50, 6));
    const salvaged = await bench.salvage(crashed, damage);
    const whole = readBySqlite(crashed, () => {});
    const versions = rowsIn(salvaged).get("versions")?.length ?? 0;
    expect(versions).toBeGreaterThan(
      (readBySqlite(checkpointed, () => {}).get("versions")?.length ?? 0) + 10,
    );
    expect(versions).toBeGreaterThan((whole.get("versions")?.length ?? 0) - 10);
    expect(salvaged.report.notes).toContain(
      "Pieces of the log beside the file cannot be read (1): what was saved last may be missing.",
    );
    for (const { lost } of salvaged.report.tables) expect(lost).toBeNull();
  });

  it("R-18 in its header is read from its second frame on", async () => {
    const salvaged = await bench.salvage(crashed, (copy) => overwrite(`${copy}-wal`, 0, garbage(32, 7)));
    const versions = rowsIn(salvaged).get("versions")?.length ?? 0;
    expect(versions).toBeGreaterThan((readBySqlite(crashed, () => {}).get("versions")?.length ?? 0) - 10);
    expect(salvaged.report.notes.join()).toContain("cannot be read");
  });

  it("R-18 from end to end leaves what was written back", async () => {
    const salvaged = await bench.salvage(crashed, (copy) =>
      writeFileSync(`${copy}-wal`, garbage(200_000, 8)),
    );
    expect(rowsIn(salvaged)).toEqual(readBySqlite(checkpointed, () => {}));
    expect(salvaged.report.notes).toEqual([
      "The log beside the file cannot be read: what was saved last may be missing.",
    ]);
  });
});
