import type { DataFormat } from "../model/suite.ts";
import { type DataTable, emptyFile } from "./data-table.ts";
import { detectFormat } from "./detect-format.ts";
import { readDelimited } from "./read-delimited.ts";
import { readJsonData, readJsonLines } from "./read-json-data.ts";
import { readYamlData } from "./read-yaml-data.ts";

/**
 * A file as a table. What is wrong with one row is told with that row; `suites.import-*` is thrown where nothing can be
 * read at all. Nothing in a file is run, opened or looked up.
 */
export function readData(
  text: string,
  { format, fileName = "" }: { format?: DataFormat | undefined; fileName?: string } = {},
): DataTable {
  const whole = text.replace(/^\uFEFF/, "");
  if (whole.trim() === "") throw emptyFile();
  const known = format ?? detectFormat(whole, fileName);
  switch (known) {
    case "csv":
    case "tsv":
      return readDelimited(whole, known);
    case "json":
      return readJsonData(whole);
    case "jsonl":
      return readJsonLines(whole);
    case "yaml":
      return readYamlData(whole);
  }
}
