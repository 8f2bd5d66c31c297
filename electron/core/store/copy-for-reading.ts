import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface PrivateCopy {
  file: string;
  remove(): void;
}

/** A copy of a database file and its log that is nobody else's; the file itself is only read. */
export function copyForReading(file: string): PrivateCopy {
  // Made for its owner alone (0700).
  const folder = mkdtempSync(join(tmpdir(), "lathe-copy-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, "workspace.db");
    copyFileSync(file, copy);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
    return { file: copy, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
