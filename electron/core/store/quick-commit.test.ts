import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../tests/support/run-cli.ts";
import { openDatabase, openTestDatabase } from "./open-database.ts";
import { commitQuickly, syncCommits } from "./quick-commit.ts";

const full = 2;
const insert = "INSERT INTO settings (name, value_json) VALUES ('a', '1')";

it("leaves the next usual commit as safe as it was, also where the work fails", () => {
  const db = openTestDatabase();
  const isFull = () => db.raw.pragma("synchronous", { simple: true });
  expect(commitQuickly(db, () => isFull())).toBe(1);
  expect(isFull()).toBe(full);
  expect(() =>
    commitQuickly(db, () => {
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(isFull()).toBe(full);
});

it("is all or nothing, and part of a transaction that is open already", () => {
  const db = openTestDatabase();
  const count = () => db.get<{ count: number }>("count", "SELECT count(*) AS count FROM settings")?.count;
  expect(() =>
    db.transaction(() => {
      commitQuickly(db, () => db.run("insert", insert));
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(count()).toBe(0);
  commitQuickly(db, () => db.run("insert", insert));
  expect(count()).toBe(1);
});

it("takes no lock away that SQLite holds on the file, and tells a fault of the disk as what it is", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "workspace.db");
  const [mine, other] = [openDatabase(file, { log: () => {} }), openDatabase(file, { log: () => {} })];
  other.raw.pragma("busy_timeout = 1");
  mine.raw.exec("BEGIN IMMEDIATE");
  await syncCommits(mine);
  expect(() => other.run("insert", insert)).toThrow(/Another program/);
  mine.raw.exec("ROLLBACK");
  other.run("insert", insert);
  mine.close();
  other.close();
  // Closing put the log away.
  await expect(syncCommits(mine)).rejects.toMatchObject({ code: expect.stringMatching(/^(store\.|ENOENT)/) });
});
