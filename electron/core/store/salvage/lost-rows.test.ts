import { readFileSync } from "node:fs";
import BetterSqlite3 from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { change, overwrite, overwritePages, pagesOf } from "../../../../tests/support/damage.ts";
import { makeRealisticWorkspace } from "../../../../tests/support/realistic-workspace.ts";
import { createSalvageBench, rowsOf } from "../../../../tests/support/salvage-bench.ts";
import type { Database } from "../database.ts";
import { migrate, migrations } from "../migrate.ts";
import { openDatabase } from "../open-database.ts";
import { quote } from "../seals.ts";
import { readSchema } from "./table-shapes.ts";

const bench = createSalvageBench();
const file = bench.path("source.db");
const counted = (db: Database | null, sql: string) => db?.get<{ n: number }>("count", sql)?.n;

beforeAll(async () => {
  const db = await makeRealisticWorkspace(file, { prompts: 40, runs: 20 });
  // No old copies of rows in what is free of a page: these tests look for the bytes of one row.
  db.raw.exec("VACUUM");
  db.close();
});
afterAll(() => bench.remove());

describe("what rows refer to", () => {
  it("is lost with a prompt's name, and its texts are found under a new one", async () => {
    const { report, target, table } = await bench.salvage(file, (copy) =>
      overwritePages(copy, pagesOf(copy, { name: "prompts", type: "leaf" })),
    );
    // Runs remember what a prompt was called.
    const named = report.prompts.find(({ name }) => name === "Recovered prompt 5");
    expect(named).toEqual({ name: "Recovered prompt 5", versionsKept: 6, versionsLost: 0, draft: "kept" });
    expect(report.prompts.map(({ name }) => name)).toContain("Recovered prompt (2)");
    expect(table("prompts")).toEqual({ name: "prompts", kept: 0, lost: 40 });
    expect(table("versions")).toMatchObject({ kept: 136, lost: 0 });
    expect(counted(target, "SELECT count(*) AS n FROM prompts WHERE folder = 'Recovered'")).toBe(40);
  });

  it("is lost with everything that names a text, and the texts become prompts", async () => {
    const { report, target } = await bench.salvage(file, (copy) => {
      const named = ["prompts", "versions", "drafts", "draft_journal", "runs"];
      overwritePages(
        copy,
        named.flatMap((name) => pagesOf(copy, { name })),
      );
    });
    expect(report.prompts.map(({ name }) => name)).toContain("Recovered text 1");
    expect(counted(target, "SELECT count(*) AS n FROM drafts")).toBe(
      counted(target, "SELECT count(*) AS n FROM contents"),
    );
    expect(report.notes.some((note) => /^\d+ texts were found/.test(note))).toBe(true);
  });

  it("is a text of no prompt: it stays, but makes none", async () => {
    const { report } = await bench.salvage(file, (copy) =>
      change(copy, "DELETE FROM recordings WHERE sequence = 1"),
    );
    expect(report.prompts.filter(({ name }) => name.startsWith("Recovered"))).toEqual([]);
    expect(report.tables).toContainEqual({ name: "recordings", kept: 19, lost: 1 });
  });

  it("is a version that is lost: later ones stay, without it as their parent", async () => {
    const { target, prompt, report } = await bench.salvage(file, (copy) =>
      change(copy, "DELETE FROM versions WHERE version = '1.0.1' AND message = 'step 2 of 5'"),
    );
    expect(prompt("prompt 5")).toMatchObject({ versionsKept: 5, versionsLost: 1 });
    expect(prompt("prompt 4")).toMatchObject({ versionsKept: 5, versionsLost: 0 });
    const orphan = target?.get("parent", "SELECT parent_id FROM versions WHERE message = 'step 3 of 5'");
    expect(orphan).toEqual({ parent_id: null });
    expect(report.tables).toContainEqual({ name: "versions", kept: 135, lost: 1 });
  });

  it("is an attempt that is lost: a run that nothing would show is not kept", async () => {
    const { table } = await bench.salvage(file, (copy) =>
      change(copy, "DELETE FROM attempts WHERE rowid IN (3, 4)"),
    );
    expect(table("attempts")).toMatchObject({ kept: 18, lost: 2 });
    expect(table("runs")).toMatchObject({ kept: 18, lost: 2 });
  });
});

