import type { RunnableFormat } from "#shared/model/content.ts";
import type { PromptId, SnippetId } from "#shared/model/ids.ts";
import type { Database } from "../store/database.ts";
import { textKey } from "../store/text-key.ts";

export interface SnippetRow {
  snippetId: SnippetId;
  name: string;
  description: string;
  templateFormat: RunnableFormat;
  text: string;
  revision: number;
  createdAt: string;
  updatedAt: string;
}

const columns = `id AS snippetId, name, description, template_format AS templateFormat, text, revision,
  created_at AS createdAt, updated_at AS updatedAt`;

export function highestSnippetRevision(db: Database): number {
  return (
    db.get<{ highest: number | null }>(
      "highest snippet revision",
      "SELECT max(revision) AS highest FROM snippets",
    )?.highest ?? 0
  );
}

/** Makes every revision higher than `above`, in their order. */
export function raiseSnippetRevisions(db: Database, above: number): void {
  db.run("raise snippet revisions", "UPDATE snippets SET revision = revision + @above", { above });
}

/** By name. The search looks in name, description and text. */
export function listSnippets(db: Database, search = ""): SnippetRow[] {
  return db.all<SnippetRow>(
    "list snippets",
    `SELECT ${columns} FROM snippets WHERE removed_at IS NULL
     AND (@search = '' OR instr(name_key, @search) OR instr(text_key(description), @search)
       OR instr(text_key(text), @search))
     ORDER BY name_key`,
    { search: textKey(search.trim()) },
  );
}

export function findSnippet(db: Database, snippetId: SnippetId): SnippetRow | undefined {
  return db.get<SnippetRow>(
    "find snippet",
    `SELECT ${columns} FROM snippets WHERE id = @snippetId AND removed_at IS NULL`,
    { snippetId },
  );
}

/** Whatever the case of its name. */
export function findSnippetNamed(db: Database, name: string): SnippetRow | undefined {
  return db.get<SnippetRow>("find snippet named", `SELECT ${columns} FROM snippets WHERE name_key = @key`, {
    key: textKey(name),
  });
}

export function findRemovedSnippet(db: Database, snippetId: SnippetId): SnippetRow | undefined {
  return db.get<SnippetRow>(
    "find removed snippet",
    `SELECT ${columns} FROM snippets WHERE id = @snippetId AND removed_at IS NOT NULL`,
    { snippetId },
  );
}

export function insertSnippet(
  db: Database,
  snippet: Omit<SnippetRow, "revision" | "createdAt" | "updatedAt"> & { at: string },
): void {
  db.run(
    "insert snippet",
    `INSERT INTO snippets (id, name, name_key, description, template_format, text, revision, created_at, updated_at)
     VALUES (@snippetId, @name, @key, @description, @templateFormat, @text, 1, @at, @at)`,
    { ...snippet, key: textKey(snippet.name) },
  );
}

export function updateSnippet(
  db: Database,
  { snippetId, name, description, text, at }: Omit<Parameters<typeof insertSnippet>[1], "templateFormat">,
): void {
  db.run(
    "update snippet",
    `UPDATE snippets SET name = @name, name_key = @key, description = @description, text = @text,
       revision = revision + 1, updated_at = @at
     WHERE id = @snippetId`,
    { snippetId, name, key: textKey(name), description, text, at },
  );
}

/** A name is kept with what was removed, and free for others. */
export function setRemoved(
  db: Database,
  snippetId: SnippetId,
  name: string,
  removed: { at: string; isRemoved: boolean },
): void {
  db.run(
    "set snippet removed",
    `UPDATE snippets SET name = @name, name_key = @key, removed_at = @removedAt, revision = revision + 1,
       updated_at = @at
     WHERE id = @snippetId`,
    {
      snippetId,
      name,
      key: removed.isRemoved ? null : textKey(name),
      removedAt: removed.isRemoved ? removed.at : null,
      at: removed.at,
    },
  );
}

/** How many prompts refer to each name by their own messages. */
export function countDirectUses(db: Database): Map<string, number> {
  const rows = db.all<{ name: string; uses: number }>(
    "count snippet uses",
    `SELECT d.snippet_name AS name, count(*) AS uses FROM draft_snippets d
     JOIN prompts p ON p.id = d.prompt_id AND p.removed_at IS NULL GROUP BY d.snippet_name`,
  );
  return new Map(rows.map(({ name, uses }) => [name, uses]));
}

/** How many prompts refer to any of the names by their own messages. */
export function countUses(db: Database, names: readonly string[]): number {
  const row = db.get<{ uses: number }>(
    "count uses of snippets",
    `SELECT count(DISTINCT d.prompt_id) AS uses FROM json_each(@names) n
     JOIN draft_snippets d ON d.snippet_name = n.value
     JOIN prompts p ON p.id = d.prompt_id AND p.removed_at IS NULL`,
    { names: JSON.stringify(names) },
  );
  return row?.uses ?? 0;
}

export interface SnippetUser {
  promptId: PromptId;
  name: string;
  revision: number;
  contentHash: string;
  baseVersionId: string | null;
}

/** The prompts whose messages refer to any of the names, by name, with their drafts. One read of an index. */
export function listUsers(db: Database, names: readonly string[]): SnippetUser[] {
  return db.all<SnippetUser>(
    "list users of snippets",
    `SELECT p.id AS promptId, p.name, r.revision, r.content_hash AS contentHash, r.base_version_id AS baseVersionId
     FROM (SELECT DISTINCT d.prompt_id FROM json_each(@names) n JOIN draft_snippets d ON d.snippet_name = n.value) u
     JOIN prompts p ON p.id = u.prompt_id AND p.removed_at IS NULL
     JOIN drafts r ON r.prompt_id = p.id
     ORDER BY p.name_key`,
    { names: JSON.stringify(names) },
  );
}

/** Every reference of a message to a snippet, by the names of the prompts. */
export function listReferences(db: Database): { promptId: PromptId; name: string; snippet: string }[] {
  return db.all(
    "list references",
    `SELECT p.id AS promptId, p.name, d.snippet_name AS snippet FROM draft_snippets d
     JOIN prompts p ON p.id = d.prompt_id AND p.removed_at IS NULL ORDER BY p.name_key, p.id, d.snippet_name`,
  );
}
