import type { PromptContent } from "#shared/model/content.ts";
import { includeSnippets } from "#shared/text/include-snippets.ts";
import type { PromptContext } from "./context.ts";
import { findLibrarySnippet } from "./draft-snippet-store.ts";

/** The content as it is kept: with the library's text for each reference that has none yet. */
export const withMissingSnippets = ({ db }: PromptContext, content: PromptContent): PromptContent =>
  includeSnippets(content, (name) => findLibrarySnippet(db, name), {
    isTaken: () => false,
    dropsUnused: false,
  }).content;
