import { LatheError } from "../contract/errors.ts";
import type { VariableValue } from "../model/content.ts";
import type { DataFormat } from "../model/suite.ts";
import type { ImportProblem } from "./import-problem.ts";

/** A file as rows and columns, whatever its format; what a column means is not known yet. */
export interface DataTable {
  format: DataFormat;
  columns: string[];
  rows: DataRow[];
  /** Cells are text and nothing else: whether one is a number or JSON is not known yet. */
  isText: boolean;
  /** What the file says of the suite itself. */
  suite: { description?: string; checks?: unknown; threshold?: unknown };
}

export interface DataRow {
  /** From 1, as a person counts: the line of a sheet (its header is 1) or of a file of lines, else the place in the list. */
  row: number;
  /** null: nothing of it can be used. */
  cells: Map<string, Cell> | null;
  problems: ImportProblem[];
}

export interface Cell {
  value: VariableValue;
  /** Its type is what it says, also in a file of texts. */
  isTyped: boolean;
}

/** What Lathe reads of one file. */
export const mostRows = 100_000;
/** Hostile files have a new name in each row; a table has not. */
export const mostColumns = 1_000;
const deepest = 100;

/** Deeper values run out of stack wherever they are looked at. */
export const isTooDeep = (value: unknown, levels = deepest): boolean =>
  typeof value === "object" &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1)));

export const unreadable = (format: DataFormat, said: string): LatheError =>
  new LatheError({
    code: "suites.import-unreadable",
    message: `This cannot be read as ${format.toUpperCase()}: ${said}`,
    details: { format, said },
  });

export const emptyFile = (): LatheError =>
  new LatheError({ code: "suites.import-empty", message: "There are no cases in this file." });

export const tooManyColumns = (format: DataFormat): LatheError =>
  unreadable(format, `it has more than ${mostColumns} different columns.`);

export const tooManyRows = (rows: number): LatheError =>
  new LatheError({
    code: "suites.import-too-many",
    message: `The file has ${rows} rows; at most ${mostRows} are read at once. Split it.`,
    details: { rows, limit: mostRows },
  });
