import { LatheError } from "#shared/contract/errors.ts";
import { type Arm, type ExperimentPlan, experimentPlan } from "#shared/model/experiment.ts";
import type { ExperimentId, PromptId, SuiteId, TestRunId } from "#shared/model/ids.ts";
import type { Database } from "../store/database.ts";
import { type RunFacts, runFactsOf } from "../tests/index.ts";
import type { ExperimentContext } from "./context.ts";

export interface ExperimentRow {
  sequence: number;
  experimentId: ExperimentId;
  origin: "calls" | "runs";
  suiteId: SuiteId;
  suiteName: string;
  isTyped: boolean;
  plan: ExperimentPlan;
  appVersion: string;
  createdAt: string;
}

/** What was called at one time: a test run for each arm, in the order of the arms. */
export interface Round {
  round: number;
  runs: RunFacts[];
}

/** An experiment as it stands, without anything that is read from its results. */
export interface Experiment extends ExperimentRow {
  arms: Arm[];
  rounds: Round[];
}

type StoredRow = Omit<ExperimentRow, "plan" | "isTyped"> & { planJson: string; isTyped: number };

const columns = `e.sequence, e.id AS experimentId, e.origin, e.suite_id AS suiteId, e.suite_name AS suiteName,
  e.is_typed AS isTyped, e.plan_json AS planJson, e.app_version AS appVersion, e.created_at AS createdAt`;

const toRow = ({ planJson, isTyped, ...row }: StoredRow): ExperimentRow => ({
  ...row,
  isTyped: isTyped === 1,
  plan: experimentPlan.parse(JSON.parse(planJson)),
});

function findExperiment(db: Database, id: ExperimentId): ExperimentRow | undefined {
  const row = db.get<StoredRow>("find experiment", `SELECT ${columns} FROM experiments e WHERE e.id = @id`, {
    id,
  });
  return row && toRow(row);
}

/** Newest first, those with a number under `before`. */
export const listExperiments = (
  db: Database,
  filter: { promptId?: PromptId | undefined },
  before: number | null,
  limit: number,
): ExperimentRow[] =>
  db
    .all<StoredRow>(
      "list experiments",
      `SELECT ${columns} FROM experiments e WHERE (@before IS NULL OR e.sequence < @before)
       ${filter.promptId === undefined ? "" : "AND EXISTS (SELECT 1 FROM experiment_arms a WHERE a.experiment = e.sequence AND a.prompt_id = @promptId)"}
       ORDER BY e.sequence DESC LIMIT @limit`,
      { before, limit, ...(filter.promptId === undefined ? {} : { promptId: filter.promptId }) },
    )
    .map(toRow);

/** Those that a test run is an arm of. */
export const listExperimentsOfRun = (db: Database, testRunId: TestRunId): ExperimentRow[] =>
  db
    .all<StoredRow>(
      "experiments of run",
      `SELECT DISTINCT ${columns} FROM test_runs t JOIN experiment_runs r ON r.run = t.sequence
         JOIN experiments e ON e.sequence = r.experiment
       WHERE t.id = @testRunId ORDER BY e.sequence`,
      { testRunId },
    )
    .map(toRow);

/** One that was made from these runs, in this order, by this plan. */
export function findExperimentOfRuns(
  db: Database,
  runs: readonly number[],
  plan: ExperimentPlan,
): ExperimentId | undefined {
  return db.get<{ id: ExperimentId }>(
    "experiment of runs",
    `SELECT e.id FROM experiments e
     WHERE e.sequence IN (SELECT experiment FROM experiment_runs WHERE run = @first) AND e.origin = 'runs'
       AND e.plan_json = @planJson
       AND (SELECT json_group_array(run ORDER BY position) FROM experiment_runs WHERE experiment = e.sequence) = @runs
     LIMIT 1`,
    { first: runs[0] ?? 0, planJson: JSON.stringify(plan), runs: JSON.stringify(runs) },
  )?.id;
}

/** Whether a suite was typed in for a comparison. */
export const isTypedSuite = (db: Database, suiteId: SuiteId): boolean =>
  db.get("is typed suite", "SELECT 1 FROM experiments WHERE suite_id = @suiteId AND is_typed = 1 LIMIT 1", {
    suiteId,
  }) !== undefined;

export interface NewExperiment extends Omit<ExperimentRow, "sequence"> {
  arms: Arm[];
  /** Numbers of the test runs of the first round, in the order of the arms. */
  runs: number[];
}

