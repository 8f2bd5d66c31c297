import type { ErrorData } from "#shared/contract/errors.ts";
import type { CheckState } from "#shared/model/check.ts";
import type { ModelRef } from "#shared/model/content.ts";
import type { PromptId, SuiteId, SuiteVersionId, TestRunId, VersionId } from "#shared/model/ids.ts";
import { type TestPlan, type TestRunState, testPlan } from "#shared/model/test-run.ts";
import type { Database } from "../store/database.ts";

/** A run with its counts, as lists and results see it. */
export interface RunFacts {
  sequence: number;
  testRunId: TestRunId;
  promptId: PromptId;
  promptName: string;
  versionId: VersionId | null;
  version: string | null;
  suiteId: SuiteId;
  suiteVersionId: SuiteVersionId;
  suiteName: string;
  suiteVersion: number;
  contentHash: string;
  suiteHash: string;
  checksHash: string;
  judgeHash: string | null;
  settingsHash: string;
  plan: TestPlan;
  planned: number;
  simulated: boolean;
  rescoredFrom: TestRunId | null;
  appVersion: string;
  createdAt: string;
  state: TestRunState;
  maxCostUsd: number | null;
  passed: number;
  failed: number;
  errored: number;
  unscored: number;
  scoreSum: number;
  scoreWeight: number;
  costUsd: number;
  judgeCostUsd: number;
  unknownCosts: number;
  error: ErrorData | null;
  endedAt: string | null;
  isBaseline: boolean;
}

type StoredFacts = Omit<RunFacts, "plan" | "simulated" | "error" | "isBaseline"> & {
  planJson: string;
  simulated: number;
  errorJson: string | null;
  isBaseline: number;
};

const factColumns = `r.sequence, r.id AS testRunId, r.prompt_id AS promptId, r.prompt_name AS promptName,
  r.version_id AS versionId, r.version, r.suite_id AS suiteId, r.suite_version_id AS suiteVersionId,
  r.suite_name AS suiteName, v.number AS suiteVersion, r.content_hash AS contentHash, r.suite_hash AS suiteHash,
  r.checks_hash AS checksHash, r.judge_hash AS judgeHash, r.settings_hash AS settingsHash, r.plan_json AS planJson,
  r.planned, r.simulated, r.app_version AS appVersion, r.created_at AS createdAt,
  (SELECT id FROM test_runs o WHERE o.sequence = r.rescored_from) AS rescoredFrom,
  s.state, s.max_cost_usd AS maxCostUsd, s.passed, s.failed, s.errored, s.unscored, s.score_sum AS scoreSum,
  s.score_weight AS scoreWeight, s.cost_usd AS costUsd, s.judge_cost_usd AS judgeCostUsd,
  s.unknown_costs AS unknownCosts, s.error_json AS errorJson, s.ended_at AS endedAt,
  EXISTS (SELECT 1 FROM baselines b WHERE b.prompt_id = r.prompt_id AND b.run = r.sequence) AS isBaseline`;

const factTables = `test_runs r JOIN test_run_states s ON s.run = r.sequence
  JOIN suite_versions v ON v.id = r.suite_version_id`;

const toFacts = ({ planJson, errorJson, ...row }: StoredFacts): RunFacts => ({
  ...row,
  plan: testPlan.parse(JSON.parse(planJson)),
  simulated: row.simulated === 1,
  error: errorJson === null ? null : JSON.parse(errorJson),
  isBaseline: row.isBaseline === 1,
});

export function findRunFacts(db: Database, id: TestRunId): RunFacts | undefined {
  const row = db.get<StoredFacts>(
    "find run facts",
    `SELECT ${factColumns} FROM ${factTables} WHERE r.id = @id`,
    { id },
  );
  return row === undefined ? undefined : toFacts(row);
}

/** In the order of their numbers. */
export const listRunFactsNumbered = (db: Database, numbers: readonly number[]): RunFacts[] =>
  db
    .all<StoredFacts>(
      "list run facts by number",
      `SELECT ${factColumns} FROM ${factTables} WHERE r.sequence IN (SELECT value FROM json_each(@numbers))
       ORDER BY r.sequence`,
      { numbers: JSON.stringify(numbers) },
    )
    .map(toFacts);

/** For each key the number of the newest run that came to its end, of any of its prompts on the suite named with it. */
export const findNewestDone = (
  db: Database,
  made: readonly { key: string; promptId: PromptId; suiteId: SuiteId }[],
): { key: string; run: number }[] =>
  db.all(
    "find newest done",
    `WITH made (key, prompt, suite) AS (
       SELECT value ->> 'key', value ->> 'promptId', value ->> 'suiteId' FROM json_each(@made))
     SELECT made.key, max(r.sequence) AS run
     FROM made CROSS JOIN test_runs r ON r.prompt_id = made.prompt AND r.suite_id = made.suite
       JOIN test_run_states s ON s.run = r.sequence AND s.state = 'done'
     GROUP BY made.key`,
    { made: JSON.stringify(made) },
  );

