import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Migration, migrate, migrations } from "./migrate.ts";
import { openDatabase } from "./open-database.ts";
import { verifyWorkspace } from "./verify.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lathe-store-"));
  file = join(folder, "workspace.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () => openDatabase(file, { log: () => {} });
const newer: Migration = {
  number: migrations.length + 1,
  name: "next",
  sql: "CREATE TABLE next (x TEXT PRIMARY KEY) STRICT",
};

const noCopy = () => "";

describe("opening a workspace", () => {
  it("sets and reads back the pragmas that durability rests on", () => {
    const db = open();
    const read = (pragma: string) => db.raw.pragma(pragma, { simple: true });
    expect([read("journal_mode"), read("synchronous"), read("foreign_keys"), read("trusted_schema")]).toEqual(
      ["wal", 2, 1, 0],
    );
    db.close();
  });

  it("opens a second time without running a migration again", () => {
    open().close();
    const db = open();
    expect(db.all("migrations", "SELECT number FROM migrations")).toHaveLength(migrations.length);
    db.close();
  });

  it("does not fail, nor migrate twice, when another program takes the step in the same moment", () => {
    open().close();
    const [first, second] = [new BetterSqlite3(file), new BetterSqlite3(file)];
    const steps = [...migrations, newer];
    const late = new Proxy(second, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (name !== "transaction") return typeof value === "function" ? value.bind(target) : value;
        // Between the reading of the state and the writing of the step.
        return (work: () => unknown) => {
          const transaction = target.transaction(work);
          return Object.assign(() => transaction(), {
            immediate() {
              migrate(first, file, noCopy, steps);
              return transaction.immediate();
            },
          });
        };
      },
    });
    migrate(late, file, noCopy, steps);
    expect(second.prepare("SELECT count(*) FROM migrations").pluck().get()).toBe(steps.length);
    first.close();
    second.close();
  });

  it("leaves another program's database alone, byte for byte", () => {
    const foreign = new BetterSqlite3(file);
    foreign.exec("CREATE TABLE theirs (x)");
    foreign.close();
    const before = readFileSync(file);
    expect(open).toThrow(expect.objectContaining({ code: "store.foreign-file" }));
    const theirs = new BetterSqlite3(file, { readonly: true });
    expect(theirs.prepare("SELECT name FROM sqlite_schema").pluck().all()).toEqual(["theirs"]);
    theirs.close();
    expect(before.length).toBeGreaterThan(0);
  });

  it("gives a text file that is in the place of the workspace its own words", () => {
    writeFileSync(file, "this is not a database, whatever its name says ".repeat(100));
    expect(open).toThrow(expect.objectContaining({ code: "store.not-a-workspace" }));
    expect(readFileSync(file, "utf8")).toContain("not a database");
  });

  it.each([
    ["emptied", () => writeFileSync(file, "")],
    ["deleted", () => rmSync(file)],
  ])("does not show a workspace whose file was %s as a new one, nor throw its log away", (_what, damage) => {
    const db = open();
    const log = readFileSync(`${file}-wal`);
    db.close();
    damage();
    writeFileSync(`${file}-wal`, log);
    expect(open).toThrow(expect.objectContaining({ code: "store.lost" }));
    expect(readFileSync(`${file}-wal`).equals(log)).toBe(true);
  });

  it.each([
    ["was closed", (from: string) => from === "workspace.db"],
    // Its newest pages are in the log alone.
    ["was killed", () => true],
  ])(
    "R-25 shows the workspace of a newer Lathe that %s without changing a byte of it, its log or its index",
    (_how, isLeft) => {
      const db = open();
      db.run("row", "INSERT INTO settings VALUES ('theme', '\"dark\"')");
      db.raw.exec("CREATE TABLE of_tomorrow (x TEXT PRIMARY KEY) STRICT");
      db.raw.pragma("user_version = 999");
      if (!isLeft("workspace.db-wal")) db.raw.pragma("wal_checkpoint(TRUNCATE)");
      const left = mkdtempSync(join(folder, "left-"));
      for (const name of ["workspace.db", "workspace.db-wal", "workspace.db-shm"].filter(isLeft))
        copyFileSync(join(folder, name), join(left, name));
      db.close();
      const bytes = () =>
        readdirSync(left).map((name) => [
          name,
          createHash("sha256")
            .update(readFileSync(join(left, name)))
            .digest("hex"),
        ]);
      const before = bytes();

      const shown = openDatabase(join(left, "workspace.db"), { log: () => {} });
      expect(shown.readOnly).toMatchObject({ code: "store.newer-file" });
      expect(shown.all("settings", "SELECT value_json FROM settings")).toEqual([{ value_json: '"dark"' }]);
      expect(() => shown.run("write", "DELETE FROM settings")).toThrow(
        expect.objectContaining({ code: "store.newer-file" }),
      );
      expect(verifyWorkspace(shown).problems).toEqual([]);
      shown.close();
      expect(bytes()).toEqual(before);
    },
  );

  it("stops when an applied migration was altered, which would make two workspaces of one number differ", () => {
    const db = open();
    db.run("tamper", "UPDATE migrations SET checksum = 'other' WHERE number = 1");
    db.close();
    expect(open).toThrow(expect.objectContaining({ code: "store.migration-altered" }));
  });

  it("R-26 copies a workspace that holds something before it changes its schema", () => {
    const db = open();
    db.run("row", "INSERT INTO settings VALUES ('theme', '\"dark\"')");
    const copied = join(folder, "copied.db");
    migrate(db.raw, file, () => copyTo(db.raw, copied), [...migrations, newer]);
    const copy = new BetterSqlite3(copied, { readonly: true });
    expect(copy.prepare("SELECT value_json FROM settings").pluck().get()).toBe('"dark"');
    expect(copy.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'next'").pluck().get()).toBe(0);
    copy.close();
    db.close();
  });

  it("copies nothing where there is nothing, or nothing to do", () => {
    const copy = () => expect.fail("copied");
    const raw = new BetterSqlite3(":memory:");
    migrate(raw, ":memory:", copy);
    migrate(raw, ":memory:", copy);
    raw.close();
  });

  it.each([
    ["its second statement", "CREATE TABLE half (x TEXT PRIMARY KEY) STRICT; CREATE TABLE settings (y TEXT)"],
    ["the check of references", "UPDATE drafts SET content_hash = 'none'"],
  ])("R-26 rolls a migration back whole that fails at %s, and names the copy", (_what, sql) => {
    copyFileSync(fixtures[0] as string, file);
    const db = open();
    db.raw.pragma("foreign_keys = OFF");
    const before = dump(db.raw);
    const broken: Migration[] = [...migrations, newer, { number: newer.number + 1, name: "broken", sql }];
    const copied = join(folder, "copied.db");
    expect(() => migrate(db.raw, file, () => copyTo(db.raw, copied), broken)).toThrow(
      expect.objectContaining({ code: "store.migration-failed", message: expect.stringContaining(copied) }),
    );
    expect(db.get("half", "SELECT 1 FROM sqlite_schema WHERE name = 'half'")).toBeUndefined();
    expect(db.raw.pragma("user_version", { simple: true })).toBe(newer.number);
    expect(dump(db.raw)).toEqual(before);
    db.close();
  });
});

