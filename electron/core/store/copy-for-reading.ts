import { closeSync, copyFileSync, mkdtempSync, openSync, readSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface PrivateCopy {
  file: string;
  remove(): void;
}

/** Another program that writes all the time leaves a moment sooner than this. */
const maxAttempts = 100;

/**
 * A copy of a database file and its log that is nobody else's; the file itself is only read. Both are of one moment: a
 * log that another program has put away meanwhile, and begun anew, does not belong to the pages copied before.
 */
export function copyForReading(file: string): PrivateCopy {
  // Made for its owner alone (0700).
  const folder = mkdtempSync(join(tmpdir(), "lathe-copy-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, "workspace.db");
    for (let attempt = 1; ; attempt += 1) {
      const before = momentOf(file);
      copyFileSync(file, copy);
      rmSync(`${copy}-wal`, { force: true });
      ifThere(() => copyFileSync(`${file}-wal`, `${copy}-wal`));
      if (momentOf(file) === before || attempt === maxAttempts) return { file: copy, remove };
    }
  } catch (error) {
    remove();
    throw error;
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
