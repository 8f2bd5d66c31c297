import type { LatheEvent } from "#shared/contract/events.ts";
import type { TestRunId } from "#shared/model/ids.ts";
import type { CheckContext } from "../checks/index.ts";
import type { Ports } from "../ports.ts";
import type { PromptContext } from "../prompts/index.ts";
import type { ModelCaller } from "../providers/index.ts";
import type { Database } from "../store/database.ts";
import type { SuiteContext } from "../suites/index.ts";

/** A test run that this process is making now. */
export interface LiveTest {
  stop(reason: "paused" | "cancelled" | "interrupted"): void;
  done: Promise<void>;
}

export interface TestContext {
  db: Database;
  ports: Ports;
  publish: (event: LatheEvent) => void;
  prompts: PromptContext;
  models: ModelCaller;
  suites: SuiteContext;
  checks: CheckContext;
  appVersion: string;
  live: Map<TestRunId, LiveTest>;
}
