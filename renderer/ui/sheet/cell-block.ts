import Papa from "papaparse";

/**
 * A block of cells as spreadsheets put it on the clipboard: tabs between cells, lines between rows, and quotes around
 * what has either of them in it. Text that only looks quoted is taken as it stands.
 */
export function readBlock(text: string): string[][] {
  const whole = text.replace(/\r?\n$/, "");
  const config = { delimiter: "\t", skipEmptyLines: false } as const;
  const { data, errors } = Papa.parse<string[]>(whole, config);
  if (errors.some(({ type }) => type === "Quotes")) {
    return whole.split(/\r\n|\r|\n/).map((line) => line.split("\t"));
  }
  // Of an empty cell it reads nothing at all.
  return data.length === 0 ? [[""]] : data;
}

/** Cells that a spreadsheet reads back as they are. */
export const writeBlock = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map(writeCell).join("\t")).join("\n");

const writeCell = (text: string): string =>
  /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
