import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { cancelled, LatheError } from "#shared/contract/errors.ts";
import type { SalvageReport } from "#shared/model/workspace.ts";
import type { Log } from "../../ports.ts";
import { isRunning } from "../../process-owner.ts";
import { openDatabase } from "../open-database.ts";
import { storeError } from "../store-errors.ts";
import { flush } from "../unfinished-files.ts";
import { buildTarget } from "./build-target.ts";
import { chooseSource, type Source } from "./choose-source.ts";
import { createFoundRows } from "./found-rows.ts";
import { type Gathered, gatherRows } from "./gather-rows.ts";
import { openReadable } from "./readable-file.ts";
import { readSchema, type Schema } from "./table-shapes.ts";

export interface SalvageOptions {
  log: Log;
  signal?: AbortSignal;
  /** Milliseconds since the epoch, for what is made anew. */
  now?: () => number;
}

/**
 * Reads every row that can be read of a damaged workspace and writes `targetFile`, a sound one of the newest schema with
 * what belongs together. The damaged file and its log are only read. `readable: false`: nothing of a workspace is in it,
 * and nothing was written. Throws `store.salvage-exists` where the target is there, `store.disk-full`, `host.cancelled`,
 * `store.salvage-failed`; then nothing is left behind.
 */
export async function salvageWorkspace(
  damagedFile: string,
  targetFile: string,
  options: SalvageOptions,
): Promise<SalvageReport> {
  refuseExisting(targetFile);
  let folder: string | null = null;
  try {
    mkdirSync(dirname(targetFile), { recursive: true, mode: 0o700 });
    // For its owner alone (0700), and on the disk of the target, which then only changes its name.
    removeLeft(dirname(targetFile));
    folder = mkdtempSync(join(dirname(targetFile), `.salvage-${process.pid}-`));
    return await salvageIn(folder, damagedFile, targetFile, options);
  } catch (error) {
    throw salvageError(error, damagedFile, options.signal);
  } finally {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }
}

async function salvageIn(
  folder: string,
  damagedFile: string,
  targetFile: string,
  options: SalvageOptions,
): Promise<SalvageReport> {
  const copy = join(folder, "damaged.db");
  for (const part of ["", "-wal"]) {
    const isFile = statSync(`${damagedFile}${part}`, { throwIfNoEntry: false })?.isFile() ?? false;
    if (isFile) copyFileSync(`${damagedFile}${part}`, `${copy}${part}`);
  }
  const schema = readSchema();
  const files = { file: openReadable(copy), logFile: openReadable(`${copy}-wal`) };
  try {
    const source = chooseSource(files, schema, isLogMissing(damagedFile));
    const foundFile = join(folder, "found.db");
    const gathered = await gather(source, schema, foundFile, options.signal);
    if (!gathered.isWorkspace) return unreadable;

    const built = join(folder, "workspace.db");
    const at = new Date((options.now ?? Date.now)()).toISOString();
    // Its statements are about whole tables: none of them is slow for a reason worth a line.
    const db = openDatabase(built, { log: () => {} });
    let report: Omit<SalvageReport, "readable">;
    try {
      const steps = buildTarget(db, foundFile, { schema, gathered, file: source, at });
      report = await takeTurns(steps, options.signal);
    } finally {
      db.close();
    }
    flush(built);
    giveName(built, targetFile);
    return { readable: true, ...report, notes: [...source.notes, ...report.notes] };
  } finally {
    files.file.close();
    files.logFile.close();
  }
}

/** Where nothing went wrong, log and index are made and taken away together. */
const isLogMissing = (file: string): boolean => existsSync(`${file}-shm`) && !existsSync(`${file}-wal`);

const unreadable: SalvageReport = {
  readable: false,
  tables: [],
  prompts: [],
  notes: ["Nothing in this file is from a workspace of Lathe. Nothing was written."],
};

async function gather(
  { pages }: Source,
  schema: Schema,
  foundFile: string,
  signal: AbortSignal | undefined,
): Promise<Gathered> {
  const found = createFoundRows(foundFile, schema);
  try {
    const gathered = await takeTurns(gatherRows(pages, schema, found), signal);
    found.finish();
    return gathered;
  } catch (error) {
    found.discard();
    throw error;
  }
}

/** How long other calls wait at most for a turn of their own. */
const turnMs = 15;

async function takeTurns<T>(steps: Generator<void, T>, signal: AbortSignal | undefined): Promise<T> {
  signal?.throwIfAborted();
  for (let turnEnds = performance.now() + turnMs; ; ) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < turnEnds) continue;
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    turnEnds = performance.now() + turnMs;
  }
}

/** Programs that were killed in the middle left copies of every text behind. */
function removeLeft(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^\.salvage-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** A log that lay beside the target would be taken for its own. */
function refuseExisting(targetFile: string): void {
  const existing = ["", "-wal", "-shm", "-journal"].find((part) => existsSync(`${targetFile}${part}`));
  if (existing === undefined) return;
  throw new LatheError({
    code: "store.salvage-exists",
    message: `${targetFile}${existing} is there already, and was left as it is. Move it away and try again.`,
    details: { file: `${targetFile}${existing}` },
  });
}

/** A link, unlike a new name, never takes the place of a file that came in between. */
function giveName(built: string, targetFile: string): void {
  refuseExisting(targetFile);
  try {
    linkSync(built, targetFile);
    unlinkSync(built);
  } catch (error) {
    // Some file systems know no links.
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"].includes(codeOf(error))) throw error;
    renameSync(built, targetFile);
  }
  flush(dirname(targetFile));
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? "");

function salvageError(error: unknown, file: string, signal: AbortSignal | undefined): LatheError {
  if (signal?.aborted) return cancelled();
  const known = storeError(error, file);
  if (known instanceof LatheError) return known;
  const found = error instanceof Error ? error.message : String(error);
  return new LatheError(
    {
      code: "store.salvage-failed",
      message: `What can be read of ${file} could not be written to a new file: ${found}. The damaged file was left as it is; copy it to a disk with room and try there.`,
      retryable: true,
      details: { file, found: found.slice(0, 1_000) },
    },
    { cause: error },
  );
}
