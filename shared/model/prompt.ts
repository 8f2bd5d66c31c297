import { z } from "zod";
import { promptContent } from "./content.ts";
import { promptId, versionId } from "./ids.ts";
import { label, storedText } from "./text.ts";

/** The stages of a prompt's life, in order. */
export const stages = [
  "design",
  "test",
  "refine",
  "iterate",
  "deploy",
  "monitor",
  "maintain",
  "retire",
] as const;
export const stage = z.enum(stages);
export type Stage = z.infer<typeof stage>;

/** No `@` (it separates the version on the command line) and no leading dash (it would read as an option). */
export const promptName = label(120).pipe(
  z.string().regex(/^[^@-][^@]*$/, "A prompt name has no @ and does not start with a dash."),
);
export const folderName = z.union([z.literal(""), label(200)]);
export const tagName = label(40);

export const semver = z.string().regex(/^\d+\.\d+\.\d+$/);
export type Semver = z.infer<typeof semver>;
export const bump = z.enum(["patch", "minor", "major"]);
export type Bump = z.infer<typeof bump>;

export const timestamp = z.iso.datetime();

/** What the prompt list shows. */
export const promptSummary = z.object({
  promptId,
  name: z.string(),
  description: z.string(),
  /** Slash-separated path; "" is the top. */
  folder: z.string(),
  tags: z.array(z.string()),
  stage,
  /** null before the first version is saved. */
  latestVersion: semver.nullable(),
  versionCount: z.int(),
  /** The draft differs from the latest version. */
  draftChanged: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type PromptSummary = z.infer<typeof promptSummary>;

/**
 * The mutable working copy. `revision` rises by one with each stored save and orders them; a save names the revision it
 * was based on, so that two windows cannot overwrite each other unseen.
 */
export const draft = z.object({
  promptId,
  revision: z.int(),
  content: promptContent,
  contentHash: z.string(),
  /** The version that the draft started from; null before the first version. */
  baseVersionId: versionId.nullable(),
  savedAt: timestamp,
});
export type Draft = z.infer<typeof draft>;

export const versionSummary = z.object({
  versionId,
  promptId,
  version: semver,
  /** Rises by one per version of a prompt; the order of history. */
  sequence: z.int(),
  message: z.string(),
  contentHash: z.string(),
  parentId: versionId.nullable(),
  /** Set when this version was made by going back to another. */
  revertOf: semver.nullable(),
  createdAt: timestamp,
});
export type VersionSummary = z.infer<typeof versionSummary>;

export const version = versionSummary.extend({ content: promptContent });
export type Version = z.infer<typeof version>;

export const versionMessage = storedText.pipe(z.string().max(2_000));
