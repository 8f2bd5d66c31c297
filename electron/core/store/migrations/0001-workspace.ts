/**
 * The first schema. Content is kept once under its hash; versions, recordings and ended runs are insert-only, by trigger.
 * Times are ISO-8601 UTC text for display; order comes from sequences.
 */
export const sql = `
CREATE TABLE contents (
  hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
  json TEXT NOT NULL,
  characters INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value_json TEXT NOT NULL
) STRICT;

CREATE TABLE providers (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  base_url TEXT NOT NULL,
  key_kind TEXT NOT NULL CHECK (key_kind IN ('none', 'vault', 'environment')),
  key_hint TEXT NOT NULL DEFAULT '',
  key_variable TEXT NOT NULL DEFAULT '',
  concurrency INTEGER NOT NULL,
  requests_per_minute INTEGER,
  tokens_per_minute INTEGER,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE prices (
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  input_per_million REAL NOT NULL,
  cached_input_per_million REAL,
  output_per_million REAL NOT NULL,
  reasoning_per_million REAL,
  as_of TEXT NOT NULL,
  PRIMARY KEY (provider, model)
) STRICT;

-- The same request may be answered more than once; the newest recording counts.
CREATE TABLE recordings (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  request_hash TEXT NOT NULL,
  repeat_index INTEGER NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  request_json TEXT NOT NULL,
  reply_json TEXT NOT NULL,
  latency_ms REAL NOT NULL,
  first_token_ms REAL,
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX recordings_by_request ON recordings (request_hash, repeat_index, sequence);

CREATE TABLE prompts (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  -- The name lower-cased in Unicode: SQLite's own NOCASE knows ASCII only.
  name_key TEXT NOT NULL,
  description TEXT NOT NULL,
  folder TEXT NOT NULL,
  stage TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;
CREATE UNIQUE INDEX prompts_by_name ON prompts (name_key) WHERE removed_at IS NULL;
CREATE INDEX prompts_by_folder ON prompts (folder, name_key) WHERE removed_at IS NULL;

CREATE TABLE prompt_tags (
  prompt_id TEXT NOT NULL REFERENCES prompts (id),
  tag TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (prompt_id, tag)
) STRICT;
CREATE INDEX prompt_tags_by_tag ON prompt_tags (tag, prompt_id);

CREATE TABLE versions (
  id TEXT PRIMARY KEY,
  prompt_id TEXT NOT NULL REFERENCES prompts (id),
  sequence INTEGER NOT NULL,
  version TEXT NOT NULL,
  message TEXT NOT NULL,
  content_hash TEXT NOT NULL REFERENCES contents (hash),
  parent_id TEXT REFERENCES versions (id),
  revert_of TEXT,
  created_at TEXT NOT NULL,
  UNIQUE (prompt_id, sequence),
  UNIQUE (prompt_id, version)
) STRICT;

CREATE TABLE drafts (
  prompt_id TEXT PRIMARY KEY REFERENCES prompts (id),
  revision INTEGER NOT NULL,
  content_hash TEXT NOT NULL REFERENCES contents (hash),
  base_version_id TEXT REFERENCES versions (id),
  -- Lower-cased text of the messages, for search.
  search_text TEXT NOT NULL,
  saved_at TEXT NOT NULL
) STRICT;

CREATE TABLE draft_journal (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  prompt_id TEXT NOT NULL REFERENCES prompts (id),
  kind TEXT NOT NULL CHECK (kind IN ('create', 'edit', 'conflict', 'revert', 'version')),
  revision INTEGER NOT NULL,
  content_hash TEXT NOT NULL REFERENCES contents (hash),
  session TEXT NOT NULL,
  saved_at TEXT NOT NULL
) STRICT;
CREATE INDEX draft_journal_by_prompt ON draft_journal (prompt_id, sequence);

CREATE TABLE runs (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  prompt_id TEXT NOT NULL REFERENCES prompts (id),
  prompt_name TEXT NOT NULL,
  version_id TEXT REFERENCES versions (id),
  version TEXT,
  content_hash TEXT NOT NULL REFERENCES contents (hash),
  model TEXT NOT NULL,
  settings_json TEXT NOT NULL,
  values_json TEXT NOT NULL,
  simulated INTEGER NOT NULL,
  mode TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed', 'interrupted')),
  owner_pid INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX runs_by_prompt ON runs (prompt_id, sequence);
CREATE INDEX runs_by_state ON runs (state, sequence);
CREATE INDEX runs_by_time ON runs (created_at);

CREATE TABLE attempts (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (id),
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed', 'interrupted')),
  messages_json TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  text TEXT NOT NULL,
  tool_calls_json TEXT NOT NULL,
  finish_reason TEXT,
  input_tokens INTEGER,
  cached_input_tokens INTEGER,
  output_tokens INTEGER,
  reasoning_tokens INTEGER,
  cost_usd REAL,
  latency_ms REAL,
  first_token_ms REAL,
  recorded INTEGER NOT NULL,
  retries_json TEXT NOT NULL,
  error_json TEXT,
  started_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;
CREATE INDEX attempts_by_run ON attempts (run_id);

CREATE TRIGGER contents_are_immutable BEFORE UPDATE ON contents
BEGIN SELECT RAISE(ABORT, 'contents are immutable'); END;
CREATE TRIGGER contents_are_kept BEFORE DELETE ON contents
BEGIN SELECT RAISE(ABORT, 'contents are kept'); END;
CREATE TRIGGER versions_are_immutable BEFORE UPDATE ON versions
BEGIN SELECT RAISE(ABORT, 'versions are immutable'); END;
CREATE TRIGGER versions_are_kept BEFORE DELETE ON versions
BEGIN SELECT RAISE(ABORT, 'versions are kept'); END;
CREATE TRIGGER recordings_are_immutable BEFORE UPDATE ON recordings
BEGIN SELECT RAISE(ABORT, 'recordings are immutable'); END;
CREATE TRIGGER recordings_are_kept BEFORE DELETE ON recordings
BEGIN SELECT RAISE(ABORT, 'recordings are kept'); END;
CREATE TRIGGER draft_journal_is_immutable BEFORE UPDATE ON draft_journal
BEGIN SELECT RAISE(ABORT, 'the draft journal is immutable'); END;
CREATE TRIGGER draft_journal_is_kept BEFORE DELETE ON draft_journal
BEGIN SELECT RAISE(ABORT, 'the draft journal is kept'); END;
CREATE TRIGGER ended_runs_are_immutable BEFORE UPDATE ON runs WHEN OLD.state <> 'running'
BEGIN SELECT RAISE(ABORT, 'an ended run is immutable'); END;
CREATE TRIGGER runs_are_kept BEFORE DELETE ON runs
BEGIN SELECT RAISE(ABORT, 'runs are kept'); END;
CREATE TRIGGER ended_attempts_are_immutable BEFORE UPDATE ON attempts WHEN OLD.state <> 'running'
BEGIN SELECT RAISE(ABORT, 'an ended attempt is immutable'); END;
CREATE TRIGGER attempts_are_kept BEFORE DELETE ON attempts
BEGIN SELECT RAISE(ABORT, 'attempts are kept'); END;
`;
