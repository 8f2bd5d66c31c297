import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { promptContent } from "#shared/model/content.ts";
import type { PromptId, VersionId } from "#shared/model/ids.ts";
import { insertVersion } from "../prompts/version-store.ts";
import { keepContent, sha256 } from "./content-store.ts";
import type { Database } from "./database.ts";
import { openDatabase, openTestDatabase } from "./open-database.ts";
import { sweepWorkspace, verifyWorkspace } from "./verify.ts";

const saying = (template: string) => promptContent.parse({ messages: [{ role: "human", template }] });

function writePrompt(db: Database, name: string, versions: number): void {
  const promptId = `prm_${name}` as PromptId;
  db.transaction(() => {
    db.raw
      .prepare("INSERT INTO prompts VALUES (?, ?, ?, '', '', 'design', '', '', NULL)")
      .run(promptId, name, name);
    let contentHash = keepContent(db, saying(name));
    for (let sequence = 1; sequence <= versions; sequence += 1) {
      contentHash = keepContent(db, saying(`${name} ${sequence} {{question}}`));
      insertVersion(db, {
        versionId: `ver_${name}_${sequence}` as VersionId,
        promptId,
        version: `1.0.${sequence - 1}`,
        sequence,
        message: "",
        contentHash,
        parentId: sequence === 1 ? null : (`ver_${name}_${sequence - 1}` as VersionId),
        revertOf: null,
        createdAt: "",
      });
    }
    db.raw.prepare("INSERT INTO drafts VALUES (?, 1, ?, NULL, '', '')").run(promptId, contentHash);
  });
}

const damage = "changed outside Lathe or damaged";

describe("verify of a file", () => {
  let file: string;
  beforeEach(() => {
    const folder = mkdtempSync(join(tmpdir(), "lathe-verify-"));
    file = join(folder, "workspace.db");
    onTestFinished(() => rmSync(folder, { recursive: true }));
  });
  const open = (): Database => {
    const db = openDatabase(file, { log: () => {} });
    onTestFinished(() => void (db.raw.open && db.close()));
    return db;
  };
  /** What somebody does with the sqlite3 program while Lathe is closed. */
  const byHand = (sql: string) => {
    const raw = new BetterSqlite3(file);
    raw.pragma("foreign_keys = OFF");
    raw.exec(sql);
    raw.close();
  };
  /** A trigger of the workspace is in the way of whoever changes a version by hand, but not for long. */
  const pastTrigger = (trigger: string, sql: string) => {
    const raw = new BetterSqlite3(file);
    const rule = raw.prepare("SELECT sql FROM sqlite_schema WHERE name = ?").pluck().get(trigger) as string;
    raw.exec(`DROP TRIGGER ${trigger}; ${sql}; ${rule}`);
    raw.close();
  };

  it("R-50 names the one bad version of 10,000, and the one bad text", () => {
    const written = open();
    writePrompt(written, "Customer reply", 10_000);
    written.close();
    pastTrigger("versions_are_immutable", "UPDATE versions SET message = 'x' WHERE version = '1.0.3'");
    pastTrigger(
      "contents_are_immutable",
      "UPDATE contents SET json = replace(json, 'question', 'questiom') WHERE json LIKE '%reply 9000 %'",
    );
    const db = open();
    expect(verifyWorkspace(db, { deep: false }).problems).toEqual([]);
    expect(verifyWorkspace(db).problems).toEqual([
      {
        object: "the text of version 1.0.8999 of “Customer reply”",
        problem: expect.stringContaining("its text is not the one of its hash"),
      },
      {
        object: "version 1.0.3 of “Customer reply”",
        problem: expect.stringMatching(
          /changed outside Lathe or damaged \(versions \["ver_Customer reply_4"]\)/,
        ),
      },
    ]);
  });

  it.each([
    ["a name", "UPDATE prompts SET name = 'Other'", "prompt “Other”"],
    ["an added tag", "INSERT INTO prompt_tags VALUES ('prm_Reply', 'it''s', 0)", "tag “it's” of “Reply”"],
    ["a setting", "INSERT INTO settings VALUES ('theme', '\"dark\"')", "setting theme"],
    ["a draft", "UPDATE drafts SET revision = 9", "draft of “Reply”"],
  ])("A-75 tells %s that was changed by hand, by its table and key", (_what, sql, object) => {
    const written = open();
    writePrompt(written, "Reply", 2);
    written.close();
    byHand(sql);
    const { ok, problems } = verifyWorkspace(open());
    expect(ok).toBe(false);
    expect(problems).toMatchObject([
      { object, problem: expect.stringMatching(/outside Lathe.*\(\w+ \[".*"]\)$/) },
    ]);
  });

  it("R-17 is the same in pieces beside other work as at one go", async () => {
    const written = open();
    writePrompt(written, "Reply", 300);
    written.close();
    byHand("UPDATE prompts SET description = 'x'; UPDATE drafts SET content_hash = 'none'");
    const db = open();
    const swept = await sweepWorkspace(db, new AbortController().signal);
    expect(swept.problems.map(({ object }) => object)).toEqual(
      expect.arrayContaining(["draft of “Reply”", "prompt “Reply”"]),
    );
    expect(swept).toEqual(verifyWorkspace(db));
  });

  it("lets other calls read and write between its steps, and does not mistake that for damage", async () => {
    const db = open();
    writePrompt(db, "Reply", 2_000);
    let isDone = false;
    const sweep = sweepWorkspace(db, new AbortController().signal, 0).finally(() => {
      isDone = true;
    });
    let writes = 0;
    for (; !isDone; writes += 1) {
      writePrompt(db, `while ${writes}`, 1);
      db.run("touch", "UPDATE prompts SET updated_at = @at", { at: String(writes) });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await sweep).problems).toEqual([]);
    expect(writes).toBeGreaterThan(10);
  });

  it("stops in the middle when it is told to", async () => {
    const db = open();
    writePrompt(db, "Reply", 2_000);
    const controller = new AbortController();
    const sweep = sweepWorkspace(db, controller.signal, 0);
    controller.abort(new Error("the window was closed"));
    await expect(sweep).rejects.toThrow("the window was closed");
  });
});

