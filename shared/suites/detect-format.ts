import type { DataFormat } from "../model/suite.ts";

const byEnding: Record<string, DataFormat> = {
  csv: "csv",
  tsv: "tsv",
  tab: "tsv",
  jsonl: "jsonl",
  ndjson: "jsonl",
  json: "json",
  yaml: "yaml",
  yml: "yaml",
};

/** By the name's ending, else by how the text begins. A file of JSON lines that is called `.json` is one all the same. */
export function detectFormat(text: string, fileName: string): DataFormat {
  const named = byEnding[/\.([a-z]+)$/i.exec(fileName.trim())?.[1]?.toLowerCase() ?? ""];
  if (named !== undefined && named !== "json") return named;
  const start = text.slice(0, 100_000).trimStart();
  const firstLine = /^[^\r\n]*/.exec(start)?.[0] ?? "";
  if (start.startsWith("{") && hasMoreLines(start) && isJson(firstLine)) return "jsonl";
  if (named === "json" || start.startsWith("{") || /^\[\s*[[{"\]]/.test(start)) return "json";
  if (firstLine.includes("\t")) return "tsv";
  if (/^(---|%YAML|#|- |[\w-]+:(\s|$))/.test(start) && !firstLine.includes(",")) return "yaml";
  return "csv";
}

const hasMoreLines = (text: string): boolean => /\n\s*\S/.test(text);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
