import type { VariableValue } from "../model/content.ts";
import type { DataFormat } from "../model/suite.ts";
import {
  type Cell,
  type DataRow,
  type DataTable,
  emptyFile,
  isTooDeep,
  mostColumns,
  mostRows,
  tooManyColumns,
  tooManyRows,
  unreadable,
} from "./data-table.ts";
import { type ImportProblem, importProblem } from "./import-problem.ts";
import { expandTest } from "./promptfoo-tests.ts";

/** One entry of a list, or what is wrong with it. */
export interface Entry {
  row: number;
  value: VariableValue;
  problems?: ImportProblem[];
}

export type Fields = Record<string, VariableValue>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const listNames = ["cases", "tests", "examples", "data", "items", "rows"];
/** Objects of values within a case: of Lathe and LangSmith, promptfoo, Langfuse, and OpenAI's evals. */
const containers = new Set(["inputs", "vars", "input", "item", "variables"]);

/** The list in a JSON or YAML document, with what it says of the suite itself. */
export function readDocument(root: VariableValue, format: DataFormat): DataTable {
  if (Array.isArray(root)) return readEntries(numbered(root), format);
  if (!isObject(root)) throw unreadable(format, "it holds neither a list nor an object.");
  const name = listNames.find((candidate) => Array.isArray(root[candidate]));
  if (name === undefined) {
    throw unreadable(
      format,
      "it has no list of cases; it is a list itself, or an object with “cases” or “tests”.",
    );
  }
  const entries = numbered(root[name] as VariableValue[]);
  if (name !== "tests") return { ...readEntries(entries, format), suite: suiteFields(root) };
  const defaults = isObject(root.defaultTest) ? root.defaultTest : {};
  return readEntries(
    entries.flatMap((entry) =>
      isObject(entry.value) ? expandTest(entry.row, entry.value, defaults) : [entry],
    ),
    format,
  );
}

const numbered = (list: VariableValue[]): Entry[] => list.map((value, index) => ({ row: index + 1, value }));

function suiteFields({ description, checks, threshold }: Fields): DataTable["suite"] {
  return {
    ...(typeof description === "string" ? { description } : {}),
    ...(checks === undefined ? {} : { checks }),
    ...(threshold === undefined ? {} : { threshold }),
  };
}

export function readEntries(entries: Entry[], format: DataFormat): DataTable {
  if (entries.length === 0) throw emptyFile();
  if (entries.length > mostRows) throw tooManyRows(entries.length);
  const columns = new Set<string>();
  const rows = entries.map((entry) => readEntry(entry));
  for (const { cells } of rows) {
    for (const name of cells?.keys() ?? []) columns.add(name);
    if (columns.size > mostColumns) throw tooManyColumns(format);
  }
  return { format, columns: [...columns], rows, isText: false, suite: {} };
}

function readEntry({ row, value, problems = [] }: Entry): DataRow {
  if (problems.some(({ code }) => fatal.has(code))) return { row, cells: null, problems };
  // A list of texts: each is what is asked.
  if (typeof value === "string") return { row, cells: new Map([["input", typed(value)]]), problems };
  if (!isObject(value)) {
    const found = value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;
    return { row, cells: null, problems: [...problems, importProblem("not-an-object", { found })] };
  }
  if (isTooDeep(value)) return { row, cells: null, problems: [...problems, importProblem("too-deep")] };
  const cells = new Map<string, Cell>();
  for (const [name, inner] of Object.entries(value)) {
    if (containers.has(name) && isObject(inner)) {
      for (const [key, cell] of Object.entries(inner)) cells.set(`${name}.${key}`, typed(cell));
    } else {
      cells.set(name, typed(inner));
    }
  }
  return { row, cells, problems };
}

const fatal = new Set(["bad-json", "unsafe-key", "duplicate-key"]);

const typed = (value: VariableValue): Cell => ({ value, isTyped: true });
