/**
 * Experiments: two to six arms on the same cases. What an arm was answered is a test run; here stands which runs are
 * held against each other, by what plan, and which verdict was read from them. All of it is insert-only.
 */
export const sql = `
CREATE TABLE experiments (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  origin TEXT NOT NULL CHECK (origin IN ('calls', 'runs')),
  suite_id TEXT NOT NULL REFERENCES suites (id),
  suite_name TEXT NOT NULL,
  -- The inputs were typed in for it; their suite is not in the list.
  is_typed INTEGER NOT NULL,
  plan_json TEXT NOT NULL,
  app_version TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX experiments_by_suite ON experiments (suite_id, sequence);

CREATE TABLE experiment_arms (
  experiment INTEGER NOT NULL REFERENCES experiments (sequence),
  position INTEGER NOT NULL,
  prompt_id TEXT NOT NULL REFERENCES prompts (id),
  prompt_name TEXT NOT NULL,
  version_id TEXT REFERENCES versions (id),
  version TEXT,
  model TEXT NOT NULL,
  settings_json TEXT NOT NULL,
  content_hash TEXT NOT NULL REFERENCES contents (hash),
  PRIMARY KEY (experiment, position)
) STRICT;
CREATE INDEX experiment_arms_by_prompt ON experiment_arms (prompt_id, experiment);

CREATE TABLE experiment_runs (
  experiment INTEGER NOT NULL REFERENCES experiments (sequence),
  -- 0, and one more with each extension.
  round INTEGER NOT NULL,
  position INTEGER NOT NULL,
  run INTEGER NOT NULL REFERENCES test_runs (sequence),
  PRIMARY KEY (experiment, round, position)
) STRICT;
CREATE INDEX experiment_runs_by_run ON experiment_runs (run);

-- One for each state of the evidence in which the experiment stood still.
CREATE TABLE experiment_verdicts (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  experiment INTEGER NOT NULL REFERENCES experiments (sequence),
  -- Names the state: how many attempts of each run count, and the newest of them.
  evidence TEXT NOT NULL,
  state TEXT NOT NULL,
  verdict_json TEXT NOT NULL,
  app_version TEXT NOT NULL,
  made_at TEXT NOT NULL,
  UNIQUE (experiment, evidence)
) STRICT;

-- Blind: which side an arm stood on is kept, and was not shown.
CREATE TABLE experiment_votes (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  experiment INTEGER NOT NULL REFERENCES experiments (sequence),
  round INTEGER NOT NULL,
  case_index INTEGER NOT NULL,
  repeat INTEGER NOT NULL,
  arm_a INTEGER NOT NULL,
  arm_b INTEGER NOT NULL,
  left_arm INTEGER NOT NULL,
  choice TEXT NOT NULL CHECK (choice IN ('left', 'right', 'tie')),
  rater TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX experiment_votes_by_pair ON experiment_votes (experiment, arm_a, arm_b, rater);

-- A judge's answers in both orders; the outcome is a tie where they disagree.
CREATE TABLE experiment_judgements (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  experiment INTEGER NOT NULL REFERENCES experiments (sequence),
  round INTEGER NOT NULL,
  case_index INTEGER NOT NULL,
  repeat INTEGER NOT NULL,
  arm_a INTEGER NOT NULL,
  arm_b INTEGER NOT NULL,
  -- Of the judge's prompt, its criteria and its model.
  judge_hash TEXT NOT NULL,
  model TEXT NOT NULL,
  -- With A first, and with B first.
  a_first TEXT CHECK (a_first IN ('a', 'b', 'tie')),
  b_first TEXT CHECK (b_first IN ('a', 'b', 'tie')),
  outcome TEXT NOT NULL CHECK (outcome IN ('a', 'b', 'tie', 'error')),
  reason TEXT NOT NULL,
  cost_usd REAL,
  error_json TEXT,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX experiment_judgements_by_pair ON experiment_judgements (experiment, arm_a, arm_b, judge_hash);

CREATE TRIGGER experiments_are_immutable BEFORE UPDATE ON experiments
BEGIN SELECT RAISE(ABORT, 'experiments are immutable'); END;
CREATE TRIGGER experiments_are_kept BEFORE DELETE ON experiments
BEGIN SELECT RAISE(ABORT, 'experiments are kept'); END;
CREATE TRIGGER experiment_arms_are_immutable BEFORE UPDATE ON experiment_arms
BEGIN SELECT RAISE(ABORT, 'arms are immutable'); END;
CREATE TRIGGER experiment_arms_are_kept BEFORE DELETE ON experiment_arms
BEGIN SELECT RAISE(ABORT, 'arms are kept'); END;
CREATE TRIGGER experiment_runs_are_immutable BEFORE UPDATE ON experiment_runs
BEGIN SELECT RAISE(ABORT, 'the runs of an experiment are immutable'); END;
CREATE TRIGGER experiment_runs_are_kept BEFORE DELETE ON experiment_runs
BEGIN SELECT RAISE(ABORT, 'the runs of an experiment are kept'); END;
CREATE TRIGGER experiment_verdicts_are_immutable BEFORE UPDATE ON experiment_verdicts
BEGIN SELECT RAISE(ABORT, 'verdicts are immutable'); END;
CREATE TRIGGER experiment_verdicts_are_kept BEFORE DELETE ON experiment_verdicts
BEGIN SELECT RAISE(ABORT, 'verdicts are kept'); END;
CREATE TRIGGER experiment_votes_are_immutable BEFORE UPDATE ON experiment_votes
BEGIN SELECT RAISE(ABORT, 'votes are immutable'); END;
CREATE TRIGGER experiment_votes_are_kept BEFORE DELETE ON experiment_votes
BEGIN SELECT RAISE(ABORT, 'votes are kept'); END;
CREATE TRIGGER experiment_judgements_are_immutable BEFORE UPDATE ON experiment_judgements
BEGIN SELECT RAISE(ABORT, 'judgements are immutable'); END;
CREATE TRIGGER experiment_judgements_are_kept BEFORE DELETE ON experiment_judgements
BEGIN SELECT RAISE(ABORT, 'judgements are kept'); END;
`;
