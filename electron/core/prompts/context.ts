import { LatheError } from "#shared/contract/errors.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { PromptId } from "#shared/model/ids.ts";
import type { PromptSummary } from "#shared/model/prompt.ts";
import type { Clock, Ids } from "../ports.ts";
import type { Database } from "../store/database.ts";
import { type DraftRow, findDraft, findPrompt } from "./prompt-store.ts";

/** What the use cases of this domain work with. */
export interface PromptContext {
  db: Database;
  clock: Clock;
  ids: Ids;
  publish: (event: LatheEvent) => void;
}

export const timeOf = (context: PromptContext): string => new Date(context.clock.now()).toISOString();

export function promptOf({ db }: PromptContext, id: PromptId): PromptSummary {
  const prompt = findPrompt(db, id);
  if (prompt === undefined) {
    throw new LatheError({
      code: "prompts.not-found",
      message: "This prompt is not in the workspace; it may have been removed in another window.",
    });
  }
  return prompt;
}

export function draftOf({ db }: PromptContext, id: PromptId): DraftRow {
  const draft = findDraft(db, id);
  if (draft === undefined) throw new Error(`prompt ${id} has no draft`);
  return draft;
}
