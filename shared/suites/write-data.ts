import Papa from "papaparse";
import { Document, isScalar, visit } from "yaml";
import type { DataFormat, Suite, SuiteCase } from "../model/suite.ts";
import { caseFields } from "./case-fields.ts";
import { SheetSurvey } from "./sheet-columns.ts";

export type SuiteHead = Pick<Suite, "name" | "description" | "checks" | "threshold">;

/** Writes a suite piece by piece, so that none of it has to be in memory whole. */
export interface SuiteWriter {
  /** Shown every case before `head`, where the format has to know them. */
  see?(one: SuiteCase): void;
  head(): string;
  cases(some: SuiteCase[]): string;
  tail(): string;
}

export const mediaTypes: Record<DataFormat, string> = {
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  jsonl: "application/jsonl",
  json: "application/json",
  yaml: "application/yaml",
};

/** What is read back with `readData` and the suggested mapping has the same cases. */
export function suiteWriter(format: DataFormat, suite: SuiteHead): SuiteWriter {
  switch (format) {
    case "csv":
      return sheetWriter(",");
    case "tsv":
      return sheetWriter("\t");
    case "jsonl":
      return {
        head: () => "",
        cases: (some) => some.map((one) => `${JSON.stringify(caseFields(one))}\n`).join(""),
        tail: () => "",
      };
    case "json":
      return jsonWriter(suite);
    case "yaml":
      return yamlWriter(suite);
  }
}

function sheetWriter(delimiter: string): SuiteWriter {
  const survey = new SheetSurvey();
  let columns: ReturnType<SheetSurvey["columns"]> | null = null;
  const rows = (lines: string[][]) => `${Papa.unparse(lines, { delimiter, newline: "\r\n" })}\r\n`;
  return {
    see: (one) => survey.see(one),
    head() {
      columns = survey.columns();
      // Without the mark a spreadsheet on Windows takes Chinese for something else.
      return `\uFEFF${rows([columns.headers])}`;
    },
    cases(some) {
      const { cellsOf } = columns ?? survey.columns();
      return some.length === 0 ? "" : rows(some.map(cellsOf));
    },
    tail: () => "",
  };
}

function headFields({ name, description, checks, threshold }: SuiteHead) {
  return {
    schema: "lathe.suite/1",
    name,
    ...(description === "" ? {} : { description }),
    ...(checks.length === 0 ? {} : { checks }),
    ...(threshold === null ? {} : { threshold }),
  };
}

function jsonWriter(suite: SuiteHead): SuiteWriter {
  let isFirst = true;
  return {
    head: () => `${JSON.stringify(headFields(suite), null, 2).replace(/\n\}$/, "")},\n  "cases": [`,
    cases: (some) =>
      some
        .map((one) => {
          const separator = isFirst ? "\n" : ",\n";
          isFirst = false;
          return separator + indented(JSON.stringify(caseFields(one), null, 2));
        })
        .join(""),
    tail: () => (isFirst ? "]\n}\n" : "\n  ]\n}\n"),
  };
}

/** After line feeds only: JSON has other separators of lines within its texts. */
const indented = (json: string): string => `    ${json.replaceAll("\n", "\n    ")}`;

function toYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Pair(_key, { key }) {
      // As a plain key it would merge another object in.
      if (isScalar(key) && key.value === "<<") key.type = "QUOTE_DOUBLE";
    },
  });
  return document.toString({ lineWidth: 0 });
}

function yamlWriter(suite: SuiteHead): SuiteWriter {
  let isEmpty = true;
  return {
    head: () => `${toYaml(headFields(suite))}cases:`,
    cases(some) {
      if (some.length === 0) return "";
      const start = isEmpty ? "\n" : "";
      isEmpty = false;
      return start + toYaml(some.map(caseFields));
    },
    tail: () => (isEmpty ? " []\n" : ""),
  };
}
