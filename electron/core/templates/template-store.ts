import type { PromptId, SuiteId } from "#shared/model/ids.ts";
import type { Database } from "../store/database.ts";

/** An own template without the text of it. */
export interface TemplateRow {
  key: string;
  name: string;
  contentHash: string;
  createdAt: string;
  updatedAt: string;
}

const columns = "key, name, content_hash AS contentHash, created_at AS createdAt, updated_at AS updatedAt";

export const listTemplates = (db: Database): TemplateRow[] =>
  db.all<TemplateRow>(
    "list templates",
    `SELECT ${columns} FROM templates WHERE removed_at IS NULL ORDER BY sequence`,
  );

export const findTemplate = (
  db: Database,
  key: string,
): (TemplateRow & { json: string; removedAt: string | null }) | undefined =>
  db.get(
    "find template",
    `SELECT ${columns}, template_json AS json, removed_at AS removedAt FROM templates WHERE key = @key`,
    { key },
  );

export function insertTemplate(
  db: Database,
  template: { key: string; name: string; json: string; contentHash: string; at: string },
): void {
  db.run(
    "insert template",
    `INSERT INTO templates (key, name, template_json, content_hash, created_at, updated_at)
     VALUES (@key, @name, @json, @contentHash, @at, @at)`,
    template,
  );
}

export function updateTemplate(
  db: Database,
  template: { key: string; name: string; json: string; at: string },
): void {
  db.run(
    "update template",
    "UPDATE templates SET name = @name, template_json = @json, updated_at = @at WHERE key = @key",
    template,
  );
}

/** Under its name from now on; null: back in the library. */
export function setRemoved(db: Database, key: string, name: string, removedAt: string | null): void {
  db.run(
    "set template removed",
    "UPDATE templates SET name = @name, removed_at = @removedAt WHERE key = @key",
    { key, name, removedAt },
  );
}

export function insertUse(
  db: Database,
  use: { key: string; promptId: PromptId; suiteId: SuiteId | null; at: string },
): void {
  db.run(
    "insert use of template",
    `INSERT INTO template_uses (template_key, prompt_id, suite_id, used_at) VALUES (@key, @promptId, @suiteId, @at)`,
    use,
  );
}

export const countUses = (db: Database): Map<string, number> =>
  new Map(
    db
      .all<{ key: string; uses: number }>(
        "count uses of templates",
        "SELECT template_key AS key, count(*) AS uses FROM template_uses GROUP BY template_key",
      )
      .map(({ key, uses }) => [key, uses]),
  );

/** The prompts that were made from templates together with a suite. */
export const listUses = (db: Database): { key: string; promptId: PromptId; suiteId: SuiteId }[] =>
  db.all(
    "list uses of templates",
    `SELECT template_key AS key, prompt_id AS promptId, suite_id AS suiteId FROM template_uses
     WHERE suite_id IS NOT NULL`,
  );
