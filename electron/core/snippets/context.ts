import { LatheError } from "#shared/contract/errors.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { SnippetId } from "#shared/model/ids.ts";
import type { Clock, Ids } from "../ports.ts";
import type { PromptContext } from "../prompts/index.ts";
import type { Database } from "../store/database.ts";
import { findSnippet, type SnippetRow } from "./snippet-store.ts";

/** What the use cases of this domain work with. */
export interface SnippetContext {
  db: Database;
  clock: Clock;
  ids: Ids;
  publish: (event: LatheEvent) => void;
  prompts: PromptContext;
}

export const timeOf = ({ clock }: SnippetContext): string => new Date(clock.now()).toISOString();

export function snippetOf({ db }: SnippetContext, id: SnippetId): SnippetRow {
  const snippet = findSnippet(db, id);
  if (snippet === undefined) {
    throw new LatheError({
      code: "snippets.not-found",
      message: "This snippet is not in the workspace; it may have been removed in another window.",
    });
  }
  return snippet;
}
