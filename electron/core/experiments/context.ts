import type { ErrorData } from "#shared/contract/errors.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { ExperimentId } from "#shared/model/ids.ts";
import type { CheckContext } from "../checks/index.ts";
import type { Ports } from "../ports.ts";
import type { PromptContext } from "../prompts/index.ts";
import type { ModelCaller, ModelFacts } from "../providers/index.ts";
import type { Database } from "../store/database.ts";
import type { SuiteContext } from "../suites/index.ts";
import type { TestContext } from "../tests/index.ts";

/** A judge at work on the pairs of an experiment in this process. */
export interface LiveJudging {
  done: number;
  planned: number;
  error: ErrorData | null;
  stop(): void;
  readonly ended: Promise<void>;
}

export interface ExperimentContext {
  db: Database;
  ports: Ports;
  publish: (event: LatheEvent) => void;
  prompts: PromptContext;
  models: ModelCaller & ModelFacts;
  suites: SuiteContext;
  checks: CheckContext;
  tests: TestContext;
  appVersion: string;
  judging: Map<ExperimentId, LiveJudging>;
}

export const timeOf = ({ ports }: ExperimentContext): string => new Date(ports.clock.now()).toISOString();
