import type { promptOperations } from "#shared/contract/prompts.ts";
import type { HandlersOf } from "../router.ts";
import { type PromptContext, promptOf } from "./context.ts";
import { discardDraft, listDraftJournal, readDraft, readJournalEntry, saveDraft } from "./drafts.ts";
import { findTextInPrompts } from "./find-text.ts";
import { formatPrompt } from "./format-prompt.ts";
import { listFacets } from "./prompt-store.ts";
import {
  createPrompt,
  duplicatePrompt,
  findPromptNamed,
  listPrompts,
  removePrompt,
  restorePrompt,
  updatePrompt,
} from "./prompts.ts";
import { readUndoPath } from "./undo-path.ts";
import { latestVersion } from "./version-store.ts";
import { findVersionOf, listVersions, readVersion, revertTo, saveVersion } from "./versions.ts";

export function promptHandlers(context: PromptContext): HandlersOf<typeof promptOperations> {
  return {
    "prompts.list": (input) => listPrompts(context, input),
    "prompts.facets": () => listFacets(context.db),
    "prompts.create": (input) => createPrompt(context, input),
    "prompts.update": (input) => updatePrompt(context, input),
    "prompts.duplicate": ({ promptId, name }) => duplicatePrompt(context, promptId, name),
    "prompts.remove": ({ promptId }) => {
      removePrompt(context, promptId);
      return null;
    },
    "prompts.restore": ({ promptId }) => restorePrompt(context, promptId),
    "prompts.find": ({ name }) => findPromptNamed(context, name),
    "prompts.find-text": (input, { signal }) => findTextInPrompts(context, input, signal),
    "prompts.open": ({ promptId }) => {
      const prompt = promptOf(context, promptId);
      const latest = latestVersion(context.db, promptId);
      return {
        prompt,
        draft: readDraft(context, promptId),
        latest: latest === undefined ? null : readVersion(context, latest.versionId),
      };
    },
    "prompts.save-draft": (input) => saveDraft(context, input),
    "prompts.discard-draft": ({ promptId, session }) => discardDraft(context, promptId, session),
    "prompts.journal": (input) => listDraftJournal(context, input),
    "prompts.journal-entry": ({ promptId, journalId }) => readJournalEntry(context, promptId, journalId),
    "prompts.undo-path": (input) => readUndoPath(context, input),
    "prompts.save-version": (input) => saveVersion(context, input),
    "prompts.versions": (input) => listVersions(context, input),
    "prompts.version": ({ versionId }) => readVersion(context, versionId),
    "prompts.find-version": ({ promptId, version }) => findVersionOf(context, promptId, version),
    "prompts.revert": (input) => revertTo(context, input),
    "prompts.format": async ({ content, values }) => ({ messages: await formatPrompt(content, values) }),
  };
}
