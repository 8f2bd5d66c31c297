import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { LatheError } from "#shared/contract/errors.ts";
import { type ReadFiles, readFiles } from "#shared/exchange/plan.ts";
import type { ImportFile, ImportFormat } from "#shared/model/exchange.ts";
import type { Database } from "../store/database.ts";

export interface ImportSource {
  files: ImportFile[];
  format?: ImportFormat | undefined;
}

/** How long files are read before somebody else is served. */
const turnMs = 12;
/** Of all files together, in UTF-16 units. */
const mostText = 200_000_000;

/** The newest reading of each workspace, for as long as there is room: what was previewed is imported next. */
const readings = new WeakMap<Database, { name: string; reading: WeakRef<ReadFiles> }>();

/** What the files hold. Nothing is run, fetched, opened or stored. */
export async function readAll(db: Database, source: ImportSource, signal: AbortSignal): Promise<ReadFiles> {
  const characters = source.files.reduce((sum, { text }) => sum + text.length, 0);
  if (characters > mostText) {
    throw new LatheError({
      code: "exchange.too-large",
      message: `The files have ${Math.round(characters / 1e6)} million characters together; at most ${mostText / 1e6} million are read at once. Import them in parts.`,
      details: { millions: Math.round(characters / 1e6), limit: mostText / 1e6 },
    });
  }
  const name = nameOf(source);
  const known = readings.get(db);
  const kept = known?.name === name ? known.reading.deref() : undefined;
  if (kept !== undefined) return kept;
  const reading = await inTurns(readFiles(source.files, source.format), signal);
  readings.set(db, { name, reading: new WeakRef(reading) });
  return reading;
}

function nameOf({ files, format }: ImportSource): string {
  const hash = createHash("sha256").update(format ?? "");
  // As UTF-16 with its length: half a character is one of the things that are told of a file.
  for (const { path, text } of files)
    hash.update(`\n${path.length} ${text.length}\n`).update(path, "utf16le").update(text, "utf16le");
  return hash.digest("hex");
}

async function inTurns<T>(work: Generator<void, T>, signal: AbortSignal): Promise<T> {
  let since = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() - since < turnMs) continue;
    await nextTurn();
    since = performance.now();
  }
}
