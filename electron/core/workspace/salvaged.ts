import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { LatheError } from "#shared/contract/errors.ts";
import type { SalvageReport, WorkspaceCounts } from "#shared/model/workspace.ts";
import type { Log } from "../ports.ts";
import { countsOf } from "../store/backups.ts";
import { openPrepared } from "../store/open-database.ts";
import { moveDatabase } from "../store/restore.ts";
import { salvageWorkspace } from "../store/salvage/salvage-workspace.ts";
import { removeDatabase } from "../store/unfinished-files.ts";

/** Beside the workspace, until the user has seen what is in it. */
const salvagedFile = (file: string): string => join(dirname(file), "salvaged.db");

/** Reads what can be read of the damaged `file` into a file beside it; an earlier one there is replaced. */
export function salvageBeside(
  file: string,
  options: { log: Log; signal: AbortSignal },
): SalvageReport | Promise<SalvageReport> {
  removeDatabase(salvagedFile(file));
  return salvageWorkspace(file, salvagedFile(file), options);
}

/** The salvaged file, ready to take the workspace's place; to be closed in any case. Throws `store.not-salvaged` where there is none. */
export function keepSalvaged(
  file: string,
  log: Log,
): { counts: WorkspaceCounts; moveTo: (to: string) => void; close: () => void } {
  const salvaged = salvagedFile(file);
  if (!existsSync(salvaged)) {
    throw new LatheError({
      code: "store.not-salvaged",
      message:
        "Nothing has been read out of the damaged file yet. Read what can be read first, then keep it.",
    });
  }
  const db = openPrepared(salvaged, { log });
  const counts = countsOf(db.raw);
  return { counts, moveTo: (to) => moveDatabase(db, salvaged, to), close: () => db.close() };
}
