/**
 * Design: specs, reports of validations, snippets and the user's own templates. Specs, reports and uses are insert-only:
 * the newest spec of a prompt counts, and a report is evidence.
 */
export const sql = `
CREATE TABLE prompt_specs (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  prompt_id TEXT NOT NULL REFERENCES prompts (id),
  revision INTEGER NOT NULL,
  spec_json TEXT NOT NULL,
  -- What the spec gave when its text was last taken over into the draft.
  generated_hash TEXT REFERENCES contents (hash),
  saved_at TEXT NOT NULL,
  UNIQUE (prompt_id, revision)
) STRICT;

CREATE TABLE validations (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  prompt_id TEXT NOT NULL REFERENCES prompts (id),
  content_hash TEXT NOT NULL REFERENCES contents (hash),
  -- sha256 of the canonical JSON of the spec and of the inputs it was held against.
  spec_hash TEXT NOT NULL,
  inputs_hash TEXT NOT NULL,
  compliance REAL NOT NULL,
  issues INTEGER NOT NULL,
  valid_inputs INTEGER NOT NULL,
  total_inputs INTEGER NOT NULL,
  clean INTEGER NOT NULL,
  report_json TEXT NOT NULL,
  made_at TEXT NOT NULL
) STRICT;
CREATE INDEX validations_by_prompt ON validations (prompt_id, sequence);

CREATE TABLE snippets (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  -- The name as names are compared; null while it is removed, so that it can be given away.
  name_key TEXT UNIQUE,
  description TEXT NOT NULL,
  template_format TEXT NOT NULL,
  text TEXT NOT NULL,
  revision INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;

-- Which names the draft of a prompt refers to by its own messages; kept in step with each save of the draft.
CREATE TABLE draft_snippets (
  prompt_id TEXT NOT NULL REFERENCES prompts (id),
  snippet_name TEXT NOT NULL,
  PRIMARY KEY (prompt_id, snippet_name)
) STRICT;
CREATE INDEX draft_snippets_by_name ON draft_snippets (snippet_name);

CREATE TABLE templates (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  -- The whole template as JSON, without key and name: a copy that nothing else can change.
  template_json TEXT NOT NULL,
  content_hash TEXT NOT NULL REFERENCES contents (hash),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;

CREATE TABLE template_uses (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  template_key TEXT NOT NULL,
  prompt_id TEXT NOT NULL REFERENCES prompts (id),
  suite_id TEXT REFERENCES suites (id),
  used_at TEXT NOT NULL
) STRICT;
CREATE INDEX template_uses_by_key ON template_uses (template_key, sequence);

CREATE TRIGGER prompt_specs_are_immutable BEFORE UPDATE ON prompt_specs
BEGIN SELECT RAISE(ABORT, 'specs are immutable'); END;
CREATE TRIGGER prompt_specs_are_kept BEFORE DELETE ON prompt_specs
BEGIN SELECT RAISE(ABORT, 'specs are kept'); END;
CREATE TRIGGER validations_are_immutable BEFORE UPDATE ON validations
BEGIN SELECT RAISE(ABORT, 'reports of validations are immutable'); END;
CREATE TRIGGER validations_are_kept BEFORE DELETE ON validations
BEGIN SELECT RAISE(ABORT, 'reports of validations are kept'); END;
CREATE TRIGGER template_uses_are_immutable BEFORE UPDATE ON template_uses
BEGIN SELECT RAISE(ABORT, 'uses of templates are immutable'); END;
CREATE TRIGGER template_uses_are_kept BEFORE DELETE ON template_uses
BEGIN SELECT RAISE(ABORT, 'uses of templates are kept'); END;
`;
