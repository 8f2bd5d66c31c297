import { LatheError } from "#shared/contract/errors.ts";
import type { CaseId, SuiteId } from "#shared/model/ids.ts";
import { type CaseContent, caseContent, type Split, type SuiteCase } from "#shared/model/suite.ts";
import { caseForHash } from "#shared/suites/case-hash.ts";
import { expectedExcerpt, inputExcerpt, searchedText } from "#shared/suites/excerpts.ts";
import { canonicalJson } from "#shared/text/canonical.ts";
import { sha256 } from "../store/content-store.ts";
import type { Database } from "../store/database.ts";
import { textKey } from "../store/text-key.ts";

/** sha256 (64 hex digits) over the canonical JSON of everything that a case says. */
export const caseHash = (content: CaseContent): string => sha256(canonicalJson(caseForHash(content)));

/** Keeps a case under its hash, once; answers the hash. */
export function keepCase(db: Database, content: CaseContent): string {
  const kept = caseForHash(content);
  const json = canonicalJson(kept);
  const hash = sha256(json);
  const { changes } = db.run(
    "keep case",
    `INSERT INTO case_contents
       (hash, name, weight, group_name, split, input_excerpt, expected_excerpt, input_names_json, json, search_text)
     VALUES (@hash, @name, @weight, @group, @split, @input, @expected, @names, @json, @search)
     ON CONFLICT (hash) DO NOTHING`,
    {
      hash,
      json,
      name: kept.name,
      weight: kept.weight,
      group: kept.group,
      split: kept.split,
      input: inputExcerpt(kept),
      expected: expectedExcerpt(kept),
      names: canonicalJson(Object.keys(kept.inputs).sort()),
      search: textKey(searchedText(kept)),
    },
  );
  if (changes === 0) return hash;
  for (const [position, tag] of kept.tags.entries()) {
    db.run(
      "keep case's tag",
      "INSERT INTO case_tags (case_hash, tag, position) VALUES (@hash, @tag, @position)",
      { hash, tag, position },
    );
  }
  return hash;
}

/** Fails with `store.damaged` where the text is not the one that was hashed: a run is never made with a damaged case. */
export function readCase(db: Database, hash: string): CaseContent {
  const row = db.get<{ json: string }>("read case", "SELECT json FROM case_contents WHERE hash = @hash", {
    hash,
  });
  return toContent(hash, row?.json);
}

function toContent(hash: string, json: string | undefined): CaseContent {
  if (json === undefined || sha256(json) !== hash) {
    throw new LatheError({
      code: "store.damaged",
      message:
        "The text of this case is damaged in the workspace file. Run “verify” to see what else is, and restore a backup.",
      details: { case: hash },
    });
  }
  const { schema: _schema, ...content } = JSON.parse(json);
  return caseContent.parse(content);
}

export interface CaseRow {
  caseId: CaseId;
  hash: string;
  position: number;
  revision: number;
}

const columns = "case_id AS caseId, case_hash AS hash, position, revision";

export function findCase(db: Database, suiteId: SuiteId, caseId: CaseId): CaseRow | undefined {
  return db.get<CaseRow>(
    "find case",
    `SELECT ${columns} FROM suite_cases WHERE suite_id = @suiteId AND case_id = @caseId`,
    { suiteId, caseId },
  );
}

/** The neighbour of a place in the order, or from an end where `position` is null. */
export function findNeighbour(
  db: Database,
  suiteId: SuiteId,
  side: "before" | "after",
  position: number | null,
): CaseRow | undefined {
  const sql = {
    before: `SELECT ${columns} FROM suite_cases WHERE suite_id = @suiteId
      AND (@position IS NULL OR position < @position) ORDER BY position DESC LIMIT 1`,
    after: `SELECT ${columns} FROM suite_cases WHERE suite_id = @suiteId
      AND (@position IS NULL OR position > @position) ORDER BY position LIMIT 1`,
  };
  return db.get<CaseRow>(`find case ${side}`, sql[side], { suiteId, position });
}

export function putCase(db: Database, suiteId: SuiteId, row: CaseRow): void {
  db.run(
    "put case",
    `INSERT INTO suite_cases (suite_id, case_id, position, case_hash, revision)
     VALUES (@suiteId, @caseId, @position, @hash, @revision)
     ON CONFLICT (suite_id, case_id) DO UPDATE SET position = excluded.position, case_hash = excluded.case_hash,
       revision = excluded.revision
     WHERE position <> excluded.position OR case_hash <> excluded.case_hash OR revision <> excluded.revision`,
    { suiteId, ...row },
  );
}

export function deleteCase(db: Database, suiteId: SuiteId, caseId: CaseId): void {
  db.run("delete case", "DELETE FROM suite_cases WHERE suite_id = @suiteId AND case_id = @caseId", {
    suiteId,
    caseId,
  });
}

/** Whole numbers again: between two neighbours there is room for a million million cases. */
export function renumberCases(db: Database, suiteId: SuiteId): void {
  db.run(
    "renumber cases",
    `UPDATE suite_cases SET position = numbered.number
     FROM (SELECT case_id, row_number() OVER (ORDER BY position) AS number FROM suite_cases WHERE suite_id = @suiteId)
       AS numbered
     WHERE suite_cases.suite_id = @suiteId AND suite_cases.case_id = numbered.case_id`,
    { suiteId },
  );
}

