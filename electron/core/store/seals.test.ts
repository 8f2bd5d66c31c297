import BetterSqlite3 from "better-sqlite3";
import { beforeEach, describe, expect, it } from "vitest";
import { type Migration, migrate, migrations } from "./migrate.ts";
import { openTestDatabase } from "./open-database.ts";
import { armSeals, sealedTables } from "./seals.ts";
import { type BrokenRow, findBrokenRows } from "./verify-seals.ts";

/** Columns of every type, keys of two parts and of one, and a row that falls with another. */
const odd: Migration = {
  number: migrations.length + 1,
  name: "odd",
  sql: `
    CREATE TABLE odd (a TEXT, b INTEGER, value ANY, real REAL, bytes BLOB, PRIMARY KEY (a, b)) STRICT;
    CREATE TABLE name (key TEXT PRIMARY KEY, name TEXT UNIQUE, seal TEXT) STRICT;
    CREATE TABLE narrow (id INTEGER PRIMARY KEY, odd_a TEXT, odd_b INTEGER,
      FOREIGN KEY (odd_a, odd_b) REFERENCES odd ON DELETE CASCADE ON UPDATE CASCADE) STRICT;
    CREATE TABLE rowless (id TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;`,
};

let raw: BetterSqlite3.Database;
beforeEach(() => {
  raw = new BetterSqlite3(":memory:");
  raw.pragma("foreign_keys = ON");
  raw.pragma("trusted_schema = OFF");
  migrate(raw, ":memory:", () => "", [...migrations, odd]);
  armSeals(raw);
});

const broken = (): BrokenRow[] => [...findBrokenRows(raw)].flat();

/** What another program, which knows nothing of seals, would do to the file. */
function fromOutside(sql: string): void {
  const triggers = raw.prepare("SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'").pluck().all();
  for (const name of triggers) raw.exec(`DROP TRIGGER temp."${name}"`);
  raw.exec(sql);
  armSeals(raw);
}

