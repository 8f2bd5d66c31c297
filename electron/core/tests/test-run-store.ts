import type { ErrorData } from "#shared/contract/errors.ts";
import type { PromptId, SuiteId, SuiteVersionId, TestRunId, VersionId } from "#shared/model/ids.ts";
import { type TestCounts, type TestPlan, type TestRunState, testPlan } from "#shared/model/test-run.ts";
import type { Database } from "../store/database.ts";

export interface NewTestRun {
  testRunId: TestRunId;
  promptId: PromptId;
  promptName: string;
  versionId: VersionId | null;
  version: string | null;
  suiteId: SuiteId;
  suiteVersionId: SuiteVersionId;
  suiteName: string;
  contentHash: string;
  suiteHash: string;
  checksHash: string;
  judgeHash: string | null;
  settingsHash: string;
  plan: TestPlan;
  planned: number;
  simulated: boolean;
  rescoredFrom: number | null;
  appVersion: string;
  at: string;
  ownerPid: number;
}

/** The run, which never changes again, and its state, as running. Answers its number. */
export function insertTestRun(db: Database, run: NewTestRun): number {
  const { plan, simulated, ownerPid, ...fields } = run;
  return db.transaction(() => {
    const row = db.get<{ sequence: number }>(
      "insert test run",
      `INSERT INTO test_runs (id, prompt_id, prompt_name, version_id, version, suite_id, suite_version_id, suite_name,
         content_hash, suite_hash, checks_hash, judge_hash, settings_hash, plan_json, planned, simulated, rescored_from,
         app_version, created_at)
       VALUES (@testRunId, @promptId, @promptName, @versionId, @version, @suiteId, @suiteVersionId, @suiteName,
         @contentHash, @suiteHash, @checksHash, @judgeHash, @settingsHash, @plan, @planned, @simulated, @rescoredFrom,
         @appVersion, @at)
       RETURNING sequence`,
      { ...fields, plan: JSON.stringify(plan), simulated: simulated ? 1 : 0 },
    );
    const sequence = row?.sequence ?? 0;
    db.run(
      "insert test run state",
      `INSERT INTO test_run_states (run, state, owner_pid, owned_since, max_cost_usd, passed, failed, errored, unscored,
         score_sum, score_weight, cost_usd, judge_cost_usd, unknown_costs)
       VALUES (@sequence, 'running', @ownerPid, @at, @maxCostUsd, 0, 0, 0, 0, 0, 0, 0, 0, 0)`,
      { sequence, ownerPid, at: run.at, maxCostUsd: plan.maxCostUsd },
    );
    return sequence;
  });
}

/** A run as the engine sees it. */
export interface TestRunRow {
  sequence: number;
  testRunId: TestRunId;
  promptId: PromptId;
  promptName: string;
  versionId: VersionId | null;
  version: string | null;
  suiteVersionId: SuiteVersionId;
  suiteId: SuiteId;
  contentHash: string;
  settingsHash: string;
  plan: TestPlan;
  planned: number;
  simulated: boolean;
  rescoredFrom: number | null;
  state: TestRunState;
  ownerPid: number;
  ownedSince: string;
  /** As it is now; the plan has the one it was started with. */
  maxCostUsd: number | null;
  counts: TestCounts;
  /** Of the models under test; the judges' apart. */
  costUsd: number;
  judgeCostUsd: number;
  unknownCosts: number;
}

type StoredRow = Omit<TestRunRow, "plan" | "simulated" | "counts"> &
  Omit<TestCounts, "planned"> & { plan_json: string; simulated: number };

const runColumns = `r.sequence, r.id AS testRunId, r.prompt_id AS promptId, r.prompt_name AS promptName,
  r.version_id AS versionId, r.version, r.suite_version_id AS suiteVersionId, r.suite_id AS suiteId,
  r.content_hash AS contentHash, r.settings_hash AS settingsHash, r.plan_json, r.planned, r.simulated,
  r.rescored_from AS rescoredFrom, s.state, s.owner_pid AS ownerPid, s.owned_since AS ownedSince,
  s.max_cost_usd AS maxCostUsd, s.passed, s.failed, s.errored, s.unscored, s.cost_usd AS costUsd,
  s.judge_cost_usd AS judgeCostUsd, s.unknown_costs AS unknownCosts`;

const fromRow = ({
  plan_json,
  simulated,
  passed,
  failed,
  errored,
  unscored,
  ...row
}: StoredRow): TestRunRow => ({
  ...row,
  plan: testPlan.parse(JSON.parse(plan_json)),
  simulated: simulated === 1,
  counts: { planned: row.planned, passed, failed, errored, unscored },
});

export function findTestRun(db: Database, id: TestRunId): TestRunRow | undefined {
  const row = db.get<StoredRow>(
    "find test run",
    `SELECT ${runColumns} FROM test_runs r JOIN test_run_states s ON s.run = r.sequence WHERE r.id = @id`,
    { id },
  );
  return row === undefined ? undefined : fromRow(row);
}

