import { closeSync, fsyncSync, openSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { isRunning } from "../process-owner.ts";
import { copyOneMoment } from "./copy-for-reading.ts";

/** What a database that is still being written is called: never by its later name, so that no half file has that. */
const pattern = /^unfinished-(\d+)-\d+\.db(-wal|-shm|-journal)?$/;
let count = 0;

/** The path of a new unfinished database in `folder`; those that killed programs left there are removed. */
export function nameUnfinished(folder: string): string {
  for (const name of readdirSync(folder)) {
    const pid = pattern.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(folder, name), { force: true });
  }
  count += 1;
  const file = join(folder, `unfinished-${process.pid}-${count}.db`);
  // In a container each start may have the same pid: what is there is of one that was killed, and so is its log.
  removeDatabase(file);
  return file;
}

export function removeDatabase(file: string): void {
  for (const part of ["", "-wal", "-shm", "-journal"]) rmSync(`${file}${part}`, { force: true });
}

/** Copies a database file and its log into `folder` under an unfinished name, to the disk; answers the copy. */
export function copyUnfinished(source: string, folder: string): string {
  const copy = nameUnfinished(folder);
  try {
    copyOneMoment(source, copy);
    flush(copy);
    return copy;
  } catch (error) {
    removeDatabase(copy);
    throw error;
  }
}

/** Waits until the disk has a file, or the names in a folder. Windows cannot open a folder, and needs no flush of one. */
export function flush(path: string): void {
  const isFolder = statSync(path).isDirectory();
  if (isFolder && process.platform === "win32") return;
  const descriptor = openSync(path, isFolder ? "r" : "r+");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
