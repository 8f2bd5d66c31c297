import { open } from "node:fs/promises";
import type { Database } from "./database.ts";
import { storeError } from "./store-errors.ts";

/**
 * A commit that does not wait for the disk. It outlives the end of this program, however sudden, and outlives a power cut
 * as soon as `syncCommits` or a usual commit after it has returned: for results that come hundreds a second.
 */
export function commitQuickly<T>(db: Database, work: () => T): T {
  if (db.raw.inTransaction) return work();
  db.raw.pragma("synchronous = NORMAL");
  try {
    return db.transaction(work);
  } finally {
    db.raw.pragma("synchronous = FULL");
  }
}

/**
 * Waits, without holding anybody up, until what was committed before is on the disk. SQLite keeps no lock on its log, so
 * opening and closing it here takes none away.
 */
export async function syncCommits({ raw }: Database): Promise<void> {
  if (raw.memory) return;
  try {
    const log = await open(`${raw.name}-wal`, "r+");
    try {
      await log.datasync();
    } finally {
      await log.close();
    }
  } catch (error) {
    throw storeError(error, raw.name);
  }
}
