import { LatheError } from "#shared/contract/errors.ts";
import type { Output, ParsedInput } from "#shared/contract/operations.ts";
import type { PromptContent } from "#shared/model/content.ts";
import type { PromptId, VersionId } from "#shared/model/ids.ts";
import type { Draft } from "#shared/model/prompt.ts";
import { referencesOf } from "#shared/text/snippet-references.ts";
import { keepContent, readContent } from "../store/content-store.ts";
import { draftOf, type PromptContext, promptOf, timeOf } from "./context.ts";
import { putDraftSnippets } from "./draft-snippet-store.ts";
import { withMissingSnippets } from "./include-snippets.ts";
import { putDraft, touchPrompt } from "./prompt-store.ts";
import { searchTextOf } from "./prompts.ts";
import { findJournal, insertJournal, type JournalKind, latestVersion, listJournal } from "./version-store.ts";

export function readDraft(context: PromptContext, promptId: PromptId): Draft {
  const row = draftOf(context, promptId);
  return { promptId, ...row, content: readContent(context.db, row.contentHash) };
}

/** Stores the draft, or, when another page has saved since, keeps the text in the journal and refuses. */
export function saveDraft(
  context: PromptContext,
  input: ParsedInput<"prompts.save-draft">,
): Output<"prompts.save-draft"> {
  const saved = context.db.transaction(() => {
    const { promptId } = promptOf(context, input.promptId);
    const now = draftOf(context, promptId);
    const content = withMissingSnippets(context, input.content);
    const contentHash = keepContent(context.db, content);
    const at = timeOf(context);
    if (contentHash === now.contentHash)
      return { conflict: null, revision: now.revision, contentHash, at: now.savedAt };
    if (input.baseRevision !== now.revision) {
      const entry = {
        promptId,
        kind: "conflict" as const,
        revision: now.revision,
        contentHash,
        session: input.session,
        at,
      };
      // Committed, not rolled back with the refusal: neither of the two texts may be lost.
      return { conflict: insertJournal(context.db, entry), revision: now.revision, contentHash, at };
    }
    replaceDraft(context, promptId, content, {
      kind: "edit",
      revision: now.revision + 1,
      baseVersionId: now.baseVersionId,
      session: input.session,
    });
    return { conflict: null, revision: now.revision + 1, contentHash, at };
  });

  if (saved.conflict !== null) throw draftConflict(saved.revision, saved.conflict);
  context.publish({
    type: "draft.saved",
    promptId: input.promptId,
    revision: saved.revision,
    session: input.session,
  });
  return {
    revision: saved.revision,
    contentHash: saved.contentHash,
    savedAt: saved.at,
    draftChanged: latestVersion(context.db, input.promptId)?.contentHash !== saved.contentHash,
  };
}

/** Puts content in the draft's place and in the journal. Called within a transaction. */
export function replaceDraft(
  context: PromptContext,
  promptId: PromptId,
  content: PromptContent,
  change: { kind: JournalKind; revision: number; baseVersionId: VersionId | null; session: string },
): void {
  const at = timeOf(context);
  const contentHash = keepContent(context.db, content);
  putDraft(context.db, promptId, {
    revision: change.revision,
    contentHash,
    baseVersionId: change.baseVersionId,
    searchText: searchTextOf(content),
    at,
  });
  putDraftSnippets(context.db, promptId, referencesOf(content));
  insertJournal(context.db, {
    promptId,
    kind: change.kind,
    revision: change.revision,
    contentHash,
    session: change.session,
    at,
  });
  touchPrompt(context.db, promptId, at);
}

/** Back to the latest version; what the draft held stays in the journal. */
export function discardDraft(context: PromptContext, promptId: PromptId, session: string): Draft {
  context.db.transaction(() => {
    const latest = latestVersion(context.db, promptOf(context, promptId).promptId);
    if (latest === undefined) {
      throw new LatheError({
        code: "prompts.no-version",
        message: "This prompt has no saved version yet, so there is nothing to go back to.",
      });
    }
    const now = draftOf(context, promptId);
    if (now.contentHash === latest.contentHash) return;
    replaceDraft(context, promptId, readContent(context.db, latest.contentHash), {
      kind: "revert",
      revision: now.revision + 1,
      baseVersionId: latest.versionId,
      session,
    });
  });
  const draft = readDraft(context, promptId);
  context.publish({ type: "draft.saved", promptId, revision: draft.revision, session });
  return draft;
}

export function listDraftJournal(
  context: PromptContext,
  input: ParsedInput<"prompts.journal">,
): Output<"prompts.journal"> {
  promptOf(context, input.promptId);
  const rows = listJournal(context.db, input.promptId, input.before, input.limit + 1);
  const entries = rows.slice(0, input.limit);
  return { entries, next: rows.length > input.limit ? (entries.at(-1)?.journalId ?? null) : null };
}

export function readJournalEntry(
  context: PromptContext,
  promptId: PromptId,
  journalId: number,
): Output<"prompts.journal-entry"> {
  const row = findJournal(context.db, promptId, journalId);
  if (row === undefined) {
    throw new LatheError({
      code: "prompts.no-journal-entry",
      message: "This state of the draft is not in the journal.",
    });
  }
  return { journalId, content: readContent(context.db, row.contentHash), savedAt: row.savedAt };
}

export function draftConflict(revision: number, journalId: number | null): LatheError {
  return new LatheError({
    code: "prompts.draft-conflict",
    message:
      "Another window changed this draft meanwhile. Both texts are kept: choose which one to go on with.",
    details: { revision, journalId },
  });
}