describe("verify", () => {
  let db: Database;
  beforeEach(() => {
    db = openTestDatabase();
    writePrompt(db, "Reply", 3);
    db.raw.exec(`INSERT INTO recordings
      (request_hash, repeat_index, provider, model, request_json, reply_json, latency_ms, recorded_at)
      VALUES ('${sha256("[]")}', 0, 'p', 'm', '[]', '{}', 1, '')`);
  });
  const objects = (deep = true) => verifyWorkspace(db, { deep }).problems.map(({ object }) => object);

  it("has nothing to tell of what was written by the rules, and counts it", () => {
    expect(verifyWorkspace(db)).toEqual({
      ok: true,
      deep: true,
      checked: { contents: 4, versions: 3, drafts: 1, runs: 0, recordings: 1 },
      problems: [],
    });
  });

  it.each([
    [
      "a recorded request that was edited",
      "DROP TRIGGER recordings_are_immutable; UPDATE recordings SET request_json = '{}'",
      ["trigger recordings_are_immutable", "recording 1 of m"],
    ],
    ["a prompt that lost its draft, which no list would show", "DELETE FROM drafts", ["prompt “Reply”"]],
    [
      "a version whose parent is a later one",
      "DROP TRIGGER versions_are_immutable; UPDATE versions SET parent_id = 'ver_Reply_3' WHERE sequence = 2",
      ["trigger versions_are_immutable", "version 1.0.1 of “Reply”"],
    ],
    [
      "a draft whose text is not there",
      "PRAGMA foreign_keys = OFF; UPDATE drafts SET content_hash = 'none'",
      ["draft of “Reply”"],
    ],
    ["a table that another program added", "CREATE TABLE theirs (x)", ["table theirs"]],
    ["an index that is missing", "DROP INDEX recordings_by_request", ["index recordings_by_request"]],
    [
      "a step of the schema under another name",
      "UPDATE migrations SET name = 'x' WHERE number = 1",
      ["schema step 1 (workspace)"],
    ],
    [
      "a step of the schema that nobody knows",
      "INSERT INTO migrations VALUES (99, 'theirs', '')",
      ["schema step 99 (theirs)"],
    ],
    [
      "a counter that would give a number twice",
      "UPDATE sqlite_sequence SET seq = 0",
      ["counter of recordings"],
    ],
    [
      "a counter that has gone on by itself",
      "UPDATE sqlite_sequence SET seq = 65",
      ["counter of recordings"],
    ],
    [
      "a counter of another table",
      "UPDATE sqlite_sequence SET name = 'recordingr'",
      ["counter of recordings", "counter of recordingr"],
    ],
  ])("finds %s", (_what, sql, expected) => {
    db.raw.exec(sql);
    expect(objects()).toEqual(expected);
  });

  it("takes the statistics that SQLite keeps of its indexes for no damage", () => {
    db.raw.exec("ANALYZE");
    expect(objects()).toEqual([]);
  });

  it("names rows by table and key where what names them is gone too", () => {
    const { raw } = db;
    raw.pragma("foreign_keys = OFF");
    raw.exec("DELETE FROM prompts; DROP TRIGGER versions_are_kept; DELETE FROM versions WHERE sequence = 2");
    expect(objects(false)).toEqual(
      expect.arrayContaining([
        "version 1.0.0 of prm_Reply",
        "draft of prm_Reply",
        "version 1.0.2 of prm_Reply",
      ]),
    );
  });

  it("tells a hundred rows of a kind and how many more there are, not a list that fills the memory", () => {
    writePrompt(db, "Many", 150);
    db.raw.exec("DELETE FROM seals WHERE name = 'versions'");
    const { problems } = verifyWorkspace(db);
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toEqual({
      object: "versions",
      problem: "the same is true of 53 more of its rows",
    });
    expect(problems[0]?.problem).toMatch(/outside Lathe/);
  });

  it("goes on to the next check where one cannot be made", () => {
    db.raw.exec("DROP TABLE drafts; UPDATE seals SET seal = zeroblob(16) WHERE name = 'prompts'");
    const { problems } = verifyWorkspace(db);
    expect(problems).toContainEqual({ object: "table drafts", problem: expect.stringContaining("missing") });
    expect(problems).toContainEqual({ object: "prompt “Reply”", problem: expect.stringContaining(damage) });
  });
});
