import type { SuiteId, SuiteVersionId } from "#shared/model/ids.ts";
import type { SuiteVersion } from "#shared/model/suite.ts";
import type { Database } from "../store/database.ts";

const columns = `id AS suiteVersionId, suite_id AS suiteId, number, hash, cases, message, created_at AS createdAt`;

/** Newest first. */
export const listSuiteVersions = (db: Database, suiteId: SuiteId): SuiteVersion[] =>
  db.all<SuiteVersion>(
    "list suite versions",
    `SELECT ${columns} FROM suite_versions WHERE suite_id = @suiteId ORDER BY number DESC`,
    { suiteId },
  );

export const latestSuiteVersion = (db: Database, suiteId: SuiteId): SuiteVersion | undefined =>
  db.get<SuiteVersion>(
    "latest suite version",
    `SELECT ${columns} FROM suite_versions WHERE suite_id = @suiteId ORDER BY number DESC LIMIT 1`,
    { suiteId },
  );

export const findSuiteVersion = (
  db: Database,
  id: SuiteVersionId,
): (SuiteVersion & { manifestJson: string }) | undefined =>
  db.get(
    "find suite version",
    `SELECT ${columns}, manifest_json AS manifestJson FROM suite_versions WHERE id = @id`,
    { id },
  );

export function insertSuiteVersion(db: Database, version: SuiteVersion & { manifestJson: string }): void {
  db.run(
    "insert suite version",
    `INSERT INTO suite_versions (id, suite_id, number, hash, cases, manifest_json, message, created_at)
     VALUES (@suiteVersionId, @suiteId, @number, @hash, @cases, @manifestJson, @message, @createdAt)`,
    { ...version },
  );
}
