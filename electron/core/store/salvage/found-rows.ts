import BetterSqlite3 from "better-sqlite3";
import { sha256 } from "../content-store.ts";
import { quote, sealOf } from "../seals.ts";
import { hashOfManifest } from "../suite-manifest.ts";
import type { Value } from "./record.ts";
import type { Schema, TableShape } from "./table-shapes.ts";

/** Where a row was found. `tree`: where it belongs; `stray`: on a page that nothing leads to; `free`: on a deleted one. */
export type Origin = "tree" | "stray" | "free";
const trust: Record<Origin, number> = { tree: 0, stray: 1, free: 2 };

export interface FoundRow {
  table: TableShape;
  origin: Origin;
  rowid: number;
  /** It was written under the newest schema. */
  isNewest: boolean;
  /** In the order of the newest columns. */
  values: Value[];
}

/** The rows of a damaged file in a database of their own, without any rule, until it is known which belong together. */
export interface FoundRows {
  /** False where its text is not the one of its hash. */
  keepRow(row: FoundRow): boolean;
  keepSeal(name: string, key: string, seal: Buffer): void;
  /** An index told that there is, or was, this version. */
  keepVersionName(promptId: string, version: string): void;
  finish(): void;
  discard(): void;
}

/**
 * One table of the same name for each of the schema, whose own columns follow those that tell of the find: `found_in`
 * (its trust), `found_row`, `found_key` and `found_seal` as the table `seals` would have them, and `found_fits`: whether
 * the text is the one of its hash.
 */
export function createFoundRows(file: string, schema: Schema): FoundRows {
  const raw = new BetterSqlite3(file);
  // Made anew each time: nothing in it needs to outlive a crash.
  raw.pragma("journal_mode = OFF");
  raw.pragma("synchronous = OFF");
  const inserts = new Map(
    [...schema.tables.values()].map((table) => {
      const columns = [
        "found_in",
        "found_row",
        "found_key",
        "found_seal",
        "found_fits",
        ...table.columns.map(({ name }) => name),
      ];
      raw.exec(`CREATE TABLE ${quote(table.name)} (${columns.map(quote).join(", ")})`);
      const places = columns.map(() => "?").join(", ");
      return [table.name, raw.prepare<Value[]>(`INSERT INTO ${quote(table.name)} VALUES (${places})`)];
    }),
  );
  raw.exec(`CREATE TABLE seals (name, key, seal, UNIQUE (name, key, seal));
    CREATE TABLE version_names (prompt_id, version, UNIQUE (prompt_id, version));
    BEGIN`);
  const lookups = [...schema.tables.values()].map(
    ({ name, references }) => [name, references.map(({ column }) => column)] as const,
  );
  const insertSeal = raw.prepare("INSERT OR IGNORE INTO seals VALUES (?, ?, ?)");
  const insertName = raw.prepare("INSERT OR IGNORE INTO version_names VALUES (?, ?)");

  return {
    keepRow({ table, origin, rowid, isNewest, values }) {
      const { sound, fits } = compareHash(table, values);
      const place = (name: string) => table.columns.findIndex((column) => column.name === name);
      const key = JSON.stringify(table.keyColumns.map((name) => sound[place(name)]));
      // The seal of an older row was made over fewer columns.
      const seal = isNewest ? sealOf(table.name, typed(table, values)) : null;
      inserts.get(table.name)?.run(trust[origin], rowid, key, seal, fits ? 1 : 0, ...sound);
      return fits;
    },
    keepSeal: (name, key, seal) => void insertSeal.run(name, key, seal),
    keepVersionName: (promptId, version) => void insertName.run(promptId, version),
    finish() {
      raw.exec("COMMIT; CREATE INDEX versions_by_number ON versions (prompt_id, version)");
      for (const [name, columns] of lookups) {
        for (const column of ["found_key", ...columns]) {
          raw.exec(`CREATE INDEX ${quote(`${name} by ${column}`)} ON ${quote(name)} (${quote(column)})`);
        }
      }
      raw.close();
    },
    discard: () => raw.close(),
  };
}

/**
 * The text decides, not the hash that stands beside it: where the hash is what was damaged, other rows still name the
 * right one.
 */
function compareHash(table: TableShape, values: Value[]): { sound: Value[]; fits: boolean } {
  const at = (name: string) => table.columns.findIndex((column) => column.name === name);
  if (table.name === "recordings") {
    return { sound: values, fits: sha256(String(values[at("request_json")])) === values[at("request_hash")] };
  }
  // Results name the version, and are of more worth than it: it is kept as it reads.
  if (table.name === "suite_versions") {
    const hash = hashOfManifest(String(values[at("manifest_json")]));
    return { sound: values.with(at("hash"), hash), fits: true };
  }
  if (table.name !== "contents" && table.name !== "case_contents") return { sound: values, fits: true };
  const hash = sha256(String(values[at("json")]));
  return { sound: values.with(at("hash"), hash), fits: hash === values[at("hash")] };
}

/** As SQLite hands them to the function that seals. */
const typed = (table: TableShape, values: Value[]) =>
  values.map((value, place) =>
    typeof value === "number" && table.columns[place]?.type === "INTEGER" ? BigInt(value) : value,
  );
