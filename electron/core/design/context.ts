import type { LatheEvent } from "#shared/contract/events.ts";
import type { Ports } from "../ports.ts";
import type { PromptContext } from "../prompts/index.ts";
import type { ModelCaller } from "../providers/index.ts";
import type { Database } from "../store/database.ts";
import type { SuiteContext } from "../suites/index.ts";

/** What the use cases of this domain work with. */
export interface DesignContext {
  db: Database;
  ports: Ports;
  publish: (event: LatheEvent) => void;
  prompts: PromptContext;
  suites: SuiteContext;
  models: ModelCaller;
}

export const timeOf = ({ ports }: DesignContext): string => new Date(ports.clock.now()).toISOString();
