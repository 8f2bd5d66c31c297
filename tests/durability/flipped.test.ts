import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { expect, it } from "vitest";
import { type OpenOptions, openDatabase } from "#core/store/open-database.ts";
import { verifyWorkspace } from "#core/store/verify.ts";
import { LatheError } from "#shared/contract/errors.ts";
import { addFixtureExperiment } from "../support/realistic-experiments.ts";
import { temporaryFolder } from "../support/run-cli.ts";
import { addFixtureSuite } from "../support/suite-fixture.ts";
import { createTestPorts } from "../support/test-ports.ts";
import { addFixtureRun } from "../support/test-run-fixture.ts";

/** More with `LATHE_FLIPS=1000`, other ones with `LATHE_FLIP_SEED=7`. */
const flips = Number(process.env.LATHE_FLIPS ?? 60);
const seed = Number(process.env.LATHE_FLIP_SEED ?? 0);
const quiet: OpenOptions = { log: () => {} };

it("R-17 a single wrong bit anywhere in the file is told, or has changed nothing", {
  timeout: 600_000,
}, () => {
  const file = join(temporaryFolder(), "workspace.db");
  const sound = closedWorkspace();
  const before = readEverything(sound);
  const { random } = createTestPorts();
  for (let skipped = 0; skipped < seed; skipped += 1) random.next();

  const unnoticed: string[] = [];
  let told = 0;
  for (let flip = 0; flip < flips; flip += 1) {
    const bytes = readFileSync(sound);
    const bit = Math.floor(random.next() * bytes.length * 8);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    for (const end of ["-wal", "-shm"]) rmSync(file + end, { force: true });
    writeFileSync(file, bytes);
    if (isTold(file)) told += 1;
    else if (readEverything(file) !== before) unnoticed.push(`bit ${bit & 7} of byte ${bit >> 3}`);
  }
  expect(unnoticed).toEqual([]);
  expect(told).toBeGreaterThan(flips / 3);
  if (flips > 100) console.log(`${flips} flips: ${told} told, ${flips - told} in bytes that mean nothing`);
});

/**
 * With prompts, versions, drafts, runs, recordings, prices, a provider, suites, test runs and a comparison, of the newest
 * schema, all in one file.
 */
function closedWorkspace(): string {
  const file = join(temporaryFolder(), "workspace.db");
  copyFileSync(join(import.meta.dirname, "../fixtures/workspace-schema-1.db"), file);
  const db = openDatabase(file, quiet);
  const suite = addFixtureSuite(db, { cases: 60, caseOf: (index) => ({ tags: [`topic ${index % 3}`] }) });
  const { run } = addFixtureRun(suite, {
    repeats: 3,
    answer: ({ caseIndex }) => ({
      verdict: caseIndex % 9 === 0 ? "error" : "pass",
      reply: "On its way. ".repeat(40),
    }),
  });
  db.raw.exec(`INSERT INTO marks (attempt, rater, kind, value, note, at)
      SELECT sequence, 'me', 'thumb', 'up', 'good', ended_at FROM test_attempts WHERE run = ${run};
    INSERT INTO baselines SELECT prompt_id, sequence, created_at FROM test_runs`);
  addFixtureExperiment(db, [run, addFixtureRun(suite).run]);
  expect(verifyWorkspace(db).problems).toEqual([]);
  db.raw.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
  return file;
}

function isTold(file: string): boolean {
  try {
    const db = openDatabase(file, quiet);
    try {
      return db.readOnly !== null || !verifyWorkspace(db).ok;
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof LatheError && error.code.startsWith("store.")) return true;
    throw error;
  }
}

/** Every value of every row with its type, SQLite's own tables and marks too. */
function readEverything(file: string): string {
  const raw = new BetterSqlite3(file, { readonly: true });
  try {
    const tables = raw
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .pluck()
      .all() as string[];
    const rows = ["sqlite_schema", ...tables].map((table) => {
      const columns = (raw.pragma(`table_info(${table})`) as { name: string }[]).map(
        ({ name }) => `quote(${name})`,
      );
      // Where a table stands in the file is no part of what it says.
      const said = columns.filter((column) => column !== "quote(rootpage)").join(", ");
      return [table, ...raw.prepare(`SELECT concat_ws(', ', ${said}) FROM ${table}`).pluck().all().sort()];
    });
    return JSON.stringify([raw.pragma("user_version"), raw.pragma("application_id"), rows]);
  } finally {
    raw.close();
  }
}