const copyTo = (raw: BetterSqlite3.Database, path: string): string => {
  raw.prepare("VACUUM INTO ?").run(path);
  return path;
};

const fixtureFolder = join(import.meta.dirname, "../../../tests/fixtures");
const fixtures = readdirSync(fixtureFolder)
  .filter((name) => /^workspace-schema-\d+\.db$/.test(name))
  .map((name) => join(fixtureFolder, name));

/**
 * Every row of the tables of that schema, with the types of its values; what a later one adds is not looked at. Seals are
 * verified instead: a table that gets another column has others.
 */
function dump(raw: BetterSqlite3.Database, schema = 1): Record<string, string[]> {
  const known = new BetterSqlite3(":memory:");
  migrate(known, ":memory:", noCopy, migrations.slice(0, schema));
  const tables = known
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('migrations', 'sqlite_sequence', 'seals')",
    )
    .pluck()
    .all() as string[];
  const columnsOf = (table: string) =>
    (known.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => `quote(${name})`);
  return Object.fromEntries(
    tables.map((table) => {
      const sql = `SELECT concat_ws(', ', ${columnsOf(table).join(", ")}) AS row FROM ${table} ORDER BY row`;
      return [table, raw.prepare(sql).pluck().all() as string[]];
    }),
  );
}

describe("a workspace of an earlier Lathe", () => {
  it("R-24 is kept for every schema that was ever released", () => {
    // The newest is released with this very version, and has no earlier Lathe that wrote it.
    const kept = fixtures.map((path) => Number(/(\d+)\.db$/.exec(path)?.[1])).sort((a, b) => a - b);
    expect(kept).toEqual(migrations.slice(0, -1).map(({ number }) => number));
  });

  it.each(fixtures)(
    "R-24 has the same rows, to the byte and the type, after it was opened here: %s",
    (fixture) => {
      const schema = Number(/(\d+)\.db$/.exec(fixture)?.[1]);
      const old = new BetterSqlite3(copyOf(fixture));
      const before = dump(old, schema);
      old.close();
      for (const table of ["versions", ...(schema < 3 ? [] : ["suite_versions", "test_attempts", "marks"])])
        expect(before[table]?.length, table).toBeGreaterThan(1);

      const db = open();
      expect(dump(db.raw, schema)).toEqual(before);
      expect(verifyWorkspace(db).problems).toEqual([]);
      expect(db.raw.pragma("user_version", { simple: true })).toBe(migrations.length);
      db.close();
      const copies = readdirSync(join(folder, "backups"));
      expect(copies).toHaveLength(1);
      const copy = new BetterSqlite3(join(folder, "backups", copies[0] as string), { readonly: true });
      expect(dump(copy, schema)).toEqual(before);
      copy.close();
    },
  );

  it("R-24 has the contents that the Lathe of schema 1 wrote", () => {
    const raw = new BetterSqlite3(copyOf(fixtures[0] as string));
    const hashes = raw.prepare("SELECT hash FROM contents ORDER BY hash").pluck().all();
    raw.close();
    const db = open();
    expect(db.all("hashes", "SELECT hash FROM contents ORDER BY hash").map(({ hash }) => hash)).toEqual(
      hashes,
    );
    expect(createHash("sha256").update(hashes.join()).digest("hex")).toBe(
      "8ba078071ae2778796044adb4672500c5af646c4065e0d70b35289c4bb09f95a",
    );
    db.close();
  });

  const copyOf = (fixture: string): string => {
    copyFileSync(fixture, file);
    return file;
  };
});
