import Papa from "papaparse";
import type { VariableValue } from "../model/content.ts";
import { findUnsafeKey } from "../text/json-text.ts";
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
} from "./data-table.ts";
import { type ImportProblem, importProblem } from "./import-problem.ts";
import { fromHarmless, typedHeader } from "./sheet-cell.ts";

/** CSV and TSV with a header, as spreadsheets write them. Rows without anything in them are left out. */
export function readDelimited(text: string, format: "csv" | "tsv"): DataTable {
  const newline = newlineOf(text);
  const { data, errors } = Papa.parse<string[]>(text, {
    delimiter: format === "tsv" ? "\t" : delimiterOf(text),
    newline: newline === "mixed" ? "\n" : newline,
  });
  const quoteFaults = new Map(
    errors.flatMap(({ type, code, row }) => (type === "Quotes" ? [[row ?? 0, code] as const] : [])),
  );
  const [first, ...records] = data.map((record) => (newline === "mixed" ? withoutReturn(record) : record));
  if (first === undefined) throw emptyFile();
  if (first.length > mostColumns) throw tooManyColumns(format);
  const headers = readHeaders(first, records);
  const rows = records.flatMap((record, index) => {
    if (record.every((cell) => cell.trim() === "")) return [];
    // Of a spreadsheet the header is line 1.
    return [readRecord(record, index + 2, headers, first.length, quoteFaults.get(index + 1))];
  });
  if (rows.length === 0) throw emptyFile();
  if (rows.length > mostRows) throw tooManyRows(rows.length);
  const columns = headers.flatMap((header) => (header === null ? [] : [header.name]));
  return { format, columns, rows, isText: true, suite: {} };
}

interface Header {
  name: string;
  isTyped: boolean;
}

/** Names that can be told apart; null: a column with neither name nor content. */
function readHeaders(first: string[], records: string[][]): (Header | null)[] {
  const taken = new Set<string>();
  return first.map((cell, index) => {
    const { name: written, isTyped } = typedHeader(fromHarmless(cell));
    const isUsable = written.trim() !== "" && written !== "__proto__";
    if (!isUsable && records.every((record) => (record[index] ?? "").trim() === "")) return null;
    const wanted = isUsable ? written : `column ${index + 1}`;
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) name = `${wanted} (${count})`;
    taken.add(name);
    return { name, isTyped };
  });
}

function readRecord(
  record: string[],
  row: number,
  headers: (Header | null)[],
  width: number,
  quoteFault: string | undefined,
): DataRow {
  const problems: ImportProblem[] = [];
  if (quoteFault === "MissingQuotes") return { row, cells: null, problems: [importProblem("open-quote")] };
  if (quoteFault !== undefined) problems.push(importProblem("odd-quote"));
  const size = { cells: record.length, columns: width };
  if (record.length < width) problems.push(importProblem("short-row", size));
  if (record.slice(width).some((cell) => cell.trim() !== "")) problems.push(importProblem("long-row", size));
  const cells = new Map<string, Cell>();
  for (const [index, header] of headers.entries()) {
    const written = record[index];
    if (header === null || written === undefined) continue;
    const text = fromHarmless(written);
    if (!header.isTyped) cells.set(header.name, { value: text, isTyped: false });
    else if (text !== "") cells.set(header.name, readTyped(text, header.name, problems));
  }
  return { row, cells, problems };
}

function readTyped(text: string, column: string, problems: ImportProblem[]): Cell {
  try {
    const value = JSON.parse(text) as VariableValue;
    if (findUnsafeKey(text) === null && !isTooDeep(value)) return { value, isTyped: true };
  } catch {
    // Told below, as it is of JSON that would lose something.
  }
  problems.push(importProblem("bad-json-cell", { column }));
  return { value: text, isTyped: false };
}

/** How lines end outside quotation marks; within them every line break belongs to the text. */
function newlineOf(text: string): "\r\n" | "\n" | "\r" | "mixed" {
  const bare = text.replace(/"[^"]*"/g, "");
  const hasBoth = /\r\n/.test(bare);
  const hasFeed = /(?<!\r)\n/.test(bare);
  const hasReturn = /\r(?!\n)/.test(bare);
  if (hasBoth) return hasFeed ? "mixed" : "\r\n";
  return hasFeed || !hasReturn ? "\n" : "\r";
}

function withoutReturn(record: string[]): string[] {
  const last = record.at(-1);
  return last?.endsWith("\r") ? [...record.slice(0, -1), last.slice(0, -1)] : record;
}

/** The sign that stands most often in the header, outside quotation marks: spreadsheets of some countries use a semicolon. */
function delimiterOf(text: string): string {
  const header = /^(?:"[^"]*"|[^"\r\n])*/.exec(text.slice(0, 100_000))?.[0].replace(/"[^"]*"/g, "") ?? "";
  const count = (sign: string) => header.split(sign).length;
  return [",", ";", "\t", "|"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
