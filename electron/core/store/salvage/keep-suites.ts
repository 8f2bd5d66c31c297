import type { Row } from "../database.ts";
import { hashOfManifest } from "../suite-manifest.ts";
import { textKey } from "../text-key.ts";
import { freeName } from "./free-name.ts";
import {
  bestFirst,
  countMade,
  countsAsRow,
  type Keeping,
  keepRow,
  keepTable,
  keepTexts,
  mostNamed,
  tableOf,
} from "./keep-rows.ts";

/** Cases with their texts, suites with their cases and versions; after the prompts. */
export function* keepSuites(keeping: Keeping): Generator<void> {
  yield* keepTexts(keeping, "case_contents");
  yield* keepTags(keeping);
  yield* keepSuiteRows(keeping);
  yield* keepTable(keeping, "suite_cases");
  yield* keepTable(keeping, "suite_versions");
  yield* rebuildVersions(keeping);
  noteLostCases(keeping);
}

/** Tags are those that the case itself names: one that reads otherwise is not kept, and one that is lost is made again. */
function* keepTags(keeping: Keeping): Generator<void> {
  const tags = `SELECT c.hash, j.value AS tag, j.key AS place FROM main.case_contents c, json_each(c.json, '$.tags') j
    WHERE j.type = 'text'`;
  yield* keepTable(keeping, "case_tags", `(t.case_hash, t.tag) IN (SELECT hash, tag FROM (${tags}))`);
  const { changes } = keeping.db.run(
    "make tags of cases",
    `INSERT INTO main.case_tags (case_hash, tag, position) SELECT hash, tag, place FROM (${tags}) WHERE 1
     ON CONFLICT (case_hash, tag) DO NOTHING`,
  );
  for (let made = 0; made < changes; made += 1) countMade(keeping, "case_tags");
}

/** The suites that were found, and one for each whose cases, versions or runs were found without it. */
function* keepSuiteRows(keeping: Keeping): Generator<void> {
  const { db, notes } = keeping;
  const table = tableOf(keeping, "suites");
  const rows = db.all(
    "found suites",
    `SELECT t.*, p.id AS kept_prompt FROM found.suites t LEFT JOIN main.prompts p ON p.id = t.prompt_id
     WHERE ${countsAsRow(keeping, table)} ${bestFirst(table)}`,
  );
  for (const row of new Map(rows.toReversed().map((found) => [found.id, found])).values()) {
    yield;
    const name = row.removed_at === null ? freeName(keeping, "suites", String(row.name)) : String(row.name);
    keepRow(keeping, "suites", { ...row, name, name_key: textKey(name), prompt_id: row.kept_prompt ?? null });
    if (name !== row.name) notes.push(`A second suite “${row.name}” is now called “${name}”.`);
  }
  for (const { id } of orphans(keeping)) {
    yield;
    notes.push(`The name of a suite is lost; what it held is in “${makeSuite(keeping, id)}”.`);
  }
}

function orphans(keeping: Keeping): { id: string }[] {
  const isRow = (name: string) => countsAsRow(keeping, tableOf(keeping, name));
  return keeping.db.all(
    "suites without a row",
    `SELECT id FROM (SELECT t.suite_id AS id FROM found.suite_versions t WHERE ${isRow("suite_versions")}
       UNION SELECT t.suite_id FROM found.test_runs t WHERE ${isRow("test_runs")}
       UNION SELECT t.suite_id FROM found.suite_cases t JOIN main.case_contents c ON c.hash = t.case_hash
         WHERE ${isRow("suite_cases")})
     WHERE id NOT IN (SELECT id FROM main.suites) ORDER BY id`,
  );
}

