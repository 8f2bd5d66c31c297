import { createHash } from "node:crypto";
import { z } from "zod";
import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { VariableValue } from "#shared/model/content.ts";
import { caseId } from "#shared/model/ids.ts";
import type { ImportedRow } from "#shared/model/suite.ts";
import { storedText } from "#shared/model/text.ts";
import { valueText } from "#shared/suites/excerpts.ts";
import { readChecks } from "#shared/suites/read-check.ts";
import { promptOf, readDraft } from "../prompts/index.ts";
import type { Database } from "../store/database.ts";
import { keepCase, readCase } from "./case-store.ts";
import { type SuiteContext, suiteOf } from "./context.ts";
import { CaseEditing } from "./edit-cases.ts";
import { keepVersion } from "./freeze.ts";
import { mostUndo } from "./go-back.ts";
import { type ImportSource, type PlannedImport, type PlannedRow, planImport } from "./import-plan.ts";
import { inStoredSlices } from "./slices.ts";
import { makeSuite, told } from "./suites.ts";

export async function previewImport(
  context: SuiteContext,
  input: ParsedInput<"suites.preview-import">,
  signal: AbortSignal,
): Promise<Output<"suites.preview-import">> {
  const plan = await planOf(context, input, signal);
  const { table, mapping, rows } = plan;
  return {
    format: table.format,
    columns: table.columns.map((name) => ({ name, samples: samplesOf(plan, name) })),
    mapping,
    counts: countActions(rows),
    total: rows.length,
    rows: rows.slice(input.offset, input.offset + input.limit).map((row) => shown(context, row)),
  };
}

/** All of it or nothing. */
export async function importCases(
  context: SuiteContext,
  input: ParsedInput<"suites.import">,
  signal: AbortSignal,
): Promise<Output<"suites.import">> {
  const { db } = context;
  const plan = await planOf(context, input, signal);
  const skipped = new Set(input.skipRows);
  const rows = plan.rows.map((row): PlannedRow => {
    const isLeftOut = skipped.has(row.row) || (input.onlyNew && row.action === "update");
    return isLeftOut ? { ...row, action: "skip" } : row;
  });
  const wanted = rows.filter(({ action }) => action === "add" || action === "update");
  // Kept under their hashes beforehand, in slices: what the one transaction has left to do is short.
  await inStoredSlices(db, wanted, signal, ({ content }) => {
    if (content !== null) keepCase(db, content);
  });
  const { suiteId, undo } = db.transaction(() => {
    const id = input.suiteId ?? makeSuite(context, suiteFields(input, plan));
    if (wanted.length > mostUndo && input.suiteId !== null) keepVersion(context, id, "Before an import");
    const editing = new CaseEditing(context, id, plan.revision);
    for (const row of wanted) take(context, editing, row);
    return { suiteId: id, undo: editing.store()?.undo ?? [] };
  });
  return {
    suite: told(context, suiteId),
    counts: countActions(rows),
    undo: undo.length > mostUndo ? [] : undo,
  };
}

function take({ ports }: SuiteContext, editing: CaseEditing, { action, caseId: id, hash }: PlannedRow): void {
  if (hash === null) return;
  if (action === "update" && id !== null) editing.update(id, hash);
  else editing.append(id ?? caseId.parse(ports.ids.next("cas")), hash);
}

/** What a file of a whole suite says of it; a sheet says nothing. */
function suiteFields(
  { name, promptId, suiteId }: ParsedInput<"suites.import">,
  { table: { suite } }: PlannedImport,
): Parameters<typeof makeSuite>[1] {
  if (name === undefined || suiteId !== null) {
    throw new LatheError({ code: "suites.name-missing", message: "Give the new suite a name." });
  }
  const threshold = z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .catch(null)
    .parse(suite.threshold ?? null);
  const { checks } = readChecks((suite.checks ?? []) as VariableValue, "checks");
  const description = storedText.catch("").parse(suite.description ?? "");
  return { name, promptId, description, checks: checks.slice(0, 50), threshold };
}

const countActions = (rows: PlannedRow[]) => {
  const counts = { add: 0, update: 0, same: 0, skip: 0 };
  for (const { action } of rows) counts[action] += 1;
  return counts;
};

const shown = ({ db }: SuiteContext, { beforeHash, hash: _hash, ...row }: PlannedRow): ImportedRow => ({
  ...row,
  caseId: row.action === "add" ? null : row.caseId,
  before: beforeHash === null ? null : readCase(db, beforeHash),
});

const mostSamples = 3;
/** In UTF-16 units. */
const longestSample = 120;

function samplesOf({ table }: PlannedImport, column: string): string[] {
  const samples = new Set<string>();
  for (const { cells } of table.rows) {
    const text = valueText(cells?.get(column)?.value ?? null).slice(0, longestSample);
    if (text.trim() !== "") samples.add(text.replace(/[\uD800-\uDBFF]$/, ""));
    if (samples.size === mostSamples) break;
  }
  return [...samples];
}

/** The newest plan of each workspace, for as long as there is room: a table is looked at window by window. */
const plans = new WeakMap<Database, { name: string; plan: WeakRef<PlannedImport> }>();

async function planOf(
  context: SuiteContext,
  input: ImportSource,
  signal: AbortSignal,
): Promise<PlannedImport> {
  const { text, suiteId, promptId, format, fileName, mapping } = input;
  const suite = suiteId === null ? null : suiteOf(context, suiteId);
  // A suite may outlive its prompt; a new one is for a prompt that is there.
  if (suite === null && promptId !== null) promptOf(context.prompts, promptId);
  const forPrompt = suite?.promptId ?? promptId;
  const name = JSON.stringify({
    // As UTF-16: half a character is one of the things that are told of a row.
    text: createHash("sha256").update(text, "utf16le").digest("hex"),
    file: [format ?? null, fileName, mapping ?? null],
    suite: [suiteId, suite?.revision ?? 0],
    prompt: forPrompt === null ? null : readDraft(context.prompts, forPrompt).contentHash,
  });
  const known = plans.get(context.db);
  const kept = known?.name === name ? known.plan.deref() : undefined;
  if (kept !== undefined) return kept;
  const plan = await planImport(context, input, signal);
  plans.set(context.db, { name, plan: new WeakRef(plan) });
  return plan;
}