export function findTestRunNumbered(db: Database, sequence: number): TestRunRow | undefined {
  const row = db.get<StoredRow>(
    "find test run by number",
    `SELECT ${runColumns} FROM test_runs r JOIN test_run_states s ON s.run = r.sequence WHERE r.sequence = @sequence`,
    { sequence },
  );
  return row === undefined ? undefined : fromRow(row);
}

/** Runs that are marked as running, whoever makes them. */
export function listRunningTests(db: Database): TestRunRow[] {
  return db
    .all<StoredRow>(
      "list running tests",
      `SELECT ${runColumns} FROM test_run_states s JOIN test_runs r ON r.sequence = s.run WHERE s.state = 'running'`,
    )
    .map(fromRow);
}

export interface Ownership {
  ownerPid: number;
  ownedSince: string;
}

/** Takes a run that stands still in this state over; false where another program was quicker. */
export function claimTestRun(
  db: Database,
  { sequence, state }: Pick<TestRunRow, "sequence" | "state">,
  claim: Ownership & { maxCostUsd: number | null },
): boolean {
  const { changes } = db.run(
    "claim test run",
    `UPDATE test_run_states SET state = 'running', owner_pid = @ownerPid, owned_since = @ownedSince,
       max_cost_usd = @maxCostUsd, error_json = NULL, ended_at = NULL
     WHERE run = @sequence AND state = @state`,
    { sequence, state, ...claim },
  );
  return changes > 0;
}

/** What a run that stands still may spend; one under way keeps what it has. */
export const limitTestRun = (db: Database, sequence: number, maxCostUsd: number): void =>
  void db.run(
    "limit test run",
    `UPDATE test_run_states SET max_cost_usd = @maxCostUsd WHERE run = @sequence AND state <> 'running'`,
    { sequence, maxCostUsd },
  );

export interface Standstill {
  state: Exclude<TestRunState, "running">;
  error: ErrorData | null;
  at: string;
}

/** Only while this owner has it; false where it has been taken over. */
export function standStill(db: Database, sequence: number, owner: Ownership, still: Standstill): boolean {
  const { changes } = db.run(
    "let test run stand still",
    `UPDATE test_run_states SET state = @state, error_json = @error, ended_at = @at
     WHERE run = @sequence AND state = 'running' AND owner_pid = @ownerPid AND owned_since = @ownedSince`,
    {
      sequence,
      ...owner,
      state: still.state,
      error: still.error === null ? null : JSON.stringify(still.error),
      at: still.at,
    },
  );
  return changes > 0;
}

/** From one standstill to another, such as from paused to cancelled. */
export function changeStandstill(
  db: Database,
  { sequence, state }: Pick<TestRunRow, "sequence" | "state">,
  still: Standstill,
): boolean {
  const { changes } = db.run(
    "change standstill",
    `UPDATE test_run_states SET state = @still, error_json = @error, ended_at = @at
     WHERE run = @sequence AND state = @state`,
    {
      sequence,
      state,
      still: still.state,
      error: still.error === null ? null : JSON.stringify(still.error),
      at: still.at,
    },
  );
  return changes > 0;
}

/** Calls that were cut off, of which nobody knows whether they were charged. */
export function addUnknownCosts(db: Database, sequence: number, count: number): void {
  db.run(
    "add unknown costs",
    "UPDATE test_run_states SET unknown_costs = unknown_costs + @count WHERE run = @sequence",
    { sequence, count },
  );
}

/** Where in the suite the cases stand that have one of these tags, or belong to one of these splits. */
export function caseIndexesWith(
  db: Database,
  suiteVersionId: SuiteVersionId,
  { tags, splits }: { tags: string[]; splits: string[] },
): number[] {
  return db
    .all<{ index: number }>(
      "cases of tags and splits",
      `SELECT m.key AS "index" FROM suite_versions v, json_each(v.manifest_json, '$.cases') m
       WHERE v.id = @suiteVersionId
         AND (@tags = '[]' OR EXISTS (SELECT 1 FROM case_tags t
           WHERE t.case_hash = m.value ->> 1 AND t.tag IN (SELECT value FROM json_each(@tags))))
         AND (@splits = '[]' OR (SELECT split FROM case_contents c WHERE c.hash = m.value ->> 1)
           IN (SELECT value FROM json_each(@splits)))
       ORDER BY m.key`,
      { suiteVersionId, tags: JSON.stringify(tags), splits: JSON.stringify(splits) },
    )
    .map(({ index }) => index);
}

/** Of those cases that have checks or a threshold of their own; JSON. */
export function listOwnChecks(
  db: Database,
  suiteVersionId: SuiteVersionId,
): { caseId: string; checks: string; threshold: number | null }[] {
  return db.all(
    "checks of cases",
    `SELECT m.value ->> 0 AS caseId, c.json -> '$.checks' AS checks, c.json ->> '$.threshold' AS threshold
     FROM suite_versions v, json_each(v.manifest_json, '$.cases') m JOIN case_contents c ON c.hash = m.value ->> 1
     WHERE v.id = @suiteVersionId AND (c.json -> '$.checks' <> '[]' OR c.json ->> '$.threshold' IS NOT NULL)
     ORDER BY m.key`,
    { suiteVersionId },
  );
}
