import type BetterSqlite3 from "better-sqlite3";

const resultName = `'the result of case ' || (a.case_index + 1) || ' in test run ' ||
  coalesce(r.id || ' of “' || r.prompt_name || '”', a.run)`;

/** `key`: what names the experiment; `e` is its row, where there is one. */
const comparisonName = (key: string) =>
  `coalesce('comparison ' || e.id || ' on “' || e.suite_name || '”', 'comparison ' || ${key})`;
/** As the page calls them: A, B, C. */
const armName = (position: string) => `'arm ' || char(65 + ${position})`;
const pairName = (row: string) =>
  `'case ' || (${row}.case_index + 1) || ' in ' || ${comparisonName(`${row}.experiment`)}`;

/** For each table the name of a row in a person's words, as SQL; `@id`, `@id2`, `@id3` are the parts of its primary key. */
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
  suites: "SELECT 'suite “' || name || '”' FROM suites WHERE id = @id",
  suite_versions: `SELECT 'version ' || v.number || ' of the suite ' || coalesce('“' || s.name || '”', v.suite_id)
    FROM suite_versions v LEFT JOIN suites s ON s.id = v.suite_id WHERE v.id = @id`,
  // As a person counts them: from 1.
  suite_cases: `SELECT 'case ' || (SELECT count(*) FROM suite_cases b WHERE b.suite_id = c.suite_id AND b.position <= c.position)
      || ' of the suite ' || coalesce('“' || s.name || '”', c.suite_id)
    FROM suite_cases c LEFT JOIN suites s ON s.id = c.suite_id WHERE c.suite_id = @id AND c.case_id = @id2`,
  // Whoever uses a case first: a suite as it is now, a result.
  case_contents: `SELECT coalesce(
    (SELECT 'the text of case ' || (SELECT count(*) FROM suite_cases b WHERE b.suite_id = c.suite_id AND b.position <= c.position)
       || ' of the suite “' || s.name || '”' FROM suite_cases c
       JOIN suites s ON s.id = c.suite_id WHERE c.case_hash = @id LIMIT 1),
    (SELECT 'the text of case ' || (a.case_index + 1) || ' of test run ' || r.id || ' of “' || r.prompt_name || '”'
       FROM test_attempts a JOIN test_runs r ON r.sequence = a.run WHERE a.case_hash = @id LIMIT 1),
    'the text of a case that no suite has now')`,
  case_tags: `SELECT 'tag “' || t.tag || '” of ' || coalesce((SELECT 'case ' ||
      (SELECT count(*) FROM suite_cases b WHERE b.suite_id = c.suite_id AND b.position <= c.position)
      || ' of the suite “' || s.name || '”' FROM suite_cases c
      JOIN suites s ON s.id = c.suite_id WHERE c.case_hash = @id LIMIT 1), 'a case that no suite has now')
    FROM case_tags t WHERE t.case_hash = @id AND t.tag = @id2`,
  test_runs: "SELECT 'test run ' || id || ' of “' || prompt_name || '”' FROM test_runs WHERE sequence = @id",
  test_run_states: `SELECT 'the state of test run ' || coalesce(r.id || ' of “' || r.prompt_name || '”', s.run)
    FROM test_run_states s LEFT JOIN test_runs r ON r.sequence = s.run WHERE s.run = @id`,
  test_replies: `SELECT coalesce(
    (SELECT 'the reply to case ' || (a.case_index + 1) || ' in test run ' || r.id || ' of “' || r.prompt_name || '”'
       FROM test_attempts a JOIN test_runs r ON r.sequence = a.run WHERE a.reply = @id LIMIT 1),
    'a reply that no test run has')`,
  test_attempts: `SELECT ${resultName} FROM test_attempts a LEFT JOIN test_runs r ON r.sequence = a.run WHERE a.sequence = @id`,
  test_scores: `SELECT 'score “' || s.name || '” of ' || coalesce((SELECT ${resultName}
      FROM test_attempts a LEFT JOIN test_runs r ON r.sequence = a.run WHERE a.sequence = s.attempt), 'result ' || s.attempt)
    FROM test_scores s WHERE s.attempt = @id AND s.position = @id2`,
  marks: `SELECT 'the mark “' || m.value || '” on ' || coalesce((SELECT ${resultName}
      FROM test_attempts a LEFT JOIN test_runs r ON r.sequence = a.run WHERE a.sequence = m.attempt), 'result ' || m.attempt)
    FROM marks m WHERE m.sequence = @id`,
  baselines: `SELECT 'the baseline of ' || coalesce('“' || p.name || '”', b.prompt_id)
    FROM baselines b LEFT JOIN prompts p ON p.id = b.prompt_id WHERE b.prompt_id = @id`,
  experiments: `SELECT ${comparisonName("e.sequence")} FROM experiments e WHERE e.sequence = @id`,
  experiment_arms: `SELECT ${armName("a.position")} || ' of ' || ${comparisonName("a.experiment")}
    FROM experiment_arms a LEFT JOIN experiments e ON e.sequence = a.experiment
    WHERE a.experiment = @id AND a.position = @id2`,
  experiment_runs: `SELECT 'the test run of ' || ${armName("r.position")} || ' in round ' || (r.round + 1) || ' of ' ||
      ${comparisonName("r.experiment")}
    FROM experiment_runs r LEFT JOIN experiments e ON e.sequence = r.experiment
    WHERE r.experiment = @id AND r.round = @id2 AND r.position = @id3`,
  experiment_verdicts: `SELECT 'the verdict of ' || v.made_at || ' on ' || ${comparisonName("v.experiment")}
    FROM experiment_verdicts v LEFT JOIN experiments e ON e.sequence = v.experiment WHERE v.sequence = @id`,
  experiment_votes: `SELECT 'a vote on ' || ${pairName("v")}
    FROM experiment_votes v LEFT JOIN experiments e ON e.sequence = v.experiment WHERE v.sequence = @id`,
  experiment_judgements: `SELECT 'the judgement of ' || ${pairName("j")}
    FROM experiment_judgements j LEFT JOIN experiments e ON e.sequence = j.experiment WHERE j.sequence = @id`,
};

/** Names a row by its table and its key (a JSON array); by those two where the row, or what it belongs to, cannot be read. */
export function nameRow(raw: BetterSqlite3.Database, table: string, key: string): string {
  try {
    const [id = null, id2 = null, id3 = null] = JSON.parse(key) as (string | number)[];
    const sql = names[table];
    const name = sql && raw.prepare<[unknown], string | null>(sql).pluck().get({ id, id2, id3 });
    if (name) return name;
  } catch {
    // What names it is damaged too.
  }
  return addressOf(table, key);
}

/** Where a row is, for somebody who looks into the file. */
export const addressOf = (table: string, key: string): string => `${table} ${key}`;
