import type { PromptId, VersionId } from "#shared/model/ids.ts";
import type { PromptSummary, Stage } from "#shared/model/prompt.ts";
import type { Database } from "../store/database.ts";
import { textKey } from "../store/text-key.ts";

interface PromptRow {
  id: string;
  name: string;
  description: string;
  folder: string;
  stage: string;
  created_at: string;
  updated_at: string;
  tags_json: string;
  latest_version: string | null;
  latest_hash: string | null;
  version_count: number;
  draft_hash: string;
}

const columns = `p.id, p.name, p.description, p.folder, p.stage, p.created_at, p.updated_at,
  (SELECT json_group_array(tag) FROM (SELECT tag FROM prompt_tags WHERE prompt_id = p.id ORDER BY position)) AS tags_json,
  latest.version AS latest_version, latest.content_hash AS latest_hash, coalesce(latest.sequence, 0) AS version_count,
  d.content_hash AS draft_hash`;

const sources = `prompts p
  JOIN drafts d ON d.prompt_id = p.id
  LEFT JOIN versions latest ON latest.prompt_id = p.id
    AND latest.sequence = (SELECT max(sequence) FROM versions WHERE prompt_id = p.id)`;

const toSummary = (row: PromptRow): PromptSummary => ({
  promptId: row.id as PromptId,
  name: row.name,
  description: row.description,
  folder: row.folder,
  tags: JSON.parse(row.tags_json),
  stage: row.stage as Stage,
  latestVersion: row.latest_version,
  versionCount: row.version_count,
  draftChanged: row.latest_hash !== row.draft_hash,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** How names are compared, whatever their case. */
export const nameKey = textKey;

export interface PromptFilter {
  search: string;
  folder?: string | undefined;
  tag?: string | undefined;
  stage?: Stage | undefined;
}

const matches = `p.removed_at IS NULL
  AND (@folder IS NULL OR p.folder = @folder)
  AND (@stage IS NULL OR p.stage = @stage)
  AND (@tag IS NULL OR EXISTS (SELECT 1 FROM prompt_tags t WHERE t.prompt_id = p.id AND t.tag = @tag))
  AND (@search = '' OR instr(p.name_key, @search) OR instr(text_key(p.description), @search) OR instr(d.search_text, @search)
    OR EXISTS (SELECT 1 FROM prompt_tags t WHERE t.prompt_id = p.id AND instr(text_key(t.tag), @search)))`;

const filterParameters = (filter: PromptFilter) => ({
  search: nameKey(filter.search.trim()),
  folder: filter.folder ?? null,
  tag: filter.tag ?? null,
  stage: filter.stage ?? null,
});

/** Prompts in the order of folder and name, after the one with the id `after`. */
export function listPrompts(
  db: Database,
  filter: PromptFilter,
  after: string | null,
  limit: number,
): PromptSummary[] {
  const rows = db.all<PromptRow>(
    "list prompts",
    `SELECT ${columns} FROM ${sources} WHERE ${matches}
     AND (@after IS NULL OR (p.folder, p.name_key) > (SELECT folder, name_key FROM prompts WHERE id = @after))
     ORDER BY p.folder, p.name_key LIMIT @limit`,
    { ...filterParameters(filter), after, limit },
  );
  return rows.map(toSummary);
}

export function countPrompts(db: Database, filter: PromptFilter): number {
  return (
    db.get<{ total: number }>(
      "count prompts",
      `SELECT count(*) AS total FROM prompts p JOIN drafts d ON d.prompt_id = p.id WHERE ${matches}`,
      filterParameters(filter),
    )?.total ?? 0
  );
}

export function findPrompt(db: Database, id: PromptId): PromptSummary | undefined {
  const row = db.get<PromptRow>(
    "find prompt",
    `SELECT ${columns} FROM ${sources} WHERE p.id = @id AND p.removed_at IS NULL`,
    { id },
  );
  return row && toSummary(row);
}

export function findPromptByName(db: Database, name: string): PromptSummary | undefined {
  const row = db.get<PromptRow>(
    "find prompt by name",
    `SELECT ${columns} FROM ${sources} WHERE p.name_key = @key AND p.removed_at IS NULL`,
    { key: nameKey(name) },
  );
  return row && toSummary(row);
}

/** Quicker than finding the prompt: an import asks it of thousands of names. */
export const isNameTaken = (db: Database, name: string): boolean =>
  db.get("is name taken", "SELECT 1 FROM prompts WHERE name_key = @key AND removed_at IS NULL", {
    key: nameKey(name),
  }) !== undefined;

/** Nothing was ever written here, not even something that was removed since. */
export function isNewWorkspace(db: Database): boolean {
  return db.get("any prompt", "SELECT 1 FROM prompts LIMIT 1") === undefined;
}

/** The newest names, to suggest when one is mistyped. */
export function listNames(db: Database, limit: number): string[] {
  return db
    .all<{ name: string }>(
      "list names",
      "SELECT name FROM prompts WHERE removed_at IS NULL ORDER BY updated_at DESC LIMIT @limit",
      { limit },
    )
    .map((row) => row.name);
}

export function insertPrompt(
  db: Database,
  prompt: { id: PromptId; name: string; description: string; folder: string; stage: Stage; at: string },
): void {
  db.run(
    "insert prompt",
    `INSERT INTO prompts (id, name, name_key, description, folder, stage, created_at, updated_at)
     VALUES (@id, @name, @key, @description, @folder, @stage, @at, @at)`,
    { ...prompt, key: nameKey(prompt.name) },
  );
}

export function updatePrompt(
  db: Database,
  id: PromptId,
  change: { name: string; description: string; folder: string; at: string },
): void {
  db.run(
    "update prompt",
    `UPDATE prompts SET name = @name, name_key = @key, description = @description, folder = @folder, updated_at = @at
     WHERE id = @id`,
    { id, ...change, key: nameKey(change.name) },
  );
}

export function renamePrompt(db: Database, id: PromptId, name: string, at: string): void {
  db.run(
    "rename prompt",
    "UPDATE prompts SET name = @name, name_key = @key, updated_at = @at WHERE id = @id",
    {
      id,
      name,
      key: nameKey(name),
      at,
    },
  );
}

export function touchPrompt(db: Database, id: PromptId, at: string): void {
  db.run("touch prompt", "UPDATE prompts SET updated_at = @at WHERE id = @id", { id, at });
}

export function replaceTags(db: Database, id: PromptId, tags: string[]): void {
  db.run("clear tags", "DELETE FROM prompt_tags WHERE prompt_id = @id", { id });
  for (const [position, tag] of [...new Set(tags)].entries()) {
    db.run("insert tag", "INSERT INTO prompt_tags (prompt_id, tag, position) VALUES (@id, @tag, @position)", {
      id,
      tag,
      position,
    });
  }
}

export function setRemoved(db: Database, id: PromptId, at: string | null): number {
  return db.run("set removed", "UPDATE prompts SET removed_at = @at WHERE id = @id", { id, at }).changes;
}

export function findRemovedName(db: Database, id: PromptId): string | undefined {
  return db.get<{ name: string }>(
    "find removed prompt",
    "SELECT name FROM prompts WHERE id = @id AND removed_at IS NOT NULL",
    { id },
  )?.name;
}

type Facet = { name: string; count: number };

export function listFacets(db: Database): { folders: Facet[]; tags: Facet[] } {
  return {
    folders: db.all<Facet>(
      "list folders",
      `SELECT folder AS name, count(*) AS count FROM prompts WHERE removed_at IS NULL AND folder <> ''
       GROUP BY folder ORDER BY folder`,
    ),
    tags: db.all<Facet>(
      "list tags",
      `SELECT t.tag AS name, count(*) AS count FROM prompt_tags t JOIN prompts p ON p.id = t.prompt_id
       WHERE p.removed_at IS NULL GROUP BY t.tag ORDER BY t.tag`,
    ),
  };
}

export interface DraftRow {
  revision: number;
  contentHash: string;
  baseVersionId: VersionId | null;
  savedAt: string;
}

export function findDraft(db: Database, id: PromptId): DraftRow | undefined {
  return db.get<DraftRow>(
    "find draft",
    `SELECT revision, content_hash AS contentHash, base_version_id AS baseVersionId, saved_at AS savedAt
     FROM drafts WHERE prompt_id = @id`,
    { id },
  );
}

export function putDraft(
  db: Database,
  id: PromptId,
  draft: {
    revision: number;
    contentHash: string;
    baseVersionId: VersionId | null;
    searchText: string;
    at: string;
  },
): void {
  db.run(
    "put draft",
    `INSERT INTO drafts (prompt_id, revision, content_hash, base_version_id, search_text, saved_at)
     VALUES (@id, @revision, @contentHash, @baseVersionId, @searchText, @at)
     ON CONFLICT (prompt_id) DO UPDATE SET revision = excluded.revision, content_hash = excluded.content_hash,
       base_version_id = excluded.base_version_id, search_text = excluded.search_text, saved_at = excluded.saved_at`,
    { id, ...draft },
  );
}

export function highestRevision(db: Database): number {
  const row = db.get<{ highest: number | null }>(
    "highest revision",
    "SELECT max(revision) AS highest FROM drafts",
  );
  return row?.highest ?? 0;
}

/** Makes every draft's revision higher than `above`, in their order. */
export function raiseRevisions(db: Database, above: number): void {
  db.run("raise revisions", "UPDATE drafts SET revision = revision + @above", { above });
}
