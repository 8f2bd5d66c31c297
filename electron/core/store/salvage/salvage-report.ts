import type { SalvageReport } from "#shared/model/workspace.ts";
import type { DraftFate } from "./keep-drafts.ts";
import { countsAsRow, type Keeping, mostNamed, tableOf } from "./keep-rows.ts";
import type { TableShape } from "./table-shapes.ts";

/** What is known of the file as a whole. */
export interface FileState {
  /** There were more pages once. */
  isCut: boolean;
  /** What was saved last may have been in a log that is not there, or in a part of it that cannot be read. */
  isLogSuspect: boolean;
}

export function reportTables(keeping: Keeping, file: FileState): SalvageReport["tables"] {
  return [...keeping.schema.tables.values()].map((table) => {
    const found = count(keeping, `SELECT count(*) AS n FROM main."${table.name}"`);
    const kept = found - (keeping.made.get(table.name) ?? 0);
    const total = file.isLogSuspect ? null : totalOf(keeping, table, file);
    return { name: table.name, kept, lost: total === null ? null : Math.max(0, total - kept) };
  });
}

/** How many rows there were; null where nothing tells. */
function totalOf(keeping: Keeping, table: TableShape, file: FileState): number | null {
  const { whole, lostPages } = keeping.gathered;
  if (whole.has("seals"))
    return count(keeping, "SELECT count(DISTINCT key) AS n FROM found.seals WHERE name = @name", table.name);
  const inTree = whole.get(table.name);
  if (inTree !== undefined) return inTree;
  if (lostPages === 0 && !file.isCut) {
    const isRow = countsAsRow(keeping, table);
    return count(
      keeping,
      `SELECT count(DISTINCT found_key) AS n FROM found."${table.name}" t WHERE ${isRow}`,
    );
  }
  return table.indexes.map((index) => whole.get(index)).find((entries) => entries !== undefined) ?? null;
}

const count = ({ db }: Keeping, sql: string, name = ""): number =>
  db.get<{ n: number }>("count", sql, name === "" ? {} : { name })?.n ?? 0;

/** Every version that is known to have been: by its row or, where rows may be lost, by an index. */
function knownVersions(keeping: Keeping): string {
  const isRow = countsAsRow(keeping, tableOf(keeping, "versions"));
  const rows = `SELECT t.prompt_id, t.version, t.message FROM found.versions t WHERE ${isRow}`;
  if (keeping.gathered.whole.has("versions")) return rows;
  return `${rows} UNION ALL SELECT prompt_id, version, NULL FROM found.version_names`;
}

export function reportPrompts(
  keeping: Keeping,
  drafts: Map<string, DraftFate>,
  lostVersions: number | null,
): SalvageReport["prompts"] {
  // A gap in the history tells of a version, too.
  const rows = keeping.db.all<{ id: string; name: string; kept: number; known: number; newest: number }>(
    "versions by prompt",
    `WITH known AS (SELECT prompt_id, count(DISTINCT version) AS n FROM (${knownVersions(keeping)}) GROUP BY prompt_id),
       kept AS (SELECT prompt_id, count(*) AS n, max(sequence) AS newest FROM main.versions GROUP BY prompt_id)
     SELECT p.id, p.name, coalesce(kept.n, 0) AS kept, coalesce(known.n, 0) AS known, coalesce(kept.newest, 0) AS newest
     FROM main.prompts p LEFT JOIN known ON known.prompt_id = p.id LEFT JOIN kept ON kept.prompt_id = p.id
     ORDER BY p.name_key`,
  );
  const lostOf = (row: (typeof rows)[number]) => Math.max(0, Math.max(row.known, row.newest) - row.kept);
  const isExact = rows.reduce((sum, row) => sum + lostOf(row), 0) === lostVersions;
  return rows.map((row) => ({
    name: row.name,
    versionsKept: row.kept,
    versionsLost: isExact ? lostOf(row) : null,
    draft: drafts.get(row.id) ?? "lost",
  }));
}

/** Names the versions that are known to be lost, as far as something tells their number. */
export function noteLostVersions(keeping: Keeping): void {
  const { db, notes } = keeping;
  const lost = db.all<{ name: string | null; version: string; message: string | null }>(
    "lost versions",
    `SELECT p.name, l.version, max(l.message) AS message FROM (${knownVersions(keeping)}) l
       LEFT JOIN main.prompts p ON p.id = l.prompt_id
     WHERE NOT EXISTS (SELECT 1 FROM main.versions v WHERE v.prompt_id = l.prompt_id AND v.version = l.version)
     GROUP BY l.prompt_id, l.version ORDER BY p.name_key, l.version`,
  );
  for (const { name, version, message } of lost.slice(0, mostNamed)) {
    const said = message === null || message === "" ? "" : ` (“${message.slice(0, 200)}”)`;
    notes.push(
      `Version ${version} of ${name === null ? "a prompt that is lost too" : `“${name}”`}${said} is lost.`,
    );
  }
  if (lost.length > mostNamed) notes.push(`${lost.length - mostNamed} more versions are known to be lost.`);
}

/** Rows that are not as Lathe had sealed them were changed by what damaged the file, and are kept as they read. */
export function noteChangedRows(keeping: Keeping): void {
  for (const table of keeping.schema.tables.values()) {
    const changed = count(
      keeping,
      `SELECT count(DISTINCT t.found_key) AS n FROM found."${table.name}" t
       JOIN found.seals s ON s.name = @name AND s.key = t.found_key
       WHERE (${countsAsRow(keeping, table)}) AND t.found_seal IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM found."${table.name}" u JOIN found.seals x ON x.name = @name AND x.key = u.found_key
         WHERE u.found_key = t.found_key AND x.seal = u.found_seal)`,
      table.name,
    );
    if (changed > 0)
      keeping.notes.push(
        `In ${table.name}, what stands there is not what was sealed (rows: ${changed}). It was kept as it reads: look it through.`,
      );
  }
}
