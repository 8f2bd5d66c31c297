import { readTreePage } from "./btree-page.ts";
import { type LogFrames, readLog } from "./log-frames.ts";
import { isOfAnotherDatabase } from "./log-origin.ts";
import { type Geometry, geometryOf, openPages, type Pages, usualGeometry } from "./pages.ts";
import type { ReadableFile } from "./readable-file.ts";
import type { FileState } from "./salvage-report.ts";
import { recognise, type Schema } from "./table-shapes.ts";
import { takeCells } from "./walk-tree.ts";

/** The pages to read, and what can be said of the file before they are read. */
export interface Source extends FileState {
  pages: Pages;
  notes: string[];
}

interface Files {
  file: ReadableFile;
  logFile: ReadableFile;
}

/** Decides whether the log belongs to the file, and how large the pages are. */
export function chooseSource(files: Files, schema: Schema, isLogMissing: boolean): Source {
  const { file, logFile } = files;
  const header = geometryOf(file.read(0, 100));
  const log = readLog(logFile, header?.pageSize ?? usualGeometry.pageSize);
  const notes: string[] = [];
  if (file.size === 0 && log !== null)
    notes.push("The file is empty or gone; what was read is from its log.");
  else if (header === null) notes.push("The first page of the file is damaged.");

  const geometry = chooseGeometry(files, log, header, schema);
  const alone = openPages(file, null, logFile, geometry);
  const withLog = openPages(file, log, logFile, geometry);
  const isForeign = log !== null && isOfAnotherDatabase(alone, withLog, log.pages.keys(), schema);
  const pages = isForeign ? alone : withLog;
  const logNote = noteOn(log, {
    isForeign,
    isMissing: isLogMissing,
    isEmpty: logFile.size === 0,
  });
  if (logNote !== null) notes.push(logNote);
  if (pages.isCut) notes.push("The file was cut off: pages at its end are missing.");
  return { pages, notes, isCut: pages.isCut, isLogSuspect: logNote !== null };
}

function noteOn(
  log: LogFrames | null,
  { isForeign, isMissing, isEmpty }: { isForeign: boolean; isMissing: boolean; isEmpty: boolean },
): string | null {
  const missing = "what was saved last may be missing.";
  if (isMissing) return `The log that should lie beside the file is gone: ${missing}`;
  if (isForeign) return `The log beside the file is of another workspace and was not used: ${missing}`;
  if (!isEmpty && log === null) return `The log beside the file cannot be read: ${missing}`;
  if (log !== null && log.damaged > 0)
    return `Pieces of the log beside the file cannot be read (${log.damaged}): ${missing}`;
  return null;
}

/** The header's word where it is right; a damaged one is given away by finding nothing. */
function chooseGeometry(
  { file, logFile }: Files,
  log: LogFrames | null,
  header: Geometry | null,
  schema: Schema,
): Geometry {
  const logged = log !== null && log.pages.size > 0 ? { pageSize: log.pageSize, reserved: 0 } : null;
  const candidates = [header, logged, usualGeometry].filter((geometry) => geometry !== null);
  const different = candidates.filter(
    (one, place) =>
      candidates.findIndex((other) => other.pageSize === one.pageSize && other.reserved === one.reserved) ===
      place,
  );
  const [first = usualGeometry] = different;
  if (different.length === 1) return first;
  const rows = different.map((geometry) => countRows(openPages(file, log, logFile, geometry), schema));
  return different[rows.indexOf(Math.max(...rows))] ?? first;
}

/** Pages that are looked at to see whether rows are on them. */
const mostSampled = 2_000;

function countRows(pages: Pages, schema: Schema): number {
  let rows = 0;
  let left = mostSampled;
  for (const number of pages.numbers()) {
    left -= 1;
    if (left < 0) break;
    const page = readTreePage(pages, number);
    if (page === null || !page.isTable) continue;
    takeCells(pages, page, (cell) => {
      if (recognise(schema, cell.head.types, cell.values, null) !== null) rows += 1;
      return true;
    });
  }
  return rows;
}
