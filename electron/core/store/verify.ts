import { setImmediate as nextTurn } from "node:timers/promises";
import type { VerifyReport } from "#shared/model/workspace.ts";
import type { Database } from "./database.ts";
import { hasSeals, sealedTables } from "./seals.ts";
import { checkExperiments } from "./verify-experiments.ts";
import { askFile, askFileElsewhere, checkFile } from "./verify-file.ts";
import { addressOf, nameRow } from "./verify-names.ts";
import { createProblemList, mostTold, type Tell, tellDamage, tellRest } from "./verify-report.ts";
import { checkCounters, checkSchema } from "./verify-schema.ts";
import { type BrokenRow, findBrokenIn, findStraySeals } from "./verify-seals.ts";
import { checkTests } from "./verify-tests.ts";

/**
 * Checks the file with SQLite's own means, the rules that the schema must have, every reference, that every prompt has
 * its draft, that every version's parent is an earlier one of its own, and that every test run has its state. `deep` also
 * compares every row with its seal, every text with its hash, the counts of test runs with their results, and experiments
 * with what they are made of. Does not throw for what is damaged: that is what it tells.
 */
export function verifyWorkspace(db: Database, { deep }: { deep: boolean } = { deep: true }): VerifyReport {
  const { problems, tell } = createProblemList();
  for (const _step of checkAll(db, { deep, answers: () => askFile(db.raw, deep) }, tell));
  return { ok: problems.length === 0, deep, checked: countChecked(db), problems };
}

/**
 * The deep check for beside other work, on the same connection: hands the loop back about every `yieldEveryMs`. Rejects
 * with the signal's reason when it aborts.
 */
export async function sweepWorkspace(
  db: Database,
  signal: AbortSignal,
  yieldEveryMs = 15,
): Promise<VerifyReport> {
  signal.throwIfAborted();
  const { problems, tell } = createProblemList();
  const found = await askFileElsewhere(db.raw, signal);
  signal.throwIfAborted();
  let since = performance.now();
  for (const _step of checkAll(db, { deep: true, answers: () => found ?? askFile(db.raw, true) }, tell)) {
    if (performance.now() - since < yieldEveryMs) continue;
    await nextTurn();
    signal.throwIfAborted();
    since = performance.now();
  }
  return { ok: problems.length === 0, deep: true, checked: countChecked(db), problems };
}

interface Checks {
  deep: boolean;
  /** What SQLite's own checks answer. */
  answers(): ReturnType<typeof askFile>;
}

/** In small steps: where it yields, no statement is open, and the connection may be used for something else. */
function* checkAll(db: Database, { deep, answers }: Checks, tell: Tell): Generator<undefined, void> {
  const file = "workspace.db";
  yield* tellDamage(
    late(() => checkFile(db.raw, answers(), tell)),
    file,
    tell,
  );
  // What a newer file is to look like is not known here.
  const isNewer = db.readOnly?.code === "store.newer-file";
  if (!isNewer) yield* tellDamage(checkSchema(db, tell), file, tell);
  yield* tellDamage(checkCounters(db, tell), file, tell);
  yield* tellDamage(checkPrompts(db, tell), file, tell);
  if (!deep) return;
  yield* tellDamage(checkTests(db, tell), file, tell);
  if (!isNewer) yield* tellDamage(checkExperiments(db, tell), file, tell);
  yield* tellDamage(checkRows(db, tell), file, tell);
}

/** Begins when the first step is asked for, so that a fault of the beginning is one of the steps. */
function* late<T>(begin: () => Iterable<T>): Generator<T, void> {
  yield* begin();
}

const counted = ["contents", "versions", "drafts", "runs", "recordings"] as const;

/** 0 for a table that cannot be read, which the checks have told. */
function countChecked({ raw }: Database): VerifyReport["checked"] {
  const count = (table: string): number => {
    try {
      return raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    } catch {
      return 0;
    }
  };
  return Object.fromEntries(counted.map((table) => [table, count(table)])) as VerifyReport["checked"];
}

function* checkPrompts({ raw }: Database, tell: Tell) {
  const checks: { table: string; sql: string; problem: string }[] = [
    {
      table: "prompts",
      sql: "SELECT json_array(id) FROM prompts WHERE id NOT IN (SELECT prompt_id FROM drafts)",
      problem: "has no draft, and so is in no list",
    },
    {
      table: "test_runs",
      sql: "SELECT json_array(sequence) FROM test_runs WHERE sequence NOT IN (SELECT run FROM test_run_states)",
      problem: "has no state, and so is in no list",
    },
    {
      table: "versions",
      sql: `SELECT json_array(v.id) FROM versions v JOIN versions parent ON parent.id = v.parent_id
        WHERE parent.prompt_id <> v.prompt_id OR parent.sequence >= v.sequence`,
      problem: "its parent is not an earlier version of the same prompt",
    },
  ];
  for (const { table, sql, problem } of checks) {
    const keys = raw.prepare<[], string>(sql).pluck().all();
    for (const key of keys.slice(0, mostTold)) tell(nameRow(raw, table, key), problem);
    tellRest(keys.length, table, tell);
    yield;
  }
}

const faults: Record<BrokenRow["fault"], string> = {
  "other-text": "its text is not the one of its hash: it was changed outside Lathe or damaged",
  changed: "was changed outside Lathe or damaged",
  unsealed: "was added outside Lathe, or its seal is damaged",
  gone: "was deleted outside Lathe or is lost",
};

function* checkRows(db: Database, tell: Tell) {
  // Where there are none, the check of the schema has told so.
  if (!hasSeals(db.raw)) return;
  const tables = sealedTables(db.raw);
  for (const table of tables) {
    yield* tellDamage(tellBroken(db, findBrokenIn(db.raw, table), tell), `table ${table.name}`, tell);
  }
  yield* tellBroken(db, findStraySeals(db.raw, tables), tell);
}

function* tellBroken({ raw }: Database, broken: Iterable<BrokenRow[]>, tell: Tell) {
  let count = 0;
  let table = "";
  for (const rows of broken) {
    for (const { name, key, fault } of rows) {
      count += 1;
      table = name;
      if (count <= mostTold) tell(nameRow(raw, name, key), `${faults[fault]} (${addressOf(name, key)})`);
    }
    yield;
  }
  tellRest(count, table, tell);
}
