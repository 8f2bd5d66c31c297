export type { PromptContext } from "./context.ts";
export { promptOf } from "./context.ts";
export { readDraft, saveDraft } from "./drafts.ts";
export { formatPrompt, preparePrompt } from "./format-prompt.ts";
export { promptHandlers } from "./handlers.ts";
export { highestRevision, isNewWorkspace, raiseRevisions } from "./prompt-store.ts";
export { createPrompt } from "./prompts.ts";
export { readVersion, saveVersion } from "./versions.ts";
