import type { SalvageReport } from "#shared/model/workspace.ts";
import type { Database } from "../database.ts";
import type { Gathered } from "./gather-rows.ts";
import { keepDrafts } from "./keep-drafts.ts";
import { keepExperiments } from "./keep-experiments.ts";
import { keepLooseTexts, keepPrompts, keepVersions } from "./keep-prompts.ts";
import { holdersOfContent, type Keeping, keepTable, keepTexts } from "./keep-rows.ts";
import { keepSuites } from "./keep-suites.ts";
import { keepTests } from "./keep-tests.ts";
import {
  type FileState,
  noteChangedRows,
  noteLostVersions,
  reportPrompts,
  reportTables,
} from "./salvage-report.ts";
import type { Schema } from "./table-shapes.ts";

/** Kept by rules of their own, in an order of their own. */
const special = new Set([
  ...["contents", "prompts", "versions", "draft_journal", "drafts"],
  ...["case_contents", "case_tags", "suites", "suite_cases", "suite_versions"],
  ...["test_runs", "test_run_states", "test_replies", "test_attempts", "test_scores", "marks", "baselines"],
  ...["experiments", "experiment_arms", "experiment_runs"],
  ...["experiment_verdicts", "experiment_votes", "experiment_judgements"],
  "template_uses",
]);

const conditions: Record<string, string> = {
  recordings: "t.found_fits",
  // Nothing would show a run without its attempt.
  runs: "EXISTS (SELECT 1 FROM found.attempts a WHERE a.run_id = t.id)",
};

/**
 * Puts together what belongs together: texts first, then what names them. Everything is sealed as it is written. Yields
 * often; until it has returned, nothing is committed.
 */
export function* buildTarget(
  db: Database,
  foundFile: string,
  { schema, gathered, file, at }: { schema: Schema; gathered: Gathered; file: FileState; at: string },
): Generator<void, Omit<SalvageReport, "readable">> {
  db.raw.prepare("ATTACH ? AS found").run(foundFile);
  const keeping: Keeping = { db, schema, gathered, at, made: new Map(), notes: [] };
  db.raw.exec("BEGIN IMMEDIATE");
  yield* keepTexts(keeping, "contents");
  yield* keepPrompts(keeping);
  yield* keepVersions(keeping);
  yield* keepTable(keeping, "draft_journal");
  const drafts = yield* keepDrafts(keeping);
  for (const name of schema.tables.keys())
    if (!special.has(name)) yield* keepTable(keeping, name, conditions[name]);
  yield* keepSuites(keeping);
  // After the suites, which it names.
  yield* keepTable(keeping, "template_uses");
  yield* keepTests(keeping);
  yield* keepExperiments(keeping);

  const holders = new Set(holdersOfContent(keeping).map(({ table }) => table.name));
  const mayBeLoose = reportTables(keeping, file).some(({ name, lost }) => holders.has(name) && lost !== 0);
  if (mayBeLoose) for (const id of yield* keepLooseTexts(keeping)) drafts.set(id, "kept");
  const tables = reportTables(keeping, file);
  const versions = tables.find(({ name }) => name === "versions")?.lost ?? null;
  noteLostVersions(keeping);
  noteChangedRows(keeping);
  const report = { tables, prompts: reportPrompts(keeping, drafts, versions), notes: keeping.notes };
  db.raw.exec("COMMIT; DETACH found");
  return report;
}
