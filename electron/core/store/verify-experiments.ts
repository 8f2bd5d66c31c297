import type { z } from "zod";
import { experimentPlan, experimentVerdict } from "#shared/model/experiment.ts";
import type { Database } from "./database.ts";
import { nameRow } from "./verify-names.ts";
import { mostTold, type Tell, tellRest } from "./verify-report.ts";

/**
 * That an experiment has its arms, each round a run for each of them, and every vote and judgement two arms that it is
 * about; and that plans and verdicts can be read. What a row refers to by its key, SQLite has checked.
 */
export function* checkExperiments(db: Database, tell: Tell) {
  yield* checkParts(db, tell);
  for (const text of readable) yield* checkTexts(db, text, tell);
}

const isPair = (row: string) => `${row}.arm_a <> ${row}.arm_b AND 2 = (SELECT count(*) FROM experiment_arms a
  WHERE a.experiment = ${row}.experiment AND a.position IN (${row}.arm_a, ${row}.arm_b))`;
const isInRound = (row: string) => `EXISTS (SELECT 1 FROM experiment_runs r
  WHERE r.experiment = ${row}.experiment AND r.round = ${row}.round)`;

const parts: { table: string; sql: string; problem: string }[] = [
  {
    table: "experiments",
    sql: `SELECT json_array(sequence) FROM experiments e WHERE NOT
      (SELECT count(*) BETWEEN 2 AND 6 AND min(position) = 0 AND max(position) = count(*) - 1
       FROM experiment_arms a WHERE a.experiment = e.sequence)`,
    problem: "does not have the arms of a comparison",
  },
  {
    table: "experiments",
    sql: `SELECT json_array(sequence) FROM experiments e
      JOIN (SELECT experiment, count(*) AS arms FROM experiment_arms GROUP BY experiment) a ON a.experiment = e.sequence
      WHERE coalesce((SELECT max(round) + 1 <> count(DISTINCT round) OR count(*) <> arms * count(DISTINCT round)
          OR max(position) <> arms - 1 FROM experiment_runs r WHERE r.experiment = e.sequence), 1)`,
    problem: "does not have a test run for each of its arms",
  },
  {
    table: "experiment_runs",
    sql: `SELECT json_array(r.experiment, r.round, r.position) FROM experiment_runs r JOIN test_runs t ON t.sequence = r.run
      JOIN experiment_arms a ON a.experiment = r.experiment AND a.position = r.position
      WHERE t.prompt_id <> a.prompt_id`,
    problem: "is a test run of another prompt than that of its arm",
  },
  {
    table: "experiment_votes",
    sql: `SELECT json_array(sequence) FROM experiment_votes v
      WHERE NOT (${isPair("v")} AND v.left_arm IN (v.arm_a, v.arm_b) AND ${isInRound("v")})`,
    problem: "is about arms or a round that the comparison does not have",
  },
  {
    table: "experiment_judgements",
    sql: `SELECT json_array(sequence) FROM experiment_judgements j WHERE NOT (${isPair("j")} AND ${isInRound("j")})`,
    problem: "is about arms or a round that the comparison does not have",
  },
];

function* checkParts({ raw }: Database, tell: Tell) {
  for (const { table, sql, problem } of parts) {
    const keys = raw.prepare<[], string>(sql).pluck().all();
    for (const key of keys.slice(0, mostTold)) tell(nameRow(raw, table, key), problem);
    tellRest(keys.length, table, tell);
    yield;
  }
}

interface Readable {
  table: string;
  column: string;
  schema: z.ZodType;
}
const readable: Readable[] = [
  { table: "experiments", column: "plan_json", schema: experimentPlan },
  { table: "experiment_verdicts", column: "verdict_json", schema: experimentVerdict },
];

/** A verdict has some kilobytes: few enough that a step takes a few milliseconds. */
const rowsAtOnce = 20;

function* checkTexts({ raw }: Database, { table, column, schema }: Readable, tell: Tell) {
  const read = raw.prepare<[number, number], { sequence: number; text: string }>(
    `SELECT sequence, ${column} AS text FROM ${table} WHERE sequence > ? ORDER BY sequence LIMIT ?`,
  );
  let told = 0;
  for (let after = -1; ; ) {
    const rows = read.all(after, rowsAtOnce);
    for (const { sequence, text } of rows) {
      if (schema.safeParse(parse(text)).success) continue;
      told += 1;
      if (told <= mostTold) tell(nameRow(raw, table, `[${sequence}]`), `its ${column} cannot be read`);
    }
    yield;
    const last = rows.at(-1);
    if (last === undefined) break;
    if (last.sequence <= after) throw new Error(`the rows of ${table} are out of order`);
    after = last.sequence;
  }
  tellRest(told, table, tell);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
