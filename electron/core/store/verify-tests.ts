import type { Database } from "./database.ts";
import { nameRow } from "./verify-names.ts";
import { mostTold, type Tell, tellRest } from "./verify-report.ts";

/** Of results, few enough that a step takes a few milliseconds. */
const rowsAtOnce = 2_000;

/** That the counts of each test run are those of its results, and that every reply is one of a result. Reads all of them. */
export function* checkTests(db: Database, tell: Tell) {
  yield* checkCounts(db, tell);
  yield* checkReplies(db, tell);
}

/** In one statement for each run: one that is under way goes on between two steps. */
function* checkCounts({ raw }: Database, tell: Tell) {
  const runs = raw.prepare<[], number>("SELECT run FROM test_run_states ORDER BY run").pluck().all();
  const compare = raw.prepare<[number], { isCounted: number; isUnique: number }>(
    `SELECT (s.passed, s.failed, s.errored, s.unscored) = (count(*) FILTER (WHERE a.verdict = 'pass'),
         count(*) FILTER (WHERE a.verdict = 'fail'), count(*) FILTER (WHERE a.verdict = 'error'),
         count(*) FILTER (WHERE a.verdict = 'unscored')) AS isCounted,
       count(a.cell) = count(DISTINCT a.cell) AS isUnique
     FROM test_run_states s LEFT JOIN test_attempts a ON a.run = s.run AND a.is_current = 1 WHERE s.run = ?`,
  );
  let told = 0;
  for (const run of runs) {
    const { isCounted, isUnique } = compare.get(run) ?? { isCounted: 1, isUnique: 1 };
    yield;
    if (isCounted === 1 && isUnique === 1) continue;
    told += 1;
    if (told > mostTold) continue;
    const problem =
      isCounted === 1
        ? "has two results that count for one cell"
        : "does not count the results that are there";
    tell(nameRow(raw, "test_run_states", `[${run}]`), problem);
  }
  tellRest(told, "test_run_states", tell);
}

function* checkReplies({ raw }: Database, tell: Tell) {
  const highest = (sql: string) => raw.prepare<[], number | null>(sql).pluck().get() ?? 0;
  // A reply is stored with its result, so that all of those up to here have theirs by now.
  const lastReply = highest("SELECT max(id) FROM test_replies");
  const used = createNumbers();
  const readResults = raw.prepare<[number, number], { sequence: number; reply: number }>(
    "SELECT sequence, reply FROM test_attempts WHERE sequence > ? ORDER BY sequence LIMIT ?",
  );
  for (let after = -1; ; ) {
    const rows = readResults.all(after, rowsAtOnce);
    for (const { reply } of rows) used.add(reply);
    yield;
    const last = rows.at(-1);
    if (last === undefined) break;
    refuseDisorder(after, last.sequence, "test_attempts");
    after = last.sequence;
  }
  const readReplies = raw
    .prepare<[number, number, number], number>(
      "SELECT id FROM test_replies WHERE id > ? AND id <= ? ORDER BY id LIMIT ?",
    )
    .pluck();
  let loose = 0;
  for (let after = -1; ; ) {
    const ids = readReplies.all(after, lastReply, rowsAtOnce);
    for (const id of ids.filter((number) => !used.has(number))) {
      loose += 1;
      if (loose <= mostTold) tell(`reply ${id}`, "is one that no result has");
    }
    yield;
    const last = ids.at(-1);
    if (last === undefined) break;
    refuseDisorder(after, last, "test_replies");
    after = last;
  }
  tellRest(loose, "test_replies", tell);
}

/** In a damaged file a walk could go round for ever. */
function refuseDisorder(after: number, next: number, table: string): void {
  if (next <= after) throw new Error(`the rows of ${table} are out of order`);
}

/** Row numbers, of which there may be millions, mostly without gaps: a byte for each. */
function createNumbers() {
  const size = 4_096;
  const blocks = new Map<number, Uint8Array>();
  return {
    add(number: number) {
      const at = Math.floor(number / size);
      const block = blocks.get(at) ?? new Uint8Array(size);
      blocks.set(at, block);
      block[number - at * size] = 1;
    },
    has: (number: number) => blocks.get(Math.floor(number / size))?.[number % size] === 1,
  };
}
