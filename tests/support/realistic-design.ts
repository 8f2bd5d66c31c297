import type { Database } from "#core/store/database.ts";
import type { PromptId, SuiteId } from "#shared/model/ids.ts";
import { promptSpec } from "#shared/model/spec.ts";
import { nextId } from "./suite-fixture.ts";

/**
 * What the design of a prompt leaves, written straight into the tables: two states of a spec, a report, two snippets of
 * which one was removed, a template of the user's own and a use of it.
 */
export function addFixtureDesign(db: Database, promptId: PromptId, suiteId: SuiteId): void {
  const at = "2026-11-27T09:00:00.000Z";
  const hash = "SELECT content_hash FROM drafts WHERE prompt_id = @promptId";
  db.transaction(() => {
    for (const revision of [1, 2]) {
      db.run(
        "fixture spec",
        `INSERT INTO prompt_specs (prompt_id, revision, spec_json, generated_hash, saved_at)
         VALUES (@promptId, @revision, @spec, CASE WHEN @revision = 2 THEN (${hash}) END, @at)`,
        { promptId, revision, at, spec: JSON.stringify(promptSpec.parse({ task: `Answer ${revision}` })) },
      );
    }
    db.run(
      "fixture report",
      `INSERT INTO validations (id, prompt_id, content_hash, spec_hash, inputs_hash, compliance, issues, valid_inputs,
         total_inputs, clean, report_json, made_at)
       VALUES (@id, @promptId, (${hash}), @other, @other, 0.75, 1, 3, 3, 0, '{"inputs":[]}', @at)`,
      { id: nextId("val"), promptId, at, other: "ab".repeat(32) },
    );
    const style = `style_${promptId.slice(-8)}`;
    for (const name of [style, "removed"]) {
      db.run(
        "fixture snippet",
        `INSERT INTO snippets (id, name, name_key, description, template_format, text, revision, created_at, updated_at,
           removed_at)
         VALUES (@id, @name, @key, '', 'f-string', @text, 3, @at, @at, @removed)`,
        {
          id: nextId("snp"),
          name,
          key: name === "removed" ? null : name,
          text: `${name}: 语气友好。`.repeat(50),
          at,
          removed: name === "removed" ? at : null,
        },
      );
    }
    db.run(
      "fixture reference",
      "INSERT INTO draft_snippets (prompt_id, snippet_name) VALUES (@promptId, @style)",
      { promptId, style },
    );
    const key = nextId("tpl");
    db.run(
      "fixture template",
      `INSERT INTO templates (key, name, template_json, content_hash, created_at, updated_at)
       VALUES (@key, 'My reply', '{"description":"mine"}', (${hash}), @at, @at)`,
      { key, promptId, at },
    );
    db.run(
      "fixture use",
      `INSERT INTO template_uses (template_key, prompt_id, suite_id, used_at)
       VALUES (@key, @promptId, @suiteId, @at)`,
      { key, promptId, suiteId, at },
    );
  });
}