/** Named and checked as its newest run and version were. */
function makeSuite(keeping: Keeping, id: string): string {
  const { db, at } = keeping;
  const run = db.get(
    "newest run of a suite",
    `SELECT t.suite_name AS name, p.id AS prompt FROM found.test_runs t LEFT JOIN main.prompts p ON p.id = t.prompt_id
     WHERE t.suite_id = @id ORDER BY t.sequence DESC LIMIT 1`,
    { id },
  );
  const version = db.get(
    "newest version of a suite",
    `SELECT manifest_json -> '$.checks' AS checks, manifest_json ->> '$.threshold' AS threshold
     FROM found.suite_versions WHERE suite_id = @id ORDER BY number DESC LIMIT 1`,
    { id },
  );
  const revision = db.get(
    "newest revision of a case",
    "SELECT max(revision) AS newest FROM found.suite_cases WHERE suite_id = @id",
    { id },
  );
  const name = freeName(keeping, "suites", `Recovered ${run?.name ?? "suite"}`);
  keepRow(keeping, "suites", {
    id,
    name,
    name_key: textKey(name),
    description: "",
    prompt_id: run?.prompt ?? null,
    checks_json: version?.checks ?? "[]",
    threshold: version?.threshold ?? null,
    revision: Number(revision?.newest ?? 0) + 1,
    created_at: at,
    updated_at: at,
    removed_at: null,
  });
  countMade(keeping, "suites");
  return name;
}

/**
 * A version that is lost, and with it every run that was made with it, is made again where the suite is still the same:
 * the hash that the runs remember proves it.
 */
function* rebuildVersions(keeping: Keeping): Generator<void> {
  const { db } = keeping;
  const lost = db.all<{ id: string; suite: string; hash: string; at: string } & Row>(
    "lost suite versions",
    `SELECT suite_version_id AS id, suite_id AS suite, suite_hash AS hash, min(created_at) AS at FROM found.test_runs t
     WHERE suite_version_id NOT IN (SELECT id FROM main.suite_versions) GROUP BY suite_version_id`,
  );
  for (const { id, suite, hash, at } of lost) {
    yield;
    const now = db.get<{ manifest: string; cases: number }>(
      "manifest of the suite as it is",
      `SELECT json_object('cases', json((SELECT json_group_array(json_array(case_id, case_hash) ORDER BY position)
           FROM main.suite_cases WHERE suite_id = s.id)),
         'checks', json(s.checks_json), 'threshold', s.threshold) AS manifest,
         (SELECT count(*) FROM main.suite_cases WHERE suite_id = s.id) AS cases
       FROM main.suites s WHERE s.id = @suite`,
      { suite },
    );
    if (now === undefined || hashOfManifest(now.manifest) !== hash) continue;
    const isKept = keepRow(keeping, "suite_versions", {
      id,
      suite_id: suite,
      number: freeNumber(keeping, suite),
      hash,
      cases: now.cases,
      manifest_json: now.manifest,
      message: "",
      created_at: at,
    });
    if (isKept) countMade(keeping, "suite_versions");
  }
}

/** The first that no version of the suite has: where one is missing, it was that. */
const freeNumber = ({ db }: Keeping, suite: string): number =>
  db.get<{ number: number }>(
    "free number of a suite version",
    `SELECT min(n) AS number FROM (SELECT 1 AS n UNION SELECT number + 1 FROM main.suite_versions WHERE suite_id = @suite)
     WHERE n NOT IN (SELECT number FROM main.suite_versions WHERE suite_id = @suite)`,
    { suite },
  )?.number ?? 1;

/** Versions stay as they were frozen: a case of which the text is lost is missing in them from now on. */
function noteLostCases({ db, notes }: Keeping): void {
  const lacking = db.all<{ name: string; number: number; lost: number }>(
    "suite versions that lack cases",
    `SELECT s.name, v.number, count(*) AS lost
     FROM main.suite_versions v JOIN main.suites s ON s.id = v.suite_id, json_each(v.manifest_json, '$.cases') m
     WHERE NOT EXISTS (SELECT 1 FROM main.case_contents c WHERE c.hash = m.value ->> 1)
     GROUP BY v.id ORDER BY s.name_key, v.number`,
  );
  for (const { name, number, lost } of lacking.slice(0, mostNamed))
    notes.push(`Of version ${number} of the suite “${name}” the text of cases is lost (cases: ${lost}).`);
  if (lacking.length > mostNamed)
    notes.push(`${lacking.length - mostNamed} more versions of suites lack the text of cases.`);
}
