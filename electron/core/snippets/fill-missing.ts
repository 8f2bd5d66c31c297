import type { LatheEvent } from "#shared/contract/events.ts";
import type { PromptContent } from "#shared/model/content.ts";
import type { VersionId } from "#shared/model/ids.ts";
import { includeSnippets } from "#shared/text/include-snippets.ts";
import { findLibrarySnippet, replaceDraft } from "../prompts/index.ts";
import { readContent } from "../store/content-store.ts";
import type { SnippetContext } from "./context.ts";
import { includersOf, readLibrary } from "./library.ts";
import { listUsers, type SnippetUser } from "./snippet-store.ts";

/**
 * Gives the text of a snippet that was made or brought back to the drafts that refer to it and have none, as their next
 * save would. Called within a transaction; answers what is to be told when that is through.
 */
export function fillMissing(context: SnippetContext, name: string, session: string): LatheEvent[] {
  const names = includersOf(readLibrary(context.db))(name);
  return listUsers(context.db, names).flatMap((user) => {
    const content = readContent(context.db, user.contentHash);
    const filled = includeSnippets(content, (of) => findLibrarySnippet(context.db, of), {
      isTaken: () => false,
      dropsUnused: false,
    });
    return filled.content === content ? [] : [putInDraft(context, user, filled.content, session)];
  });
}

/** Puts content in the draft's place; what was there is in the journal, and undo leads back to it. */
export function putInDraft(
  { prompts }: SnippetContext,
  { promptId, revision, baseVersionId }: SnippetUser,
  content: PromptContent,
  session: string,
): LatheEvent {
  replaceDraft(prompts, promptId, content, {
    kind: "edit",
    revision: revision + 1,
    baseVersionId: baseVersionId as VersionId | null,
    session,
  });
  return { type: "draft.saved", promptId, revision: revision + 1, session };
}
