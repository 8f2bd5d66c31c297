import type { Row } from "../database.ts";
import {
  bestFirst,
  countMade,
  countsAsRow,
  type Keeping,
  keepRow,
  keepTable,
  mostNamed,
  tableOf,
} from "./keep-rows.ts";

/**
 * Test runs with their results; after the suites. No result without its run, its case and its reply, no reply without a
 * result, and no run without a state that counts what is there.
 */
export function* keepTests(keeping: Keeping): Generator<void> {
  yield* keepRuns(keeping);
  chooseAttempts(keeping);
  yield* keepTable(keeping, "test_replies", "t.id IN (SELECT reply FROM found.kept_attempts)");
  yield* keepTable(keeping, "test_attempts", "t.rowid IN (SELECT found FROM found.kept_attempts)", {
    is_current: "(SELECT k.is_current FROM found.kept_attempts k WHERE k.found = t.rowid)",
  });
  yield* keepTable(keeping, "test_scores");
  yield* keepTable(keeping, "marks");
  yield* keepTable(keeping, "baselines");
  yield* keepStates(keeping);
}

/** In their order: a run that was scored again comes after the one whose replies it has. */
function* keepRuns(keeping: Keeping): Generator<void> {
  const { db, notes } = keeping;
  const table = tableOf(keeping, "test_runs");
  const rows = db.all(
    "found test runs",
    `SELECT t.*, v.id AS kept_version, b.id AS kept_suite_version FROM found.test_runs t
       LEFT JOIN main.versions v ON v.id = t.version_id
       LEFT JOIN main.suite_versions b ON b.id = t.suite_version_id AND b.suite_id = t.suite_id
     WHERE ${countsAsRow(keeping, table)} AND t.content_hash IN (SELECT hash FROM main.contents)
       AND t.prompt_id IN (SELECT id FROM main.prompts) ${bestFirst(table)}`,
  );
  const best = [...new Map(rows.toReversed().map((row) => [row.sequence, row])).values()];
  const kept = new Set<unknown>();
  for (const row of best.sort((one, other) => Number(one.sequence) - Number(other.sequence))) {
    yield;
    // A second run of one name would be refused, but would have used up its number.
    if (kept.has(row.id)) continue;
    if (row.kept_suite_version === null) {
      notes.push(
        `Test run ${row.id} of “${row.prompt_name}” is lost, because the version of the suite that it was made with is.`,
      );
      continue;
    }
    const from = kept.has(row.rescored_from) ? (row.rescored_from ?? null) : null;
    keepRow(keeping, "test_runs", { ...row, version_id: row.kept_version ?? null, rescored_from: from });
    kept.add(row.id).add(row.sequence);
  }
}

/** Which rows are kept as attempts. Of those of one cell the last counts: one that is before it was tried again. */
function chooseAttempts(keeping: Keeping): void {
  const attempts = tableOf(keeping, "test_attempts");
  const replies = countsAsRow(keeping, tableOf(keeping, "test_replies"));
  keeping.db.raw.exec(
    `CREATE TABLE found.kept_attempts (found INTEGER PRIMARY KEY, reply INTEGER, is_current INTEGER);
     INSERT INTO found.kept_attempts
     SELECT found, reply,
       is_current AND 1 = row_number() OVER (PARTITION BY run, cell ORDER BY is_current DESC, sequence DESC)
     FROM (SELECT t.rowid AS found, t.run, t.cell, t.sequence, t.reply, t.is_current = 1 AS is_current,
         row_number() OVER (PARTITION BY t.sequence ${bestFirst(attempts)}) AS place
       FROM found.test_attempts t
       WHERE ${countsAsRow(keeping, attempts)} AND t.run IN (SELECT sequence FROM main.test_runs)
         AND t.case_hash IN (SELECT hash FROM main.case_contents)
         AND t.reply IN (SELECT t.id FROM found.test_replies t WHERE ${replies}))
     WHERE place = 1;
     CREATE INDEX found.kept_replies ON kept_attempts (reply)`,
  );
}

