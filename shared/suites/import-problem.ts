import type { ImportedRow } from "../model/suite.ts";

export type ImportProblem = ImportedRow["problems"][number];
type Params = ImportProblem["params"];

/** What may be wrong with a row, in English; a page translates the code (`suites.importProblem.CODE`). */
const sentences = {
  "short-row": ({ cells, columns }: Params) => `The row has ${cells} cells; the header has ${columns}.`,
  "long-row": ({ cells, columns }: Params) =>
    `The row has ${cells} cells; the header has ${columns}. What is too much was left out.`,
  "open-quote": () => "A quotation mark opens here and is never closed; the rest of the file is in this row.",
  "odd-quote": () => "A quotation mark stands where none can be; look at what was read.",
  "bad-json": ({ said }: Params) => `This line is not JSON: ${said}`,
  "bad-json-cell": ({ column }: Params) => `“${column}” is to be JSON and is not; it was taken as text.`,
  "not-an-object": ({ found }: Params) => `A case is an object with fields; this is ${found}.`,
  "too-deep": () => "It is nested deeper than 100 levels.",
  "unsafe-key": ({ path }: Params) => `“${path}” is not a name that can be used.`,
  "duplicate-key": ({ path }: Params) => `“${path}” is there twice; keep one.`,
  unstorable: ({ column, fault }: Params) => `The text of “${column}” ${fault}.`,
  "value-invalid": ({ column, said }: Params) => `“${column}” was taken as it is: ${said}`,
  "bad-check": ({ column, said }: Params) => `The check in “${column}” cannot work as it is: ${said}`,
  "unsupported-check": ({ column, said }: Params) =>
    `A check in “${column}” is kept as it came and always skipped: ${said}`,
  "bad-tag": ({ tag }: Params) => `“${tag}” cannot be a tag: one line of at most 60 characters.`,
  "bad-weight": ({ value }: Params) => `“${value}” is no weight; it is a number from 0 to 1000.`,
  "bad-threshold": ({ value }: Params) => `“${value}” is no threshold; it is a number from 0 to 1.`,
  "bad-split": ({ value }: Params) => `“${value}” is no split; it is train, validation or test.`,
  "bad-turns": () => "The turns are not a list of texts; they were left out.",
  "cut-name": ({ length }: Params) => `The name has ${length} characters; it was cut to 200.`,
  "same-key": ({ key, row }: Params) => `Row ${row} has the key “${key}” as well; this one is left out.`,
  "file-reference": ({ column }: Params) =>
    `“${column}” names a file, which is not opened; its name was taken as text.`,
  "too-many-combinations": ({ limit }: Params) =>
    `Its lists of values make more than ${limit} cases; they were taken as values.`,
  "case-invalid": ({ path, said }: Params) =>
    `This cannot be a case: ${path === "" ? "" : `${path}: `}${said}`,
};

export type ImportProblemCode = keyof typeof sentences;

export const importProblem = (code: ImportProblemCode, params: Params = {}): ImportProblem => ({
  code,
  params,
  text: sentences[code](params),
});

/** What is shown of foreign text within a sentence. */
export const quoted = (value: unknown): string => {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};
