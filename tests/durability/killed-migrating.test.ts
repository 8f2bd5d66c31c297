import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import BetterSqlite3 from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate, migrations } from "#core/store/migrate.ts";
import { openDatabase } from "#core/store/open-database.ts";
import { verifyWorkspace } from "#core/store/verify.ts";
import { temporaryFolder } from "../support/run-cli.ts";

/** Of each step of each migration; more with `LATHE_KILLS=100`. */
const kills = Number(process.env.LATHE_KILLS ?? 3);
const migrator = join(import.meta.dirname, "migrator.ts");

it.each(migrations.map(({ number, name }) => ({ number, name })))(
  "R-04 a kill during the step to schema $number ($name) leaves the schema before or after it, and every row",
  { timeout: 600_000 },
  async ({ number }) => {
    const folder = temporaryFolder();
    const file = join(folder, "workspace.db");
    const start = number === 1 ? null : workspaceOfSchema(number - 1);
    const prepare = () => {
      for (const end of ["", "-wal", "-shm", ".copy", ".copy-journal"]) rmSync(file + end, { force: true });
      if (start !== null) copyFileSync(start, file);
    };
    const expected = start === null ? null : hashRows(start);

    prepare();
    const { tookMs } = await migrateUntilKilled(file, number, Number.POSITIVE_INFINITY);
    const ends = { before: 0, after: 0 };
    for (let kill = 0; kill < kills; kill += 1) {
      prepare();
      // From the beginning of the copy to a little after the end, evenly: by chance the short step would be missed.
      await migrateUntilKilled(file, number, ((kill + Math.random()) / kills) * tookMs * 1.2);
      const schema = schemaOf(file);
      expect([0, number - 1, number]).toContain(schema);
      ends[schema === number ? "after" : "before"] += 1;
      if (expected !== null) expect(hashRows(file)).toBe(expected);

      const db = openDatabase(file, { log: () => {} });
      const { problems } = verifyWorkspace(db);
      db.close();
      expect(problems).toEqual([]);
      expect(schemaOf(file)).toBe(migrations.length);
      if (expected !== null) expect(hashRows(file)).toBe(expected);
    }
    if (kills > 3)
      console.log(`schema ${number}: ${ends.before} kills before the step took hold, ${ends.after} after`);
  },
);

/** The fixture with some thousand rows more, so that a step takes long enough to be hit in the middle. */
function workspaceOfSchema(schema: number): string {
  const file = join(temporaryFolder(), "start.db");
  copyFileSync(join(import.meta.dirname, "../fixtures/workspace-schema-1.db"), file);
  const raw = new BetterSqlite3(file);
  raw.exec(`INSERT INTO draft_journal (prompt_id, kind, revision, content_hash, session, saved_at)
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
    SELECT prompt_id, 'edit', 100 + i, content_hash, '会话 ' || i, saved_at FROM drafts, n`);
  migrate(raw, file, () => "", migrations.slice(0, schema));
  raw.pragma("wal_checkpoint(TRUNCATE)");
  raw.close();
  return file;
}

async function migrateUntilKilled(file: string, last: number, afterMs: number): Promise<{ tookMs: number }> {
  const child = spawn(process.execPath, [migrator, file, String(last)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let complaints = "";
  child.stderr.on("data", (piece) => {
    complaints += piece;
  });
  let startedAt = 0;
  let tookMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const lines = createInterface(child.stdout);
  lines.on("line", (line) => {
    if (line === "ready") startedAt = performance.now();
    if (line === "ready" && Number.isFinite(afterMs))
      timer = setTimeout(() => child.kill("SIGKILL"), afterMs);
    if (line !== "done") return;
    tookMs = performance.now() - startedAt;
    if (!Number.isFinite(afterMs)) child.kill("SIGKILL");
  });
  const [[, signal]] = await Promise.all([once(child, "exit"), once(lines, "close")]);
  clearTimeout(timer);
  if (signal !== "SIGKILL") throw new Error(`The migration ended by itself:\n${complaints}`);
  return { tookMs };
}

/** 0 where the file was not made yet. Looks at a copy: an opening would finish what the kill left. */
function schemaOf(file: string): number {
  return withCopy(file, (raw) => raw.pragma("user_version", { simple: true }) as number) ?? 0;
}

/** Over every row of the first schema's tables, whatever the schema is now. */
function hashRows(file: string): string | null {
  return withCopy(file, (raw) => {
    const hash = createHash("sha256");
    const tables = ["contents", "settings", "providers", "prices", "recordings", "prompts", "prompt_tags"];
    for (const table of [...tables, "versions", "drafts", "draft_journal", "runs", "attempts"]) {
      hash.update(table);
      for (const row of raw.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).raw().iterate())
        hash.update(JSON.stringify(row));
    }
    return hash.digest("hex");
  });
}

function withCopy<T>(file: string, read: (raw: BetterSqlite3.Database) => T): T | null {
  const copy = join(temporaryFolder(), "copy.db");
  for (const end of ["", "-wal"]) {
    try {
      copyFileSync(file + end, copy + end);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      if (end === "") return null;
    }
  }
  const raw = new BetterSqlite3(copy);
  try {
    return read(raw);
  } finally {
    raw.close();
  }
}
