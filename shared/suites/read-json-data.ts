import type { VariableValue } from "../model/content.ts";
import { findUnsafeKey, type JsonFault } from "../text/json-text.ts";
import { type DataTable, unreadable } from "./data-table.ts";
import { type ImportProblem, importProblem } from "./import-problem.ts";
import { type Entry, readDocument, readEntries } from "./object-rows.ts";

export function readJsonData(text: string): DataTable {
  let root: VariableValue;
  try {
    root = JSON.parse(text);
  } catch (error) {
    throw unreadable("json", (error as Error).message);
  }
  // Of a key that is there twice the parser has kept one and dropped the other: nobody can say which was meant.
  const unsafe = findUnsafeKey(text);
  if (unsafe !== null) throw unreadable("json", keyProblem(unsafe).text);
  return readDocument(root, "json");
}

/** One JSON value on each line; lines without anything are left out. */
export function readJsonLines(text: string): DataTable {
  const entries = text.split(/\r\n|\n|\r/).flatMap((line, index) => {
    if (line.trim() === "") return [];
    return [readLine(line, index + 1)];
  });
  if (entries.length > 0 && entries.every(({ problems }) => problems?.[0]?.code === "bad-json"))
    throw unreadable("jsonl", "no line of it is JSON.");
  return readEntries(entries, "jsonl");
}

function readLine(line: string, row: number): Entry {
  let value: VariableValue;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { row, value: null, problems: [importProblem("bad-json", { said: (error as Error).message })] };
  }
  const unsafe = findUnsafeKey(line);
  return unsafe === null ? { row, value } : { row, value: null, problems: [keyProblem(unsafe)] };
}

const keyProblem = ({ path, reason }: JsonFault): ImportProblem =>
  importProblem(reason === "duplicate-key" ? "duplicate-key" : "unsafe-key", { path });
