import type { snippetOperations } from "#shared/contract/snippets.ts";
import { notThereYet } from "../not-there-yet.ts";
import type { HandlersOf } from "../router.ts";
import type { SnippetContext } from "./context.ts";

export type { SnippetContext } from "./context.ts";

export const snippetHandlers = (_context: SnippetContext): HandlersOf<typeof snippetOperations> => ({
  "snippets.list": () => [],
  "snippets.read": notThereYet,
  "snippets.map": () => ({ snippets: [], prompts: [] }),
  "snippets.create": notThereYet,
  "snippets.preview-update": notThereYet,
  "snippets.update": notThereYet,
  "snippets.remove": notThereYet,
  "snippets.restore": notThereYet,
  "snippets.include": ({ content }) => ({ content, missing: [] }),
});