describe("a draft", () => {
  const idOf = "(SELECT id FROM prompts WHERE name = 'prompt 6')";
  const draftText = `(SELECT content_hash FROM drafts WHERE prompt_id = ${idOf})`;
  const textOf = (target: Database | null) =>
    target?.get(
      "draft",
      `SELECT json_extract(json, '$.messages[1].template') AS text FROM contents WHERE hash = ${draftText}`,
    );

  it("that is lost comes back from the journal", async () => {
    const { prompt, target } = await bench.salvage(file, (copy) =>
      change(copy, `DELETE FROM drafts WHERE prompt_id = ${idOf}`),
    );
    expect(prompt("prompt 6")?.draft).toBe("from-journal");
    expect(textOf(target)).toEqual({ text: "{question} (99)" });
  });

  it("whose text is lost is the newest one before, and other windows see that it changed", async () => {
    const { prompt, target } = await bench.salvage(file, (copy) =>
      change(copy, `DELETE FROM contents WHERE hash = ${draftText}`),
    );
    expect(prompt("prompt 6")?.draft).toBe("from-journal");
    expect(textOf(target)).toEqual({ text: "{question} (1)" });
    expect(target?.get("revision", `SELECT revision FROM drafts WHERE prompt_id = ${idOf}`)).toEqual({
      revision: 4,
    });
  });

  it("that is an old copy gives way to the journal", async () => {
    const { prompt, target } = await bench.salvage(file, (copy) =>
      change(
        copy,
        `UPDATE drafts SET revision = 1, content_hash = (SELECT content_hash FROM draft_journal j
           WHERE j.prompt_id = drafts.prompt_id AND kind = 'create') WHERE prompt_id = ${idOf}`,
      ),
    );
    expect(prompt("prompt 6")?.draft).toBe("from-journal");
    expect(textOf(target)).toEqual({ text: "{question} (99)" });
  });

  it("that has no journal left comes from the latest version", async () => {
    const { prompt, target } = await bench.salvage(file, (copy) =>
      change(
        copy,
        `DELETE FROM draft_journal WHERE prompt_id = ${idOf}`,
        `DELETE FROM drafts WHERE prompt_id = ${idOf}`,
      ),
    );
    expect(prompt("prompt 6")?.draft).toBe("from-version");
    expect(textOf(target)).toEqual({ text: "{question} (1)" });
  });

  it("of which nothing is left is empty, and said to be lost", async () => {
    const { prompt, target, table } = await bench.salvage(file, (copy) =>
      change(
        copy,
        ...["draft_journal", "drafts", "versions", "runs"].map(
          (name) => `DELETE FROM ${name} WHERE prompt_id = ${idOf}`,
        ),
      ),
    );
    // A version of somebody is missing; nothing tells whose it was.
    expect(table("versions")?.lost).toBe(1);
    expect(prompt("prompt 6")).toMatchObject({ versionsKept: 0, versionsLost: null, draft: "lost" });
    expect(textOf(target)).toEqual({ text: "" });
  });
});

describe("a single wrong byte", () => {
  // Where a page once was a leaf, old copies stand on it: the last is the row.
  const place = (text: string) => readFileSync(file).lastIndexOf(text);

  it("in a text loses that text, never shows a wrong one", async () => {
    const at = place('"template":"{question} (3)"');
    const { report, table } = await bench.salvage(file, (copy) => overwrite(copy, at + 13, Buffer.from("Q")));
    expect(table("contents")?.lost).toBe(1);
    expect(table("versions")?.lost).toBe(1);
    expect(report.notes.filter((note) => note.startsWith("Version 1.0.2 of"))).toHaveLength(1);
  });

  it("in the hash beside a text loses nothing: the versions still name the right one", async () => {
    const raw = new BetterSqlite3(file, { readonly: true });
    const hash = raw
      .prepare("SELECT content_hash FROM versions WHERE message = 'step 3 of 4'")
      .pluck()
      .get() as string;
    const json = raw.prepare("SELECT json FROM contents WHERE hash = ?").pluck().get(hash) as string;
    raw.close();
    const at = readFileSync(file).indexOf(hash + json.slice(0, 40));
    expect(at).toBeGreaterThan(0);
    const { table, prompt } = await bench.salvage(file, (copy) =>
      overwrite(copy, at, Buffer.from(hash[0] === "a" ? "b" : "a")),
    );
    expect(table("contents")?.lost).toBe(0);
    expect(prompt("prompt 4")).toMatchObject({ versionsLost: 0, draft: "kept" });
  });

  it("in a name is kept, and told: the row is not the one that was sealed", async () => {
    const at = place("What prompt 8 is for");
    const { report, target } = await bench.salvage(file, (copy) => overwrite(copy, at, Buffer.from("w")));
    expect(
      counted(target, "SELECT count(*) AS n FROM prompts WHERE description = 'what prompt 8 is for'"),
    ).toBe(1);
    expect(report.notes).toEqual([
      "In prompts, what stands there is not what was sealed (rows: 1). It was kept as it reads: look it through.",
    ]);
  });
});

describe("the schema", () => {
  it("of the first Lathe is read too, damaged or not", async () => {
    const old = bench.path("old.db");
    const raw = new BetterSqlite3(old);
    raw.pragma("journal_mode = WAL");
    migrate(raw, old, () => "", migrations.slice(0, 1));
    raw.prepare("ATTACH ? AS source").run(file);
    const names = raw
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .pluck()
      .all() as string[];
    for (const name of names.filter((table) => readSchema().tables.has(table)))
      raw.exec(`INSERT INTO main.${quote(name)} SELECT * FROM source.${quote(name)}`);
    raw.exec("DETACH source");
    raw.close();
    const source = openDatabase(file, { log: () => {} });
    for (const damage of [() => {}, (copy: string) => overwritePages(copy, [1])]) {
      const { target, report } = await bench.salvage(old, damage);
      for (const name of ["contents", "versions", "runs", "attempts"])
        expect(rowsOf(target as Database, name), name).toEqual(rowsOf(source, name));
      expect(report.tables.filter(({ lost }) => lost !== 0)).toEqual([]);
    }
    source.close();
  });

  it("has no table that would be left behind: each is read by its rows, or written by whoever opens the file", () => {
    const db = openDatabase(bench.path("empty.db"), { log: () => {} });
    const names = db.all<{ name: string }>(
      "tables",
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('seals', 'migrations') AND name NOT LIKE 'sqlite%'",
    );
    db.close();
    expect([...readSchema().tables.keys()].sort()).toEqual(names.map(({ name }) => name).sort());
  });
});