export const listCases = (db: Database, suiteId: SuiteId): CaseRow[] =>
  db.all<CaseRow>(
    "list cases",
    `SELECT ${columns} FROM suite_cases WHERE suite_id = @suiteId ORDER BY position`,
    { suiteId },
  );

/** `["hash", …]` in the cases' order, as canonical JSON has it. */
export const hashesJson = (db: Database, suiteId: SuiteId): string =>
  db.get<{ json: string }>(
    "hashes of cases",
    "SELECT json_group_array(case_hash ORDER BY position) AS json FROM suite_cases WHERE suite_id = @suiteId",
    { suiteId },
  )?.json ?? "[]";

export interface CaseFilter {
  search: string;
  tag?: string | undefined;
  split?: Split | undefined;
}

const matches = `(@tag IS NULL OR EXISTS (SELECT 1 FROM case_tags t WHERE t.case_hash = c.hash AND t.tag = @tag))
  AND (@split IS NULL OR c.split = @split) AND (@search = '' OR instr(c.search_text, @search))`;

const filterParameters = ({ search, tag, split }: CaseFilter) => ({
  search: textKey(search.trim()),
  tag: tag ?? null,
  split: split ?? null,
});

const isWhole = ({ search, tag, split }: CaseFilter): boolean =>
  search.trim() === "" && tag === undefined && split === undefined;

/**
 * Without a filter the place is found in the index alone, and only what is shown is read; with one all cases are looked
 * at once, for the window and the total alike.
 */
export function listCaseWindow(
  db: Database,
  suiteId: SuiteId,
  filter: CaseFilter,
  { offset, limit }: { offset: number; limit: number },
): { cases: SuiteCase[]; total: number } {
  const found = isWhole(filter) ? null : findPlaces(db, suiteId, filter);
  const places =
    found?.slice(offset, offset + limit) ??
    db
      .all<{ place: number }>(
        "window of cases",
        `SELECT rowid AS place FROM suite_cases WHERE suite_id = @suiteId
         ORDER BY position LIMIT @limit OFFSET @offset`,
        { suiteId, offset, limit },
      )
      .map(({ place }) => place);
  const rows = db.all<{ caseId: CaseId; hash: string; json: string }>(
    "read window of cases",
    `SELECT k.case_id AS caseId, k.case_hash AS hash, c.json
     FROM suite_cases k JOIN case_contents c ON c.hash = k.case_hash
     WHERE k.rowid IN (SELECT value FROM json_each(@places)) ORDER BY k.position`,
    { places: JSON.stringify(places) },
  );
  return {
    cases: rows.map(({ caseId, hash, json }) => ({ caseId, hash, content: toContent(hash, json) })),
    total: found?.length ?? countCases(db, suiteId),
  };
}

const findPlaces = (db: Database, suiteId: SuiteId, filter: CaseFilter): number[] =>
  db
    .all<{ place: number }>(
      "find cases",
      `SELECT k.rowid AS place FROM suite_cases k JOIN case_contents c ON c.hash = k.case_hash
       WHERE k.suite_id = @suiteId AND ${matches} ORDER BY k.position`,
      { suiteId, ...filterParameters(filter) },
    )
    .map(({ place }) => place);

const countCases = (db: Database, suiteId: SuiteId): number =>
  db.get<{ total: number }>(
    "count cases",
    "SELECT count(*) AS total FROM suite_cases WHERE suite_id = @suiteId",
    { suiteId },
  )?.total ?? 0;

export const listCaseTags = (db: Database, suiteId: SuiteId): { name: string; count: number }[] =>
  db.all(
    "list case tags",
    `SELECT t.tag AS name, count(*) AS count FROM suite_cases k JOIN case_tags t ON t.case_hash = k.case_hash
     WHERE k.suite_id = @suiteId GROUP BY t.tag ORDER BY t.tag`,
    { suiteId },
  );

export function countSplits(
  db: Database,
  suiteId: SuiteId,
): { train: number; validation: number; test: number; none: number } {
  const rows = db.all<{ split: Split | "none"; count: number }>(
    "count splits",
    `SELECT coalesce(c.split, 'none') AS split, count(*) AS count
     FROM suite_cases k JOIN case_contents c ON c.hash = k.case_hash WHERE k.suite_id = @suiteId GROUP BY c.split`,
    { suiteId },
  );
  const counts = { train: 0, validation: 0, test: 0, none: 0 };
  for (const { split, count } of rows) counts[split] = count;
  return counts;
}

/** Names of inputs, most frequent first. */
export function listInputNames(db: Database, suiteId: SuiteId): string[] {
  const sets = db.all<{ names: string; count: number }>(
    "list input names",
    `SELECT c.input_names_json AS names, count(*) AS count
     FROM suite_cases k JOIN case_contents c ON c.hash = k.case_hash
     WHERE k.suite_id = @suiteId GROUP BY c.input_names_json`,
    { suiteId },
  );
  const counts = new Map<string, number>();
  for (const { names, count } of sets) {
    for (const name of JSON.parse(names) as string[]) counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return [...counts]
    .sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
    .map(([name]) => name);
}
