import { parseAllDocuments } from "yaml";
import type { VariableValue } from "../model/content.ts";
import { type DataTable, unreadable } from "./data-table.ts";
import { type Entry, isObject, readDocument, readEntries } from "./object-rows.ts";

/** As many as a person writes; a file of ten lines can otherwise name a thousand million values. */
const mostAliases = 1_000;
const deepest = 100;

/**
 * YAML 1.2 with merge keys, as promptfoo's files are written. Tags that would make anything but plain values are taken
 * as what they stand before. Several documents are read as one list.
 */
export function readYamlData(text: string): DataTable {
  const documents = parse(text);
  const roots = documents.filter((root) => root !== null);
  const [only] = roots;
  if (only !== undefined && roots.length === 1) return readDocument(only, "yaml");
  const entries: Entry[] = roots
    .flatMap((root) => (Array.isArray(root) ? root : [root]))
    .map((value, index) => ({ row: index + 1, value }));
  return readEntries(entries, "yaml");
}

function parse(text: string): VariableValue[] {
  const documents = parseAllDocuments(text, {
    merge: true,
    uniqueKeys: true,
    stringKeys: true,
    logLevel: "silent",
    prettyErrors: true,
  });
  if (!Array.isArray(documents)) return [];
  return documents.map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw unreadable("yaml", error.message.split("\n")[0] ?? "");
    let root: unknown;
    try {
      root = document.toJS({ maxAliasCount: mostAliases });
    } catch (cause) {
      throw unreadable("yaml", (cause as Error).message);
    }
    return plain(root, 0);
  });
}

/** As JSON has it: a date, a set or a number that JSON cannot say becomes its text. */
function plain(value: unknown, depth: number): VariableValue {
  if (depth > deepest) throw unreadable("yaml", `it is nested deeper than ${deepest} levels.`);
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map((inner) => plain(inner, depth + 1));
  if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return String(value);
  const fields: Record<string, VariableValue> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (key === "__proto__") throw unreadable("yaml", "“__proto__” is not a name that can be used.");
    fields[key] = plain(inner, depth + 1);
  }
  return fields;
}
