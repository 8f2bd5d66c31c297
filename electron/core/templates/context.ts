import type { LatheEvent } from "#shared/contract/events.ts";
import type { DesignContext } from "../design/index.ts";
import type { Ports } from "../ports.ts";
import type { PromptContext } from "../prompts/index.ts";
import type { Database } from "../store/database.ts";
import type { SuiteContext } from "../suites/index.ts";
import type { TestContext } from "../tests/index.ts";

/** What the use cases of this domain work with. */
export interface TemplateContext {
  db: Database;
  ports: Ports;
  publish: (event: LatheEvent) => void;
  prompts: PromptContext;
  suites: SuiteContext;
  design: DesignContext;
  tests: TestContext;
}

export const timeOf = ({ ports }: TemplateContext): string => new Date(ports.clock.now()).toISOString();
