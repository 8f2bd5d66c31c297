import type BetterSqlite3 from "better-sqlite3";

/** For each table the name of a row in a person's words, as SQL; `@id` and `@id2` are the parts of its primary key. */
const names: Record<string, string> = {
  prompts: "SELECT 'prompt “' || name || '”' FROM prompts WHERE id = @id",
  prompt_tags: `SELECT 'tag “' || t.tag || '” of ' || coalesce('“' || p.name || '”', t.prompt_id)
    FROM prompt_tags t LEFT JOIN prompts p ON p.id = t.prompt_id WHERE t.prompt_id = @id AND t.tag = @id2`,
  versions: `SELECT 'version ' || v.version || ' of ' || coalesce('“' || p.name || '”', v.prompt_id)
    FROM versions v LEFT JOIN prompts p ON p.id = v.prompt_id WHERE v.id = @id`,
  drafts: `SELECT 'draft of ' || coalesce('“' || p.name || '”', d.prompt_id)
    FROM drafts d LEFT JOIN prompts p ON p.id = d.prompt_id WHERE d.prompt_id = @id`,
  draft_journal: `SELECT 'journal entry ' || j.sequence || ' of ' || coalesce('“' || p.name || '”', j.prompt_id)
    FROM draft_journal j LEFT JOIN prompts p ON p.id = j.prompt_id WHERE j.sequence = @id`,
  // Whoever uses a text first: a version, a draft, the journal.
  contents: `SELECT coalesce(
    (SELECT 'the text of version ' || v.version || ' of “' || p.name || '”' FROM versions v
       JOIN prompts p ON p.id = v.prompt_id WHERE v.content_hash = @id LIMIT 1),
    (SELECT 'the text of the draft of “' || p.name || '”' FROM drafts d
       JOIN prompts p ON p.id = d.prompt_id WHERE d.content_hash = @id LIMIT 1),
    (SELECT 'an earlier draft of “' || p.name || '” (journal entry ' || j.sequence || ')' FROM draft_journal j
       JOIN prompts p ON p.id = j.prompt_id WHERE j.content_hash = @id LIMIT 1),
    'a text that nothing uses')`,
  runs: "SELECT 'run ' || id || ' of “' || prompt_name || '”' FROM runs WHERE sequence = @id",
  attempts: `SELECT 'the answer of run ' || a.run_id || coalesce(' of “' || r.prompt_name || '”', '')
    FROM attempts a LEFT JOIN runs r ON r.id = a.run_id WHERE a.id = @id`,
  recordings: "SELECT 'recording ' || sequence || ' of ' || model FROM recordings WHERE sequence = @id",
  providers: "SELECT 'provider “' || name || '”' FROM providers WHERE id = @id",
  prices: "SELECT 'price of ' || @id2 || ' at ' || @id",
  settings: "SELECT 'setting ' || @id",
};

/** Names a row by its table and its key (a JSON array); by those two where the row, or what it belongs to, cannot be read. */
export function nameRow(raw: BetterSqlite3.Database, table: string, key: string): string {
  try {
    const [id = null, id2 = null] = JSON.parse(key) as (string | number)[];
    const sql = names[table];
    const name = sql && raw.prepare<[unknown], string | null>(sql).pluck().get({ id, id2 });
    if (name) return name;
  } catch {
    // What names it is damaged too.
  }
  return addressOf(table, key);
}

/** Where a row is, for somebody who looks into the file. */
export const addressOf = (table: string, key: string): string => `${table} ${key}`;