/** To be called within a transaction. Answers the number. */
export function insertExperiment(db: Database, { arms, runs, plan, isTyped, ...row }: NewExperiment): number {
  const sequence =
    db.get<{ sequence: number }>(
      "insert experiment",
      `INSERT INTO experiments (id, origin, suite_id, suite_name, is_typed, plan_json, app_version, created_at)
       VALUES (@experimentId, @origin, @suiteId, @suiteName, @isTyped, @planJson, @appVersion, @createdAt)
       RETURNING sequence`,
      { ...row, isTyped: isTyped ? 1 : 0, planJson: JSON.stringify(plan) },
    )?.sequence ?? 0;
  for (const [position, { settings, ...arm }] of arms.entries()) {
    db.run(
      "insert arm",
      `INSERT INTO experiment_arms (experiment, position, prompt_id, prompt_name, version_id, version, model,
         settings_json, content_hash)
       VALUES (@sequence, @position, @promptId, @promptName, @versionId, @version, @model, @settingsJson, @contentHash)`,
      { sequence, position, ...arm, settingsJson: JSON.stringify(settings) },
    );
  }
  insertRound(db, sequence, 0, runs);
  return sequence;
}

/** To be called within a transaction; fails where another program has added this round already. */
export function insertRound(db: Database, experiment: number, round: number, runs: number[]): void {
  for (const [position, run] of runs.entries()) {
    db.run(
      "insert run of experiment",
      `INSERT INTO experiment_runs (experiment, round, position, run) VALUES (@experiment, @round, @position, @run)`,
      { experiment, round, position, run },
    );
  }
}

type ArmRow = Omit<Arm, "settings"> & { experiment: number; settingsJson: string };

/** All arms of these experiments, by the experiment's number. */
function armsOf(db: Database, numbers: number[]): Map<number, Arm[]> {
  const rows = db.all<ArmRow>(
    "arms of experiments",
    `SELECT experiment, prompt_id AS promptId, prompt_name AS promptName, version_id AS versionId, version, model,
       settings_json AS settingsJson, content_hash AS contentHash
     FROM experiment_arms WHERE experiment IN (SELECT value FROM json_each(@numbers)) ORDER BY experiment, position`,
    { numbers: JSON.stringify(numbers) },
  );
  const arms = new Map<number, Arm[]>();
  for (const { experiment, settingsJson, ...arm } of rows) {
    const own = arms.get(experiment) ?? [];
    own.push({ ...arm, settings: JSON.parse(settingsJson) });
    arms.set(experiment, own);
  }
  return arms;
}

/** All of these experiments whole, in their order: three statements, however many there are. */
export function wholeExperiments(context: ExperimentContext, rows: ExperimentRow[]): Experiment[] {
  const numbers = rows.map(({ sequence }) => sequence);
  const arms = armsOf(context.db, numbers);
  const places = context.db.all<{ experiment: number; round: number; run: number }>(
    "runs of experiments",
    `SELECT experiment, round, run FROM experiment_runs WHERE experiment IN (SELECT value FROM json_each(@numbers))
     ORDER BY experiment, round, position`,
    { numbers: JSON.stringify(numbers) },
  );
  const facts = new Map(
    runFactsOf(context.tests, [...new Set(places.map(({ run }) => run))]).map((run) => [run.sequence, run]),
  );
  const rounds = new Map<number, Round[]>();
  for (const { experiment, round, run } of places) {
    const own = rounds.get(experiment) ?? [];
    rounds.set(experiment, own);
    const found = facts.get(run);
    if (found === undefined) continue;
    const last = own.at(-1);
    if (last?.round === round) last.runs.push(found);
    else own.push({ round, runs: [found] });
  }
  return rows.map((row) => ({
    ...row,
    arms: arms.get(row.sequence) ?? [],
    rounds: rounds.get(row.sequence) ?? [],
  }));
}

/** Plan, arms, and the rounds with their test runs as they stand now. */
export function experimentOf(context: ExperimentContext, id: ExperimentId): Experiment {
  const row = findExperiment(context.db, id);
  const [experiment] = row === undefined ? [] : wholeExperiments(context, [row]);
  if (experiment !== undefined) return experiment;
  throw new LatheError({
    code: "experiments.not-found",
    message: "This comparison is not in the workspace.",
  });
}
