import { z } from "zod";
import { messageRole } from "./content.ts";
import { promptId, versionId } from "./ids.ts";
import { semver } from "./prompt.ts";

/** What of each prompt is searched: its draft, its latest version, or all of its versions. */
export const textScope = z.enum(["drafts", "latest", "all"]);
export type TextScope = z.infer<typeof textScope>;

/** The text that a match is in. Numbers of messages count from 0. */
export const textPlace = z.discriminatedUnion("in", [
  z.object({ in: z.literal("name") }),
  z.object({ in: z.literal("description") }),
  z.object({ in: z.literal("message"), index: z.int(), role: messageRole }),
  z.object({ in: z.literal("history"), index: z.int() }),
  z.object({ in: z.literal("variable"), name: z.string(), field: z.enum(["name", "description"]) }),
  z.object({ in: z.literal("tool"), index: z.int(), field: z.enum(["name", "description", "parameters"]) }),
]);
export type TextPlace = z.infer<typeof textPlace>;

export const textMatch = z.object({
  place: textPlace,
  /** UTF-16 offsets into that text. */
  start: z.int(),
  end: z.int(),
  /** Of the start, both from 1; the column counts UTF-16 units. */
  line: z.int(),
  column: z.int(),
  /** The line around it, cut to a readable length. */
  excerpt: z.object({ before: z.string(), match: z.string(), after: z.string() }),
});
export type TextMatch = z.infer<typeof textMatch>;

/** What was found in one prompt, or in one version of it. */
export const textMatches = z.object({
  promptId,
  name: z.string(),
  folder: z.string(),
  /** null: the draft. */
  version: z.object({ versionId, version: semver }).nullable(),
  matches: z.array(textMatch),
});
export type TextMatches = z.infer<typeof textMatches>;
