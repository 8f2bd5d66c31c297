import { z } from "zod";
import { promptContent, runnableFormat, snippetName } from "../model/content.ts";
import { promptId, snippetId } from "../model/ids.ts";
import { snippet, snippetMap, snippetText } from "../model/snippet.ts";
import { storedText } from "../model/text.ts";
import { command, query } from "./define.ts";

const description = storedText.pipe(z.string().max(2_000));

/** What a change of a snippet's text does elsewhere. */
const affected = z.object({
  promptId,
  name: z.string(),
  /** The snippets on the way from the prompt to the one that changes, that one last. */
  through: z.array(snippetName),
  /** In UTF-16 units of the prompt with every reference written out. */
  charactersBefore: z.int(),
  charactersAfter: z.int(),
});

export const snippetOperations = {
  "snippets.list": query({
    input: z.object({ search: z.string().max(200).default("") }),
    output: z.array(snippet),
  }),
  "snippets.read": query({ input: z.object({ snippetId }), output: snippet }),
  "snippets.map": query({ input: z.object({}), output: snippetMap }),
  "snippets.create": command({
    input: z.object({
      name: snippetName,
      description: description.default(""),
      templateFormat: runnableFormat.default("f-string"),
      text: snippetText,
    }),
    output: snippet,
  }),
  /** “These prompts change if you edit this.” Changes nothing; fails with `snippets.cycle` as the update would. */
  "snippets.preview-update": query({
    input: z.object({ snippetId, text: snippetText }),
    output: z.object({ affected: z.array(affected) }),
  }),
  /**
   * Changes the snippet and, in the same transaction, the draft of every prompt that includes it; versions stay as they
   * are. A new name is written into all references. Fails with `snippets.cycle` (details: `path`), `snippets.conflict`
   * where another page saved since `baseRevision`, `snippets.name-taken`.
   */
  "snippets.update": command({
    input: z.object({
      snippetId,
      baseRevision: z.int(),
      name: snippetName.optional(),
      description: description.optional(),
      text: snippetText.optional(),
      session: z.string().max(64).default(""),
    }),
    output: z.object({ snippet, changed: z.array(z.object({ promptId, name: z.string() })) }),
  }),
  /** Takes it out of the list; prompts keep the text they have. `snippets.restore` brings it back. */
  "snippets.remove": command({ input: z.object({ snippetId }), output: z.null() }),
  "snippets.restore": command({ input: z.object({ snippetId }), output: snippet }),
  /**
   * The content with what its references stand for: as the library has it now, and for names that it does not know as the
   * content already had it. Stores nothing.
   */
  "snippets.include": query({
    input: z.object({ content: promptContent }),
    output: z.object({ content: promptContent, missing: z.array(snippetName) }),
  }),
};