describe("the seals of rows", () => {
  it("cover every table of the schema but those that are checked otherwise", () => {
    const db = openTestDatabase();
    const tables = db.raw
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all();
    const sealed = sealedTables(db.raw).map(({ name }) => name);
    expect(tables.filter((name) => !sealed.includes(String(name))).sort()).toEqual(["migrations", "seals"]);
    expect(sealed).toContain("attempts");
  });

  it.each([
    [
      "texts with quotes, NUL, emoji and line ends",
      `('it''s "x"' || char(0) || '😀', 1, char(13, 10, 0, 8232), 1.5, x'00ff')`,
    ],
    ["a key that looks like JSON", `('","', -1, '["a"]', -0.0, x'')`],
    ["integers that a double cannot hold", "('k', 9007199254740993, 9223372036854775807, 1e308, NULL)"],
    ["the smallest integer", "('k', -9223372036854775808, -9223372036854775808, 5e-324, NULL)"],
    ["a whole number in a REAL column", "('k', 0, 1.0, 2, NULL)"],
    ["nothing but a key", "('', 0, NULL, NULL, NULL)"],
  ])("fit after writing, changing and deleting %s", (_what, values) => {
    raw.exec(`INSERT INTO odd VALUES ${values}`);
    expect(broken()).toEqual([]);
    raw.exec("UPDATE odd SET bytes = x'01', real = 0.1 + 0.2");
    expect(broken()).toEqual([]);
    raw.exec("UPDATE odd SET a = a || '!', b = b / 2");
    expect(broken()).toEqual([]);
    raw.exec("DELETE FROM odd");
    expect(broken()).toEqual([]);
    expect(raw.prepare("SELECT count(*) FROM seals").pluck().get()).toBe(0);
  });

  it.each([
    [
      "an upsert",
      "INSERT INTO name VALUES ('a', 'A2', 's') ON CONFLICT (key) DO UPDATE SET name = excluded.name",
    ],
    ["a replace by key", "INSERT OR REPLACE INTO name VALUES ('a', 'new', NULL)"],
    [
      "a replace that takes another row away, by its unique name",
      "INSERT OR REPLACE INTO name VALUES ('c', 'A', NULL)",
    ],
    ["an update that takes another row away", "UPDATE OR REPLACE name SET name = 'A' WHERE key = 'b'"],
    ["an insert that is ignored", "INSERT OR IGNORE INTO name VALUES ('a', 'other', NULL)"],
    ["an insert that is not", "INSERT OR IGNORE INTO name VALUES ('d', 'D', NULL)"],
    ["keys that move up by one", "UPDATE narrow SET id = id + 10"],
    ["rows that fall with the one they belong to", "DELETE FROM odd"],
    ["rows that follow the key they belong to", "UPDATE odd SET a = 'moved'"],
    ["a table without rowids", "UPDATE rowless SET id = id || 'x', value = 'y'"],
    ["a statement that fails half way", "UPDATE narrow SET id = 99"],
  ])("fit after %s", (_what, sql) => {
    raw.exec(`INSERT INTO name VALUES ('a', 'A', NULL), ('b', 'B', 'x');
      INSERT INTO odd VALUES ('o', 1, 1, 1, NULL); INSERT INTO narrow VALUES (1, 'o', 1), (2, 'o', 1);
      INSERT INTO rowless VALUES ('1', 'a'), ('2', NULL);`);
    try {
      raw.exec(sql);
    } catch (error) {
      expect(error).toMatchObject({ code: "SQLITE_CONSTRAINT_PRIMARYKEY" });
    }
    expect(broken()).toEqual([]);
  });

  it("fit after writing a zero with a sign, which SQLite stores without", () => {
    raw.prepare("INSERT INTO odd VALUES ('k', 0, ?, ?, NULL)").run(-0, -0);
    expect(broken()).toEqual([]);
  });

  it("are rolled back with their rows", () => {
    const fail = raw.transaction(() => {
      raw.exec("INSERT INTO name VALUES ('a', 'A', NULL)");
      throw new Error("no");
    });
    expect(fail).toThrow("no");
    raw.exec("INSERT INTO name VALUES ('a', 'B', NULL)");
    expect(broken()).toEqual([]);
  });

  it.each([
    ["a text", "UPDATE odd SET value = 'ONE' WHERE b = 1"],
    ["a number in place of the text that reads the same", "UPDATE odd SET value = 1 WHERE b = 1"],
    ["a REAL in place of the integer", "UPDATE odd SET value = 7.0 WHERE b = 2"],
    ["bytes in place of the text", "UPDATE odd SET value = x'31' WHERE b = 1"],
    ["an empty text in place of nothing", "UPDATE odd SET bytes = x'' WHERE b = 2"],
    ["an integer beyond 2^53 by one", "UPDATE odd SET value = 9007199254740992 WHERE b = 3"],
    ["a text that passed from one column to the next", "UPDATE name SET name = 'a', seal = 'bc'"],
  ])("tell what another program did to %s", (_what, sql) => {
    raw.exec(`INSERT INTO odd VALUES ('o', 1, '1', 1, NULL), ('o', 2, 7, 1, NULL), ('o', 3, 9007199254740993, -0.0, NULL);
      INSERT INTO name VALUES ('a', 'ab', 'c')`);
    fromOutside(sql);
    expect(broken()).toMatchObject([{ fault: "changed" }]);
  });

  it("tell a row that another program added, one that it deleted, and one whose key it changed", () => {
    raw.exec("INSERT INTO name VALUES ('a', 'A', NULL), ('b', 'B', NULL), ('c', 'C', NULL)");
    fromOutside(
      "INSERT INTO name VALUES ('z', 'Z', NULL); DELETE FROM name WHERE key = 'a'; UPDATE name SET key = 'bb' WHERE key = 'b'",
    );
    expect(new Set(broken())).toEqual(
      new Set([
        { name: "name", key: '["z"]', fault: "unsealed" },
        { name: "name", key: '["bb"]', fault: "unsealed" },
        { name: "name", key: '["a"]', fault: "gone" },
        { name: "name", key: '["b"]', fault: "gone" },
      ]),
    );
  });

  it.each([
    ["a seal", "UPDATE seals SET seal = x'00112233445566778899aabbccddeeff'", ["changed"]],
    ["the key of a seal", "UPDATE seals SET key = 'no json'", ["unsealed", "gone"]],
    ["the table of a seal", "UPDATE seals SET name = 'nane'", ["unsealed", "gone"]],
    ["the seals themselves", "DELETE FROM seals", ["unsealed"]],
  ])("tell a change of %s", (_what, sql, faults) => {
    raw.exec("INSERT INTO name VALUES ('a', 'A', NULL)");
    fromOutside(sql);
    expect(broken().map(({ fault }) => fault)).toEqual(faults);
  });

  it("do not take damage for sound because the program saved the row once more", () => {
    raw.exec("INSERT INTO name VALUES ('a', 'A', 'kept')");
    fromOutside("UPDATE name SET seal = 'kepu'");
    raw.exec("UPDATE name SET name = 'B'");
    expect(broken()).toMatchObject([{ key: '["a"]', fault: "changed" }]);
  });

  it("do not stand in the way of writing a row again that another program deleted", () => {
    raw.exec("INSERT INTO name VALUES ('a', 'A', NULL)");
    fromOutside("DELETE FROM name");
    raw.exec("INSERT INTO name VALUES ('a', 'B', NULL)");
    expect(broken()).toEqual([]);
  });

  it("cannot be got round by INSERT OR REPLACE, nor can the triggers that keep versions", () => {
    const db = openTestDatabase();
    db.raw.exec(`INSERT INTO contents VALUES ('${"a".repeat(64)}', 'x', 1)`);
    expect(() => db.raw.exec(`INSERT OR REPLACE INTO contents VALUES ('${"a".repeat(64)}', 'y', 1)`)).toThrow(
      /kept/,
    );
  });
});

describe("a migration", () => {
  const rewriting: Migration = {
    number: odd.number + 1,
    name: "rewriting",
    sql: "UPDATE name SET name = lower(name); ALTER TABLE odd ADD COLUMN more TEXT DEFAULT 'x'; DROP TABLE rowless",
  };
  const step = () => migrate(raw, ":memory:", () => "", [...migrations, odd, rewriting]);
  const rows =
    "INSERT INTO name VALUES ('a', 'A', NULL), ('b', 'B', NULL); INSERT INTO odd VALUES ('o', 1, 1, 1, NULL)";

  it("seals what it changed", () => {
    raw.exec(`${rows}; INSERT INTO rowless VALUES ('x', '')`);
    step();
    expect(broken()).toEqual([]);
    expect(raw.prepare("SELECT count(*) FROM seals").pluck().get()).toBe(3);
  });

  it.each([
    ["changed", "UPDATE name SET seal = 'x' WHERE key = 'a'", "changed"],
    ["added", "INSERT INTO name VALUES ('a2', 'A2', NULL)", "changed"],
    ["deleted", "DELETE FROM name WHERE key = 'a'", "gone"],
  ])("does not make a row sound that another program had %s before it", (_what, sql, fault) => {
    raw.exec(rows);
    fromOutside(sql);
    const key = broken()[0]?.key;
    step();
    expect(broken()).toEqual([{ name: "name", key, fault }]);
  });
});
