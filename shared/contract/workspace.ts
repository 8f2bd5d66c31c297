import { z } from "zod";
import { backup, salvageReport, verifyReport, workspaceCounts } from "../model/workspace.ts";
import { command, query } from "./define.ts";
import { errorData } from "./errors.ts";

/**
 * How the workspace stands. `read-only`: everything can be read and copied, nothing can be saved; `closed`: the file
 * cannot be opened, and only the operations of this file answer. `fault` says why.
 */
export const workspaceState = z.object({
  access: z.enum(["full", "read-only", "closed"]),
  fault: errorData.nullable(),
  /** The last full check in the background: ISO-8601 UTC and how many problems it found. */
  checked: z.object({ at: z.string(), problems: z.int() }).nullable(),
});
export type WorkspaceState = z.infer<typeof workspaceState>;

/** A backup by its name, or any workspace file of this computer by its absolute path. */
const backupSource = z.union([
  z.object({ backupId: z.string().min(1).max(200) }),
  z.object({ path: z.string().min(1).max(4_000) }),
]);

/** These answer also where the workspace is closed. */
export const workspaceOperations = {
  "workspace.backups": query({
    input: z.object({}),
    /** Newest first. */
    output: z.object({ folder: z.string(), backups: z.array(backup) }),
  }),
  "workspace.back-up": command({ input: z.object({}), output: backup }),
  /** Opens a copy of the backup and checks every hash in it. */
  "workspace.check-backup": query({ input: z.object({ source: backupSource }), output: verifyReport }),
  /**
   * Verifies the backup, keeps what is there now as a backup of its own (`undo`; null where that was already damaged:
   * `keptAs` is then where the damaged files are), and puts the backup in its place. Fails with
   * `store.backup-damaged`, and then nothing has changed.
   */
  "workspace.restore": command({
    input: z.object({ source: backupSource }),
    output: z.object({
      counts: workspaceCounts,
      undo: backup.nullable(),
      keptAs: z.string().nullable(),
    }),
  }),
  "workspace.verify": query({ input: z.object({ deep: z.boolean().default(false) }), output: verifyReport }),
  /** What is wrong with the file, and what there is to go back to. */
  "workspace.recovery": query({
    input: z.object({}),
    output: z.object({
      fault: errorData.nullable(),
      file: z.string(),
      /** null: there is no such file. */
      sizeBytes: z.int().nullable(),
      /** Newest first; `sound`: it could be opened just now, and its structure is whole. A restore checks every hash besides. */
      backups: z.array(backup.extend({ sound: z.boolean() })),
    }),
  }),
  /** Reads what can be read of the damaged file into a new one beside it, and tells what that is. Puts nothing in place. */
  "workspace.salvage": command({ input: z.object({}), output: salvageReport }),
  /** Puts the salvaged file in place of the damaged one, which is kept. */
  "workspace.keep-salvaged": command({
    input: z.object({}),
    output: z.object({ counts: workspaceCounts, keptAs: z.string() }),
  }),
  /** Tries to open the file again: the cause may be gone. */
  "workspace.reopen": command({ input: z.object({}), output: workspaceState }),
};
