import { z } from "zod";

/** Why a copy of the workspace was made. `restore`: just before another copy took its place, so that this can be undone. */
export const backupKind = z.enum(["daily", "manual", "migration", "restore"]);
export type BackupKind = z.infer<typeof backupKind>;

/** What a workspace holds, as a person counts it: prompts that are not removed, versions, runs. */
export const workspaceCounts = z.object({ prompts: z.int(), versions: z.int(), runs: z.int() });
export type WorkspaceCounts = z.infer<typeof workspaceCounts>;

export const backup = z.object({
  /** The name of its file in the backups folder. */
  backupId: z.string(),
  kind: backupKind,
  /** ISO-8601 UTC, by the clock of that day; the order of backups is that of their numbers. */
  createdAt: z.string(),
  sizeBytes: z.int(),
  /** null: the file cannot be read as a workspace. */
  counts: workspaceCounts.nullable(),
});
export type Backup = z.infer<typeof backup>;

/** What was found wrong: the object in a person's words, and what is wrong with it. */
export const workspaceProblem = z.object({ object: z.string(), problem: z.string() });

export const verifyReport = z.object({
  ok: z.boolean(),
  /** Whether every content and every row was compared with its hash; otherwise the file and its references only. */
  deep: z.boolean(),
  checked: z.object({
    contents: z.int(),
    versions: z.int(),
    drafts: z.int(),
    runs: z.int(),
    recordings: z.int(),
  }),
  problems: z.array(workspaceProblem),
});
export type VerifyReport = z.infer<typeof verifyReport>;

/** What could be read of a damaged file, and what was lost. `lost: null`: nobody knows how much there was. */
export const salvageReport = z.object({
  readable: z.boolean(),
  tables: z.array(z.object({ name: z.string(), kept: z.int(), lost: z.int().nullable() })),
  prompts: z.array(
    z.object({
      name: z.string(),
      versionsKept: z.int(),
      versionsLost: z.int().nullable(),
      draft: z.enum(["kept", "from-journal", "from-version", "lost"]),
    }),
  ),
  notes: z.array(z.string()),
});
export type SalvageReport = z.infer<typeof salvageReport>;
