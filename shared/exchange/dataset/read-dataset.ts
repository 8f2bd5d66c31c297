import { LatheError } from "../../contract/errors.ts";
import type { VariableValue } from "../../model/content.ts";
import type { ImportFile } from "../../model/exchange.ts";
import type { CaseContent } from "../../model/suite.ts";
import { suggestMapping } from "../../suites/column-mapping.ts";
import type { DataTable } from "../../suites/data-table.ts";
import { readChecks } from "../../suites/read-check.ts";
import { readData } from "../../suites/read-data.ts";
import { completeCase, readRow } from "../../suites/row-case.ts";
import { Notes } from "../chat.ts";
import { nameOfFile } from "../folder.ts";
import type { FormatReader, FoundSuite, Reading } from "../found.ts";
import { endingOf, peekJson, peekLine } from "../peek.ts";
import { depthOf, type Fields, fieldOf, isFields, type Json, textField } from "../read-json.ts";
import { deepest, unreadable } from "../unreadable.ts";

/**
 * Cases in CSV, TSV, JSONL and JSON, also those of LangSmith (`inputs`, `outputs`), Langfuse (`input`, `expectedOutput`)
 * and OpenAI's evals (`item`), and the suites that Lathe exports: read as a suite's own import reads them.
 */
export const datasetReader: FormatReader = {
  format: "dataset",
  recognise(file) {
    const ending = endingOf(file);
    const root = peekJson(file);
    const suite = isFields(root) && textField(root, "schema").startsWith("lathe.suite/");
    if (suite || /^schema: lathe\.suite\/\d/.test(file.text.slice(0, 200))) return 1;
    const first = Array.isArray(root) ? root[0] : (peekLine(file) ?? listIn(root)?.[0]);
    if (isFields(first) && isCase(first)) return 0.65;
    if (ending === "csv" || ending === "tsv" || ending === "jsonl" || ending === "ndjson") return 0.4;
    return 0;
  },
  read: (file) => endOf(readSlowly(file)),
  readSlowly,
};

const caseFields =
  "inputs input item expected expectedOutput expected_output outputs output question answer vars";
const caseNames = new Set(caseFields.split(" "));
const isCase = (fields: Fields): boolean => Object.keys(fields).some((name) => caseNames.has(name));

function listIn(root: Json | undefined): Json[] | null {
  if (!isFields(root)) return null;
  const list = ["cases", "examples", "data", "items", "rows"]
    .map((name) => fieldOf(root, name))
    .find(Array.isArray);
  return list ?? null;
}

function endOf<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Rows that are read between two turns. */
const slice = 200;
const mostTold = 20;

function* readSlowly(file: ImportFile): Generator<void, Reading> {
  const table = tableOf(file);
  yield;
  const mapping = mappingOf(table.columns);
  const plan = { columns: table.columns, mapping, variables: [], histories: [] };
  const notes = new Notes();
  for (const column of table.columns)
    if (mapping[column]?.kind === "skip") notes.lose("unknown-field", { field: column.slice(0, 80) });
  const cases: CaseContent[] = [];
  let problematic = 0;
  for (const [index, row] of table.rows.entries()) {
    if (index % slice === slice - 1) yield;
    const { fields, problems } = readRow(row, plan);
    const made = fields === null ? null : completeCase(fields, null);
    if (made !== null && made.content !== null) cases.push(made.content);
    const all = made !== null && made.problem !== null ? [...problems, made.problem] : problems;
    if (all.length === 0) continue;
    problematic += 1;
    if (problematic > mostTold) continue;
    // Of a row that is left out it is a loss.
    for (const { text } of all) {
      if (made?.content == null) notes.lose("row-problem", { row: row.row, said: text });
      else notes.warn("row-problem", { row: row.row, said: text });
    }
  }
  if (problematic > mostTold) notes.warn("more-problems", { count: problematic - mostTold });
  return { items: [suiteOf(table, cases, file, notes)], wanted: [], used: [] };
}

/** Where the inputs stand apart (`inputs`, `item`), what stands beside them is the other program's own bookkeeping. */
function mappingOf(columns: string[]): ReturnType<typeof suggestMapping> {
  const mapping = suggestMapping(columns);
  if (!columns.some((column) => /^(?:inputs?|vars|item)\../.test(column))) return mapping;
  for (const column of columns) {
    const isBeside = mapping[column]?.kind === "input" && !/^(?:inputs?|vars|item)(?:[.:]|$)/.test(column);
    if (isBeside) mapping[column] = { kind: "skip" };
  }
  return mapping;
}

function tableOf(file: ImportFile): DataTable {
  // Deeper JSON would be told of row by row, if the parser got through it.
  if (/^\s*[[{]/.test(file.text) && depthOf(file.text) > deepest)
    throw unreadable("too-deep", { limit: deepest });
  try {
    return readData(file.text, { fileName: file.path });
  } catch (error) {
    if (error instanceof LatheError) throw unreadable("unreadable", { said: error.message });
    throw error;
  }
}

function suiteOf({ suite }: DataTable, cases: CaseContent[], file: ImportFile, notes: Notes): FoundSuite {
  const { checks, problems } = readChecks((suite.checks ?? []) as VariableValue, "checks");
  for (const { text } of problems) notes.warn("row-problem", { row: 1, said: text });
  const { threshold } = suite;
  const root = peekJson(file);
  return {
    kind: "suite",
    name: (isFields(root) ? textField(root, "name") : "") || nameOfFile(file.path),
    description: suite.description ?? "",
    tags: [],
    checks: checks.slice(0, 50),
    threshold: typeof threshold === "number" && threshold >= 0 && threshold <= 1 ? threshold : null,
    cases,
    forPrompt: null,
    losses: notes.losses,
    warnings: notes.warnings,
    inert: [],
  };
}
