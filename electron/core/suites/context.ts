import type { LatheEvent } from "#shared/contract/events.ts";
import type { Ports } from "../ports.ts";
import type { PromptContext } from "../prompts/index.ts";
import type { ModelCaller } from "../providers/index.ts";
import type { Database } from "../store/database.ts";

export interface SuiteContext {
  db: Database;
  ports: Ports;
  publish: (event: LatheEvent) => void;
  prompts: PromptContext;
  models: ModelCaller;
}