/** Newest first, those with a number under `before`. */
export function listRunFacts(
  db: Database,
  filter: {
    promptId?: PromptId | undefined;
    suiteId?: SuiteId | undefined;
    state?: TestRunState | undefined;
  },
  before: number | null,
  limit: number,
): RunFacts[] {
  // An empty condition lets SQLite use the index of the other one.
  const conditions = [
    filter.promptId === undefined ? "" : "AND r.prompt_id = @promptId",
    filter.suiteId === undefined ? "" : "AND r.suite_id = @suiteId",
    filter.state === undefined ? "" : "AND s.state = @state",
    before === null ? "" : "AND r.sequence < @before",
  ];
  return db
    .all<StoredFacts>(
      "list run facts",
      `SELECT ${factColumns} FROM ${factTables} WHERE 1 ${conditions.join(" ")}
       ORDER BY r.sequence DESC LIMIT @limit`,
      {
        promptId: filter.promptId ?? null,
        suiteId: filter.suiteId ?? null,
        state: filter.state ?? null,
        before,
        limit,
      },
    )
    .map(toFacts);
}

/** Whether any case at all belongs to a group: then the cases of a run may depend on each other. */
export const hasGroups = (db: Database): boolean =>
  db.get("has groups", "SELECT 1 FROM case_contents WHERE group_name IS NOT NULL LIMIT 1") !== undefined;

/** Where the cases of a run stand that belong to a group. */
export function listGroups(db: Database, run: number): { caseIndex: number; name: string }[] {
  return db.all(
    "list groups",
    `SELECT DISTINCT a.case_index AS caseIndex, c.group_name AS name
     FROM test_attempts a JOIN case_contents c ON c.hash = a.case_hash AND c.group_name IS NOT NULL
     WHERE a.run = @run AND a.is_current = 1`,
    { run },
  );
}

/** What was spent on a model: on the attempts that count, and in a row of its own on those that were replaced. */
export interface ModelSums {
  model: ModelRef;
  /** Of what is known; null: nothing is. */
  costUsd: number | null;
  unknownCosts: number;
  judgeCostUsd: number | null;
  unknownJudgeCosts: number;
  inputTokens: number;
  outputTokens: number;
  retries: number;
}

const modelSums = `model, sum(cost_usd) AS costUsd, count(*) - count(cost_usd) AS unknownCosts,
  sum(judge_cost_usd) AS judgeCostUsd, count(*) - count(judge_cost_usd) AS unknownJudgeCosts,
  coalesce(sum(input_tokens), 0) AS inputTokens, coalesce(sum(output_tokens), 0) AS outputTokens,
  sum(retries) AS retries`;

export function sumModels(
  db: Database,
  { run, first, last, isDense }: AttemptSpan,
  models: readonly ModelRef[],
): ModelSums[] {
  // Of one model there is nothing to be sorted into groups, which takes longer than the sums.
  const grouped = models.length === 1 ? "HAVING count(*) > 0" : "GROUP BY model";
  const counted = isDense
    ? "test_attempts NOT INDEXED WHERE sequence BETWEEN @first AND @last AND"
    : "test_attempts INDEXED BY test_attempts_by_cell WHERE";
  return [
    ...db.all<ModelSums>(
      "sum models",
      `SELECT ${modelSums} FROM ${counted} run = @run AND is_current = 1 ${grouped}`,
      { run, ...(isDense ? { first, last } : {}) },
    ),
    ...db.all<ModelSums>(
      "sum models of replaced",
      `SELECT ${modelSums} FROM test_attempts INDEXED BY test_attempts_replaced
       WHERE run = @run AND is_current = 0 GROUP BY model`,
      { run },
    ),
  ];
}

/** Between which numbers the attempts of a run lie that count. */
export interface AttemptSpan {
  run: number;
  first: number;
  last: number;
  /** Few others lie between them: reading all is quicker than looking each up. */
  isDense: boolean;
  /** No other lies between them at all. */
  isAlone: boolean;
}

/** The names that the checks of any run have, and what they said in one. */
export function sumChecks(
  db: Database,
  { run, first, last, isAlone }: AttemptSpan,
): { name: string; isJudge: number; state: CheckState; count: number; scoreSum: number; scored: number }[] {
  return scoreNames(db).flatMap((name) =>
    db.all<ReturnType<typeof sumChecks>[number]>(
      "sum checks",
      `SELECT @name AS name, g.*,
         (SELECT is_judge FROM test_scores j WHERE j.attempt = g.oneAttempt AND j.name = @name LIMIT 1) AS isJudge
       FROM (SELECT s.state, count(*) AS count, coalesce(sum(s.score), 0) AS scoreSum, count(s.score) AS scored,
           min(s.attempt) AS oneAttempt
         FROM test_scores s${isAlone ? "" : " CROSS JOIN test_attempts a ON a.sequence = s.attempt"}
         WHERE s.name = @name AND s.state IN ('pass', 'fail', 'error', 'skipped')
           AND s.attempt BETWEEN @first AND @last${isAlone ? "" : " AND a.run = @run AND a.is_current = 1"}
         GROUP BY s.state) g`,
      { name, first, last, ...(isAlone ? {} : { run }) },
    ),
  );
}

/** Each name once, by leaps over the index instead of a look at every score. */
export const scoreNames = (db: Database): string[] =>
  db
    .all<{ name: string }>(
      "score names",
      `WITH RECURSIVE names (name) AS (
         SELECT min(name) FROM test_scores
         UNION ALL SELECT (SELECT min(name) FROM test_scores WHERE name > names.name) FROM names WHERE name IS NOT NULL)
       SELECT name FROM names WHERE name IS NOT NULL`,
    )
    .map(({ name }) => name);
