import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Migration, migrate, migrations } from "./migrate.ts";
import { openDatabase } from "./open-database.ts";

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
  sql: "CREATE TABLE next (x TEXT) STRICT",
};

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
              migrate(first, file, steps);
              return transaction.immediate();
            },
          });
        };
      },
    });
    migrate(late, file, steps);
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
    expect(open).toThrow(expect.objectContaining({ code: "store.damaged" }));
    expect(readFileSync(`${file}-wal`).equals(log)).toBe(true);
  });

  it("refuses a workspace of a newer Lathe instead of misreading it", () => {
    const db = open();
    db.raw.pragma("user_version = 999");
    db.close();
    expect(open).toThrow(expect.objectContaining({ code: "store.newer-file" }));
  });

  it("stops when an applied migration was altered, which would make two workspaces of one number differ", () => {
    const db = open();
    db.run("tamper", "UPDATE migrations SET checksum = 'other' WHERE number = 1");
    db.close();
    expect(open).toThrow(expect.objectContaining({ code: "store.migration-altered" }));
  });

  it("copies a workspace that holds something before it changes its schema", () => {
    const db = open();
    db.run("row", "INSERT INTO settings VALUES ('theme', '\"dark\"')");
    migrate(db.raw, file, [...migrations, newer]);
    const [backup] = readdirSync(folder).filter((name) => name.includes("before-schema"));
    const copy = new BetterSqlite3(join(folder, backup as string), { readonly: true });
    expect(copy.prepare("SELECT value_json FROM settings").pluck().get()).toBe('"dark"');
    expect(copy.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'next'").pluck().get()).toBe(0);
    copy.close();
    db.close();
  });

  it("rolls a failing migration back whole and names the copy", () => {
    const db = open();
    const broken = { ...newer, sql: "CREATE TABLE half (x TEXT) STRICT; CREATE TABLE settings (y TEXT)" };
    expect(() => migrate(db.raw, file, [...migrations, broken])).toThrow(/before-schema/);
    expect(db.get("half", "SELECT 1 FROM sqlite_schema WHERE name = 'half'")).toBeUndefined();
    expect(db.raw.pragma("user_version", { simple: true })).toBe(migrations.length);
    db.close();
  });
});
