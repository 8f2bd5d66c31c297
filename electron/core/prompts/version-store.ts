import type { PromptId, VersionId } from "#shared/model/ids.ts";
import type { VersionSummary } from "#shared/model/prompt.ts";
import type { Database } from "../store/database.ts";

const columns = `id AS versionId, prompt_id AS promptId, version, sequence, message, content_hash AS contentHash,
  parent_id AS parentId, revert_of AS revertOf, created_at AS createdAt`;

export function latestVersion(db: Database, promptId: PromptId): VersionSummary | undefined {
  return db.get<VersionSummary>(
    "latest version",
    `SELECT ${columns} FROM versions WHERE prompt_id = @promptId ORDER BY sequence DESC LIMIT 1`,
    { promptId },
  );
}

export function findVersion(db: Database, versionId: VersionId): VersionSummary | undefined {
  return db.get<VersionSummary>("find version", `SELECT ${columns} FROM versions WHERE id = @versionId`, {
    versionId,
  });
}

export function findVersionByNumber(
  db: Database,
  promptId: PromptId,
  version: string,
): VersionSummary | undefined {
  return db.get<VersionSummary>(
    "find version by number",
    `SELECT ${columns} FROM versions WHERE prompt_id = @promptId AND version = @version`,
    { promptId, version },
  );
}

/** Newest first, those with a sequence under `before`. */
export function listVersions(
  db: Database,
  promptId: PromptId,
  before: number | null,
  limit: number,
): VersionSummary[] {
  return db.all<VersionSummary>(
    "list versions",
    `SELECT ${columns} FROM versions WHERE prompt_id = @promptId AND (@before IS NULL OR sequence < @before)
     ORDER BY sequence DESC LIMIT @limit`,
    { promptId, before, limit },
  );
}

export function insertVersion(db: Database, row: VersionSummary): void {
  db.run(
    "insert version",
    `INSERT INTO versions (id, prompt_id, sequence, version, message, content_hash, parent_id, revert_of, created_at)
     VALUES (@versionId, @promptId, @sequence, @version, @message, @contentHash, @parentId, @revertOf, @createdAt)`,
    { ...row },
  );
}

export type JournalKind = "create" | "edit" | "conflict" | "revert" | "version";

export function insertJournal(
  db: Database,
  entry: {
    promptId: PromptId;
    kind: JournalKind;
    revision: number;
    contentHash: string;
    session: string;
    at: string;
  },
): number {
  const row = db.get<{ sequence: number }>(
    "insert journal",
    `INSERT INTO draft_journal (prompt_id, kind, revision, content_hash, session, saved_at)
     VALUES (@promptId, @kind, @revision, @contentHash, @session, @at) RETURNING sequence`,
    { ...entry },
  );
  return row?.sequence ?? 0;
}

export interface JournalRow {
  journalId: number;
  kind: JournalKind;
  contentHash: string;
  characters: number;
  savedAt: string;
}

const journalColumns = `j.sequence AS journalId, j.kind, j.content_hash AS contentHash, c.characters, j.saved_at AS savedAt`;

export function listJournal(
  db: Database,
  promptId: PromptId,
  before: number | null,
  limit: number,
): JournalRow[] {
  return db.all<JournalRow>(
    "list journal",
    `SELECT ${journalColumns} FROM draft_journal j JOIN contents c ON c.hash = j.content_hash
     WHERE j.prompt_id = @promptId AND (@before IS NULL OR j.sequence < @before)
     ORDER BY j.sequence DESC LIMIT @limit`,
    { promptId, before, limit },
  );
}

export function findJournal(db: Database, promptId: PromptId, journalId: number): JournalRow | undefined {
  return db.get<JournalRow>(
    "find journal entry",
    `SELECT ${journalColumns} FROM draft_journal j JOIN contents c ON c.hash = j.content_hash
     WHERE j.prompt_id = @promptId AND j.sequence = @journalId`,
    { promptId, journalId },
  );
}

/** The states that the draft itself has been in, oldest first, up to a revision. A text that was refused is none of them. */
export function listJournalSteps(
  db: Database,
  promptId: PromptId,
  revision: number,
): Pick<JournalRow, "journalId" | "kind" | "contentHash">[] {
  return db.all(
    "list journal steps",
    `SELECT sequence AS journalId, kind, content_hash AS contentHash FROM draft_journal
     WHERE prompt_id = @promptId AND revision <= @revision AND kind <> 'conflict' ORDER BY sequence`,
    { promptId, revision },
  );
}
