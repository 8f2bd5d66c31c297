import type { Check } from "#shared/model/check.ts";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";
import type { Database } from "../store/database.ts";
import { textKey } from "../store/text-key.ts";

/** A suite without what is counted in its cases. */
export interface SuiteRow {
  suiteId: SuiteId;
  name: string;
  description: string;
  promptId: PromptId | null;
  /** null: none, or the prompt was removed. */
  promptName: string | null;
  cases: number;
  checks: Check[];
  threshold: number | null;
  revision: number;
  latestVersion: number | null;
  latestHash: string | null;
  latestCases: number | null;
  createdAt: string;
  updatedAt: string;
}

type StoredRow = Omit<SuiteRow, "checks"> & { checksJson: string };

const columns = `s.id AS suiteId, s.name, s.description, s.prompt_id AS promptId, p.name AS promptName,
  (SELECT count(*) FROM suite_cases WHERE suite_id = s.id) AS cases,
  s.checks_json AS checksJson, s.threshold, s.revision, latest.number AS latestVersion, latest.hash AS latestHash,
  latest.cases AS latestCases, s.created_at AS createdAt, s.updated_at AS updatedAt`;

const sources = `suites s
  LEFT JOIN prompts p ON p.id = s.prompt_id AND p.removed_at IS NULL
  LEFT JOIN suite_versions latest ON latest.suite_id = s.id
    AND latest.number = (SELECT max(number) FROM suite_versions WHERE suite_id = s.id)`;

const toRow = ({ checksJson, ...row }: StoredRow): SuiteRow => ({ ...row, checks: JSON.parse(checksJson) });

/** By name; with a prompt those that were written for it or for any. */
export function listSuites(
  db: Database,
  filter: { promptId?: PromptId | undefined; search: string },
): SuiteRow[] {
  return db
    .all<StoredRow>(
      "list suites",
      `SELECT ${columns} FROM ${sources} WHERE s.removed_at IS NULL
       AND (@promptId IS NULL OR s.prompt_id IS NULL OR s.prompt_id = @promptId)
       AND (@search = '' OR instr(s.name_key, @search) OR instr(text_key(s.description), @search))
       ORDER BY s.name_key`,
      { promptId: filter.promptId ?? null, search: textKey(filter.search.trim()) },
    )
    .map(toRow);
}

export function findSuite(db: Database, id: SuiteId): SuiteRow | undefined {
  const row = db.get<StoredRow>(
    "find suite",
    `SELECT ${columns} FROM ${sources} WHERE s.id = @id AND s.removed_at IS NULL`,
    { id },
  );
  return row && toRow(row);
}

export function findSuiteByName(db: Database, name: string): SuiteRow | undefined {
  const row = db.get<StoredRow>(
    "find suite by name",
    `SELECT ${columns} FROM ${sources} WHERE s.name_key = @key AND s.removed_at IS NULL`,
    { key: textKey(name) },
  );
  return row && toRow(row);
}

/** Also of one that was removed: its runs still name it. */
export function findSuiteName(
  db: Database,
  id: SuiteId,
): { name: string; removedAt: string | null } | undefined {
  return db.get("find suite's name", "SELECT name, removed_at AS removedAt FROM suites WHERE id = @id", {
    id,
  });
}

/** The newest names, to suggest when one is mistyped. */
export function listSuiteNames(db: Database, limit: number): string[] {
  return db
    .all<{ name: string }>(
      "list suite names",
      "SELECT name FROM suites WHERE removed_at IS NULL ORDER BY updated_at DESC LIMIT @limit",
      { limit },
    )
    .map((row) => row.name);
}

export interface SuiteFields {
  name: string;
  description: string;
  promptId: PromptId | null;
  checksJson: string;
  threshold: number | null;
  at: string;
}

export function insertSuite(db: Database, suite: SuiteFields & { suiteId: SuiteId }): void {
  db.run(
    "insert suite",
    `INSERT INTO suites
       (id, name, name_key, description, prompt_id, checks_json, threshold, revision, created_at, updated_at)
     VALUES (@suiteId, @name, @key, @description, @promptId, @checksJson, @threshold, 1, @at, @at)`,
    { ...suite, key: textKey(suite.name) },
  );
}

export function updateSuite(db: Database, suite: SuiteFields & { suiteId: SuiteId }): void {
  db.run(
    "update suite",
    `UPDATE suites SET name = @name, name_key = @key, description = @description, prompt_id = @promptId,
       checks_json = @checksJson, threshold = @threshold, updated_at = @at WHERE id = @suiteId`,
    { ...suite, key: textKey(suite.name) },
  );
}

/** Answers the new revision. */
export function raiseRevision(db: Database, suiteId: SuiteId, at: string): number {
  return (
    db.get<{ revision: number }>(
      "raise suite's revision",
      "UPDATE suites SET revision = revision + 1, updated_at = @at WHERE id = @suiteId RETURNING revision",
      { suiteId, at },
    )?.revision ?? 0
  );
}

/** Under its name from now on; null: out of the lists. */
export function setRemoved(db: Database, suiteId: SuiteId, name: string, removedAt: string | null): void {
  db.run(
    "set suite removed",
    `UPDATE suites SET name = @name, name_key = @key, removed_at = @removedAt, revision = revision + 1
     WHERE id = @suiteId`,
    { suiteId, name, key: textKey(name), removedAt },
  );
}

export function highestSuiteRevision(db: Database): number {
  return (
    db.get<{ highest: number | null }>(
      "highest suite revision",
      "SELECT max(revision) AS highest FROM suites",
    )?.highest ?? 0
  );
}

/** Makes every revision higher than `above`, in their order, with those of the cases. */
export function raiseSuiteRevisions(db: Database, above: number): void {
  db.run("raise suite revisions", "UPDATE suites SET revision = revision + @above", { above });
  db.run("raise case revisions", "UPDATE suite_cases SET revision = revision + @above", { above });
}
