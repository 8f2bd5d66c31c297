import type BetterSqlite3 from "better-sqlite3";
import {
  type BrokenSeal,
  hasSeals,
  literal,
  quote,
  type SealedTable,
  sealedTables,
  teachSeal,
} from "./seals.ts";
import { hashOfManifest } from "./suite-manifest.ts";

/**
 * `unsealed`: there is no seal; `changed`: the row is not the one that was sealed; `gone`: a seal without its row;
 * `other-text`: a text that is not the one of its hash.
 */
export interface BrokenRow extends BrokenSeal {
  fault: "unsealed" | "changed" | "gone" | "other-text";
}

/** Rows that carry the hash of one of their texts, as an expression that holds for each sound one. */
const ownHash: Record<string, string> = {
  contents: "r.hash = text_hash(r.json)",
  recordings: "r.request_hash = text_hash(r.request_json)",
  case_contents: "r.hash = text_hash(r.json)",
  suite_versions: "r.hash IS manifest_hash(r.manifest_json)",
};

/**
 * Goes through every row and every seal in small steps: where it yields, no statement is open, and the connection may be
 * used for something else. A step with nothing to tell yields an empty list. Throws where the file cannot be read on.
 */
export function* findBrokenRows(raw: BetterSqlite3.Database): Generator<BrokenRow[]> {
  if (!hasSeals(raw)) return;
  const tables = sealedTables(raw);
  for (const table of tables) yield* findBrokenIn(raw, table);
  yield* findStraySeals(raw, tables);
}

/** The same for one table. */
export function* findBrokenIn(raw: BetterSqlite3.Database, table: SealedTable): Generator<BrokenRow[]> {
  teachSeal(raw);
  raw.function("manifest_hash", { deterministic: true }, (json) => hashOfManifest(String(json)));
  yield* compareRows(raw, table);
  yield* findRowsOf(raw, table);
}

/** Doubles and halves the number of rows in a step, so that one takes about 10 ms whatever the size of its texts. */
function createPace() {
  const aimMs = 10;
  let rows = 64;
  return {
    get rows() {
      return rows;
    },
    took(ms: number) {
      if (ms > aimMs) rows = Math.max(1, rows >> 1);
      else if (ms < aimMs / 3) rows = Math.min(4_096, rows << 1);
    },
  };
}

function* compareRows(raw: BetterSqlite3.Database, table: SealedTable): Generator<BrokenRow[]> {
  const from = `main.${quote(table.name)} r`;
  const range = table.hasRowid ? "WHERE r._rowid_ > @after AND r._rowid_ <= @end" : "";
  const findBroken = raw.prepare<[Record<string, bigint>], BrokenRow>(
    `WITH read (k, actual, hashed) AS MATERIALIZED
       (SELECT ${table.key("r")}, ${table.seal("r")}, ${ownHash[table.name] ?? "1"} FROM ${from} ${range})
     SELECT ${literal(table.name)} AS name, k AS key,
       CASE WHEN NOT hashed THEN 'other-text' WHEN s.seal IS NULL THEN 'unsealed' ELSE 'changed' END AS fault
     FROM read LEFT JOIN main.seals s ON s.name = ${literal(table.name)} AND s.key = k
     WHERE s.seal IS NOT actual OR NOT hashed`,
  );
  if (!table.hasRowid) {
    yield findBroken.all({});
    return;
  }
  const findEnd = raw
    .prepare<[{ after: bigint; rows: number }], bigint | null>(
      `SELECT max(at) FROM (SELECT r._rowid_ AS at FROM ${from} WHERE r._rowid_ > @after ORDER BY r._rowid_ LIMIT @rows)`,
    )
    .pluck()
    .safeIntegers();
  const pace = createPace();
  // What is written meanwhile is sealed with it; to follow it would never end.
  const last = raw
    .prepare<[], bigint | null>(`SELECT max(r._rowid_) FROM ${from}`)
    .pluck()
    .safeIntegers()
    .get();
  for (let after = -(2n ** 63n); typeof last === "bigint" && after < last; ) {
    const started = performance.now();
    const end = findEnd.get({ after, rows: pace.rows }) ?? null;
    if (end === null) return;
    if (end <= after) throw new Error(`the rows of ${table.name} are out of order`);
    const found = findBroken.all({ after, end });
    pace.took(performance.now() - started);
    yield found;
    after = end;
  }
}

/** Looks from each seal for its row. */
function* findRowsOf(raw: BetterSqlite3.Database, table: SealedTable): Generator<BrokenRow[]> {
  const page = `SELECT key FROM main.seals WHERE name = ${literal(table.name)} AND key > @after ORDER BY key LIMIT @rows`;
  const isRow = table.keyColumns.map((column, at) => `r.${quote(column)} = json_extract(p.key, '$[${at}]')`);
  const findGone = raw.prepare<[{ after: string; rows: number }], BrokenRow>(
    `SELECT ${literal(table.name)} AS name, key, 'gone' AS fault FROM (${page}) p
     WHERE CASE WHEN json_valid(p.key)
       THEN NOT EXISTS (SELECT 1 FROM main.${quote(table.name)} r WHERE ${isRow.join(" AND ")} AND ${table.key("r")} = p.key)
       ELSE 1 END`,
  );
  const findEnd = raw
    .prepare<[{ after: string; rows: number }], string | null>(`SELECT max(key) FROM (${page})`)
    .pluck();
  const last = raw
    .prepare<[], string | null>(`SELECT max(key) FROM main.seals WHERE name = ${literal(table.name)}`)
    .pluck()
    .get();
  const pace = createPace();
  for (let after = ""; typeof last === "string" && compareAsStored(after, last) < 0; ) {
    const started = performance.now();
    const { rows } = pace;
    const end = findEnd.get({ after, rows }) ?? null;
    if (end === null) return;
    refuseDisorder(after, end, table.name);
    const found = findGone.all({ after, rows });
    pace.took(performance.now() - started);
    yield found;
    after = end;
  }
}

/** Seals of tables that are not there. Asks for each table's name, without reading every seal. */
export function* findStraySeals(raw: BetterSqlite3.Database, tables: SealedTable[]): Generator<BrokenRow[]> {
  const findNext = raw
    .prepare<[string], string | null>("SELECT min(name) FROM main.seals WHERE name > ?")
    .pluck();
  for (let after = ""; ; ) {
    const name = findNext.get(after) ?? null;
    if (name === null) return;
    refuseDisorder(after, name, name);
    yield tables.some((table) => table.name === name) ? [] : [{ name, key: "[]", fault: "gone" }];
    after = name;
  }
}

/** SQLite orders text by its UTF-8 bytes. */
const compareAsStored = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));

/** In a damaged file a walk could go round for ever. */
function refuseDisorder(after: string, next: string, table: string): void {
  if (compareAsStored(next, after) > 0) return;
  throw new Error(`the seals of ${table} are out of order`);
}
