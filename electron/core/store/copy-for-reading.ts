import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRunning } from "../process-owner.ts";

export interface PrivateCopy {
  file: string;
  remove(): void;
}

/** Another program that writes all the time leaves a moment sooner than this. */
const maxAttempts = 100;

/** A copy of a database file and its log that is nobody else's; the file itself is only read. */
export function copyForReading(file: string): PrivateCopy {
  removeLeft();
  // Made for its owner alone (0700).
  const folder = mkdtempSync(join(tmpdir(), `lathe-copy-${process.pid}-`));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, "workspace.db");
    copyOneMoment(file, copy);
    return { file: copy, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Copies of readers that were killed: they hold everything that the workspace does. */
function removeLeft(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^lathe-copy-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another person's, on a machine that is shared.
    }
  }
}

/**
 * Copies a database file and its log, both of one moment: a log that another program has put away meanwhile, and begun
 * anew, does not belong to the pages copied before.
 */
export function copyOneMoment(file: string, copy: string): void {
  for (let attempt = 1; ; attempt += 1) {
    const before = momentOf(file);
    copyFileSync(file, copy);
    rmSync(`${copy}-wal`, { force: true });
    ifThere(() => copyFileSync(`${file}-wal`, `${copy}-wal`));
    if (momentOf(file) === before || attempt === maxAttempts) return;
  }
}

const logHeaderBytes = 32;

/** Changes when pages are put from the log into the file, and when the log begins anew: its header has a new salt then. */
function momentOf(file: string): string {
  const { size, mtimeNs } = statSync(file, { bigint: true });
  const header = Buffer.alloc(logHeaderBytes);
  ifThere(() => {
    const log = openSync(`${file}-wal`, "r");
    try {
      readSync(log, header, 0, logHeaderBytes, 0);
    } finally {
      closeSync(log);
    }
  });
  return `${size} ${mtimeNs} ${header.toString("hex")}`;
}

/** The log is taken away by the last program that closes the workspace, which may be just now. */
function ifThere(read: () => void): void {
  try {
    read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
