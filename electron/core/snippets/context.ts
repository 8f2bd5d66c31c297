import type { LatheEvent } from "#shared/contract/events.ts";
import type { Clock, Ids } from "../ports.ts";
import type { PromptContext } from "../prompts/index.ts";
import type { Database } from "../store/database.ts";

/** What the use cases of this domain work with. */
export interface SnippetContext {
  db: Database;
  clock: Clock;
  ids: Ids;
  publish: (event: LatheEvent) => void;
  prompts: PromptContext;
}