interface Counts {
  passed: number;
  failed: number;
  errored: number;
  unscored: number;
}

/** Each run's state, with the counts of what was kept; one that is lost is made again, of a run that was interrupted. */
function* keepStates(keeping: Keeping): Generator<void> {
  const { db, notes } = keeping;
  const table = tableOf(keeping, "test_run_states");
  const runs = db.all<{ sequence: number; id: string; name: string }>(
    "kept test runs",
    "SELECT sequence, id, prompt_name AS name FROM main.test_runs ORDER BY sequence",
  );
  let lacking = 0;
  for (const { sequence, id, name } of runs) {
    yield;
    const found = db.get(
      "found state of a test run",
      `SELECT t.* FROM found.test_run_states t WHERE t.run = @sequence AND ${countsAsRow(keeping, table)} ${bestFirst(table)}`,
      { sequence },
    );
    const state = found ?? madeState(keeping, sequence);
    const now = countResults(keeping, sequence);
    const lost = found === undefined ? 0 : totalOf(found) - totalOf(now);
    const isSame = countNames.every((count) => state[count] === now[count]);
    // Nothing is missing for a run that is done; what is lost can be called for again.
    keepRow(
      keeping,
      "test_run_states",
      isSame ? state : { ...state, ...now, ...(state.state === "done" ? interrupted(keeping) : {}) },
    );
    if (found === undefined) countMade(keeping, "test_run_states");
    if (lost <= 0) continue;
    lacking += 1;
    if (lacking <= mostNamed)
      notes.push(
        `Results of test run ${id} of “${name}” are lost (results: ${lost}). Resuming it calls for them again.`,
      );
  }
  if (lacking > mostNamed) notes.push(`${lacking - mostNamed} more test runs have lost results.`);
}

const countNames = ["passed", "failed", "errored", "unscored"] as const;
const totalOf = (row: Row | Counts): number =>
  countNames.reduce((sum, name) => sum + Number((row as Row)[name] ?? 0), 0);

const interrupted = ({ at }: Keeping): Row => ({ state: "interrupted", ended_at: at });

/** As they are counted while a run is made: see `storeBatch`. */
const countResults = ({ db }: Keeping, run: number): Counts & Row =>
  db.get<Counts & Row>(
    "count kept results",
    `SELECT count(*) FILTER (WHERE verdict = 'pass') AS passed, count(*) FILTER (WHERE verdict = 'fail') AS failed,
       count(*) FILTER (WHERE verdict = 'error') AS errored, count(*) FILTER (WHERE verdict = 'unscored') AS unscored,
       coalesce(sum(score * weight), 0.0) AS score_sum,
       coalesce(sum(weight) FILTER (WHERE score IS NOT NULL), 0.0) AS score_weight
     FROM main.test_attempts WHERE run = @run AND is_current = 1`,
    { run },
  ) as Counts & Row;

/** What was spent on results that are lost, nobody knows any more. */
function madeState(keeping: Keeping, run: number): Row {
  const costs = keeping.db.get(
    "costs of kept results",
    `SELECT coalesce(sum(CASE WHEN r.rescored_from IS NULL THEN a.cost_usd END), 0.0) AS cost_usd,
       coalesce(sum(a.judge_cost_usd), 0.0) AS judge_cost_usd,
       count(*) FILTER (WHERE a.judge_cost_usd IS NULL OR (a.cost_usd IS NULL AND r.rescored_from IS NULL)) AS unknown_costs
     FROM main.test_attempts a JOIN main.test_runs r ON r.sequence = a.run WHERE a.run = @run`,
    { run },
  );
  return {
    run,
    owner_pid: 0,
    owned_since: keeping.at,
    max_cost_usd: null,
    error_json: null,
    ...countResults(keeping, run),
    ...costs,
    ...interrupted(keeping),
  };
}
