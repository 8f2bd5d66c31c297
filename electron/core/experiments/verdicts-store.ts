import { type ExperimentVerdict, experimentVerdict } from "#shared/model/experiment.ts";
import type { TestRunState } from "#shared/model/test-run.ts";
import type { Database } from "../store/database.ts";

export interface StoredVerdict {
  sequence: number;
  verdict: ExperimentVerdict;
}

type StoredRow = { sequence: number; json: string };

/** undefined also where it is not in the form that this program knows: then it is read again from the evidence. */
function toVerdict(row: StoredRow | undefined): StoredVerdict | undefined {
  if (row === undefined) return undefined;
  const read = experimentVerdict.safeParse(JSON.parse(row.json));
  return read.success ? { sequence: row.sequence, verdict: read.data } : undefined;
}

export const findVerdict = (db: Database, experiment: number, evidence: string): StoredVerdict | undefined =>
  toVerdict(
    db.get<StoredRow>(
      "find verdict",
      `SELECT sequence, verdict_json AS json FROM experiment_verdicts
       WHERE experiment = @experiment AND evidence = @evidence`,
      { experiment, evidence },
    ),
  );

/** The newest of those whose evidence has these counts, whatever its newest attempt. */
export const findVerdictOfCounts = (
  db: Database,
  experiment: number,
  counts: string,
): StoredVerdict | undefined =>
  toVerdict(
    db.get<StoredRow>(
      "find verdict of counts",
      `SELECT sequence, verdict_json AS json FROM experiment_verdicts
       WHERE experiment = @experiment AND evidence >= @from AND evidence < @to ORDER BY sequence DESC LIMIT 1`,
      // “A” is the character that follows “@”.
      { experiment, from: `${counts}@`, to: `${counts}A` },
    ),
  );

/** Of one state of the evidence there is one verdict: the first. */
export function insertVerdict(
  db: Database,
  {
    experiment,
    evidence,
    state,
    verdict,
  }: { experiment: number; evidence: string; state: TestRunState; verdict: ExperimentVerdict },
): void {
  db.run(
    "insert verdict",
    `INSERT INTO experiment_verdicts (experiment, evidence, state, verdict_json, app_version, made_at)
     VALUES (@experiment, @evidence, @state, @json, @appVersion, @at)
     ON CONFLICT (experiment, evidence) DO NOTHING`,
    {
      experiment,
      evidence,
      state,
      json: JSON.stringify(verdict),
      appVersion: verdict.appVersion,
      at: verdict.at,
    },
  );
}
