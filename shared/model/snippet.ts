import { z } from "zod";
import { runnableFormat, snippetName } from "./content.ts";
import { promptId, snippetId } from "./ids.ts";
import { timestamp } from "./prompt.ts";
import { storedText } from "./text.ts";

export const snippetText = storedText.pipe(z.string().max(200_000));

/** A fragment that prompts, and other snippets, include by its name. */
export const snippet = z.object({
  snippetId,
  name: snippetName,
  description: z.string(),
  /** In which format its variables and references are written; a prompt of the other one takes it converted. */
  templateFormat: runnableFormat,
  text: snippetText,
  /** Rises with each change. */
  revision: z.int(),
  /** How many prompts hold it in their draft, directly or within another snippet. */
  usedBy: z.int(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Snippet = z.infer<typeof snippet>;

/** Who includes whom. An edge goes from what includes to what is included. */
export const snippetMap = z.object({
  snippets: z.array(z.object({ snippetId, name: snippetName, includes: z.array(snippetName) })),
  prompts: z.array(
    z.object({
      promptId,
      name: z.string(),
      /** By its own messages, not through another snippet. */
      includes: z.array(snippetName),
      /** Names that stand in it and of which there is no snippet (any more); it keeps the text it had. */
      missing: z.array(snippetName),
    }),
  ),
});
export type SnippetMap = z.infer<typeof snippetMap>;
