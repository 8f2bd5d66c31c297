/**
 * Suites, test runs and their scores. A suite has a working copy, whose cases are kept once under their hash, and frozen
 * versions, which a run is made with. What a run found is insert-only; a single fact of an attempt may change: that an
 * error was tried again, and another attempt counts in its place.
 */
export const sql = `
CREATE TABLE suites (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  description TEXT NOT NULL,
  prompt_id TEXT REFERENCES prompts (id),
  -- Checked on every case.
  checks_json TEXT NOT NULL,
  threshold REAL,
  revision INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;
CREATE UNIQUE INDEX suites_by_name ON suites (name_key) WHERE removed_at IS NULL;
CREATE INDEX suites_by_prompt ON suites (prompt_id) WHERE removed_at IS NULL;

CREATE TABLE case_contents (
  hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
  name TEXT NOT NULL,
  weight REAL NOT NULL,
  group_name TEXT,
  split TEXT,
  -- One line each, for lists.
  input_excerpt TEXT NOT NULL,
  expected_excerpt TEXT NOT NULL,
  -- ["name", ...]; cases of one prompt have the same, so that they are counted without reading any of them.
  input_names_json TEXT NOT NULL,
  -- The long ones last: what stands before them is read without them.
  json TEXT NOT NULL,
  -- Lower-cased text of name, inputs, turns, expected answer, notes and tags, for search.
  search_text TEXT NOT NULL
) STRICT;
CREATE INDEX case_contents_grouped ON case_contents (hash, group_name) WHERE group_name IS NOT NULL;

CREATE TABLE case_tags (
  case_hash TEXT NOT NULL REFERENCES case_contents (hash),
  tag TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (case_hash, tag)
) STRICT;
CREATE INDEX case_tags_by_tag ON case_tags (tag, case_hash);

CREATE TABLE suite_cases (
  suite_id TEXT NOT NULL REFERENCES suites (id),
  case_id TEXT NOT NULL,
  position REAL NOT NULL,
  case_hash TEXT NOT NULL REFERENCES case_contents (hash),
  -- The suite's revision with which it came to be as it is.
  revision INTEGER NOT NULL,
  PRIMARY KEY (suite_id, case_id)
) STRICT;
CREATE INDEX suite_cases_by_position ON suite_cases (suite_id, position);

CREATE TABLE suite_versions (
  id TEXT PRIMARY KEY,
  suite_id TEXT NOT NULL REFERENCES suites (id),
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  cases INTEGER NOT NULL,
  -- {"checks": [...], "threshold": null, "cases": [[case id, case hash], ...]}
  manifest_json TEXT NOT NULL,
  message TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (suite_id, number)
) STRICT;

CREATE TABLE test_runs (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  prompt_id TEXT NOT NULL REFERENCES prompts (id),
  prompt_name TEXT NOT NULL,
  version_id TEXT REFERENCES versions (id),
  version TEXT,
  suite_id TEXT NOT NULL REFERENCES suites (id),
  suite_version_id TEXT NOT NULL REFERENCES suite_versions (id),
  suite_name TEXT NOT NULL,
  content_hash TEXT NOT NULL REFERENCES contents (hash),
  suite_hash TEXT NOT NULL,
  checks_hash TEXT NOT NULL,
  judge_hash TEXT,
  settings_hash TEXT NOT NULL,
  plan_json TEXT NOT NULL,
  planned INTEGER NOT NULL,
  simulated INTEGER NOT NULL,
  -- The run whose replies were scored again.
  rescored_from INTEGER REFERENCES test_runs (sequence),
  app_version TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX test_runs_by_prompt ON test_runs (prompt_id, sequence);
CREATE INDEX test_runs_by_suite ON test_runs (suite_id, sequence);
CREATE INDEX test_runs_by_inputs ON test_runs (content_hash, suite_hash, checks_hash, judge_hash, settings_hash);
CREATE INDEX test_runs_by_time ON test_runs (created_at);

-- What changes while a run is made. Its counts are written in the transaction of the attempts that they count.
CREATE TABLE test_run_states (
  run INTEGER PRIMARY KEY REFERENCES test_runs (sequence),
  state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'cancelled', 'interrupted', 'capped', 'halted', 'done')),
  owner_pid INTEGER NOT NULL,
  -- A resumed run is owned from this moment on.
  owned_since TEXT NOT NULL,
  max_cost_usd REAL,
  passed INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  errored INTEGER NOT NULL,
  unscored INTEGER NOT NULL,
  score_sum REAL NOT NULL,
  score_weight REAL NOT NULL,
  cost_usd REAL NOT NULL,
  judge_cost_usd REAL NOT NULL,
  unknown_costs INTEGER NOT NULL,
  error_json TEXT,
  ended_at TEXT
) STRICT;
CREATE INDEX test_run_states_by_state ON test_run_states (state);

-- What a model answered. A run that is scored again has the replies of the run before.
CREATE TABLE test_replies (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  text TEXT NOT NULL,
  partial INTEGER NOT NULL,
  tool_calls_json TEXT NOT NULL,
  -- [{"requestHash": ..., "recording": number or null, "reply": text}, ...]; a scripted conversation has several.
  calls_json TEXT NOT NULL,
  retries_json TEXT NOT NULL,
  error_json TEXT
) STRICT;

CREATE TABLE test_attempts (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL REFERENCES test_runs (sequence),
  -- ((case index × models) + model index) × repeats + repeat
  cell INTEGER NOT NULL,
  case_index INTEGER NOT NULL,
  case_id TEXT NOT NULL,
  case_hash TEXT NOT NULL REFERENCES case_contents (hash),
  model TEXT NOT NULL,
  repeat INTEGER NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'fail', 'error', 'unscored')),
  score REAL,
  weight REAL NOT NULL,
  finish_reason TEXT,
  input_tokens INTEGER,
  cached_input_tokens INTEGER,
  output_tokens INTEGER,
  reasoning_tokens INTEGER,
  cost_usd REAL,
  judge_cost_usd REAL,
  latency_ms REAL,
  first_token_ms REAL,
  recorded INTEGER NOT NULL,
  retries INTEGER NOT NULL,
  error_code TEXT,
  reply INTEGER NOT NULL REFERENCES test_replies (id),
  -- 0: an error that was tried again.
  is_current INTEGER NOT NULL,
  ended_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX test_attempts_by_cell ON test_attempts (run, cell) WHERE is_current = 1;
-- What results are sorted and summed up by, without their rows: of a hundred thousand in a tenth of a second.
CREATE INDEX test_attempts_by_result ON test_attempts
  (run, cell, verdict, recorded, score, weight, latency_ms, cost_usd) WHERE is_current = 1;
CREATE INDEX test_attempts_replaced ON test_attempts (run, cell) WHERE is_current = 0;
CREATE INDEX test_attempts_by_case ON test_attempts (case_id, run);

CREATE TABLE test_scores (
  attempt INTEGER NOT NULL REFERENCES test_attempts (sequence),
  position INTEGER NOT NULL,
  -- The metric, or else the type.
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  is_judge INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pass', 'fail', 'error', 'skipped')),
  score REAL,
  weight REAL NOT NULL,
  cost_usd REAL,
  reason_json TEXT NOT NULL,
  detail_json TEXT,
  PRIMARY KEY (attempt, position)
) STRICT;
CREATE INDEX test_scores_by_name ON test_scores (name, state, attempt, score);

CREATE TABLE marks (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  attempt INTEGER NOT NULL REFERENCES test_attempts (sequence),
  rater TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('thumb', 'stars', 'label')),
  value TEXT NOT NULL,
  metric TEXT,
  note TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX marks_by_attempt ON marks (attempt, sequence);

CREATE TABLE baselines (
  prompt_id TEXT PRIMARY KEY REFERENCES prompts (id),
  run INTEGER NOT NULL REFERENCES test_runs (sequence),
  set_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER case_contents_are_immutable BEFORE UPDATE ON case_contents
BEGIN SELECT RAISE(ABORT, 'cases are immutable'); END;
CREATE TRIGGER case_contents_are_kept BEFORE DELETE ON case_contents
BEGIN SELECT RAISE(ABORT, 'cases are kept'); END;
CREATE TRIGGER case_tags_are_immutable BEFORE UPDATE ON case_tags
BEGIN SELECT RAISE(ABORT, 'cases are immutable'); END;
CREATE TRIGGER case_tags_are_kept BEFORE DELETE ON case_tags
BEGIN SELECT RAISE(ABORT, 'cases are kept'); END;
CREATE TRIGGER suite_versions_are_immutable BEFORE UPDATE ON suite_versions
BEGIN SELECT RAISE(ABORT, 'suite versions are immutable'); END;
CREATE TRIGGER suite_versions_are_kept BEFORE DELETE ON suite_versions
BEGIN SELECT RAISE(ABORT, 'suite versions are kept'); END;
CREATE TRIGGER test_runs_are_immutable BEFORE UPDATE ON test_runs
BEGIN SELECT RAISE(ABORT, 'test runs are immutable'); END;
CREATE TRIGGER test_runs_are_kept BEFORE DELETE ON test_runs
BEGIN SELECT RAISE(ABORT, 'test runs are kept'); END;
CREATE TRIGGER test_replies_are_immutable BEFORE UPDATE ON test_replies
BEGIN SELECT RAISE(ABORT, 'replies are immutable'); END;
CREATE TRIGGER test_replies_are_kept BEFORE DELETE ON test_replies
BEGIN SELECT RAISE(ABORT, 'replies are kept'); END;
CREATE TRIGGER test_attempts_are_immutable BEFORE UPDATE OF run, cell, case_index, case_id, case_hash, model, repeat,
  verdict, score, weight, finish_reason, input_tokens, cached_input_tokens, output_tokens, reasoning_tokens, cost_usd,
  judge_cost_usd, latency_ms, first_token_ms, recorded, retries, error_code, reply, ended_at ON test_attempts
BEGIN SELECT RAISE(ABORT, 'attempts are immutable'); END;
CREATE TRIGGER only_errors_are_tried_again BEFORE UPDATE OF is_current ON test_attempts
WHEN OLD.verdict <> 'error' OR OLD.is_current <> 1 OR NEW.is_current <> 0
BEGIN SELECT RAISE(ABORT, 'only an error is tried again'); END;
CREATE TRIGGER test_attempts_are_kept BEFORE DELETE ON test_attempts
BEGIN SELECT RAISE(ABORT, 'attempts are kept'); END;
CREATE TRIGGER test_scores_are_immutable BEFORE UPDATE ON test_scores
BEGIN SELECT RAISE(ABORT, 'scores are immutable'); END;
CREATE TRIGGER test_scores_are_kept BEFORE DELETE ON test_scores
BEGIN SELECT RAISE(ABORT, 'scores are kept'); END;
CREATE TRIGGER marks_are_immutable BEFORE UPDATE ON marks
BEGIN SELECT RAISE(ABORT, 'marks are immutable'); END;
CREATE TRIGGER marks_are_kept BEFORE DELETE ON marks
BEGIN SELECT RAISE(ABORT, 'marks are kept'); END;
`;
