export type { PromptContext } from "./context.ts";
export { draftOf, promptOf } from "./context.ts";
export { findLibrarySnippet } from "./draft-snippet-store.ts";
export { readDraft, replaceDraft, saveDraft } from "./drafts.ts";
export { formatPrompt, preparePrompt } from "./format-prompt.ts";
export { promptHandlers } from "./handlers.ts";
export {
  findPromptByName,
  highestRevision,
  isNameTaken,
  isNewWorkspace,
  raiseRevisions,
} from "./prompt-store.ts";
export { createPrompt, freeName as freePromptName } from "./prompts.ts";
export { findVersionOf, readVersion, saveVersion } from "./versions.ts";
