import type { snippetOperations } from "#shared/contract/snippets.ts";
import type { HandlersOf } from "../router.ts";
import type { SnippetContext } from "./context.ts";
import {
  createSnippet,
  includeLatest,
  listSnippets,
  mapSnippets,
  readSnippet,
  removeSnippet,
  restoreSnippet,
} from "./snippets.ts";
import { previewUpdate, updateSnippet } from "./update-snippet.ts";

export type { SnippetContext } from "./context.ts";
export { highestSnippetRevision, raiseSnippetRevisions } from "./snippet-store.ts";

export const snippetHandlers = (context: SnippetContext): HandlersOf<typeof snippetOperations> => ({
  "snippets.list": (input) => listSnippets(context, input),
  "snippets.read": ({ snippetId }) => readSnippet(context, snippetId),
  "snippets.map": () => mapSnippets(context),
  "snippets.create": (input) => createSnippet(context, input),
  "snippets.preview-update": (input) => previewUpdate(context, input),
  "snippets.update": (input) => updateSnippet(context, input),
  "snippets.remove": ({ snippetId }) => {
    removeSnippet(context, snippetId);
    return null;
  },
  "snippets.restore": ({ snippetId }) => restoreSnippet(context, snippetId),
  "snippets.include": (input) => includeLatest(context, input),
});
