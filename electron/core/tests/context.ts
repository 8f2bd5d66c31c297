import type { ErrorData } from "#shared/contract/errors.ts";
import type { LatheEvent } from "#shared/contract/events.ts";
import type { PromptId, TestRunId } from "#shared/model/ids.ts";
import type { TestProgress, TestRunState } from "#shared/model/test-run.ts";
import type { CheckContext } from "../checks/index.ts";
import type { Ports } from "../ports.ts";
import type { PromptContext } from "../prompts/index.ts";
import type { ModelCaller, ModelFacts } from "../providers/index.ts";
import type { Database } from "../store/database.ts";
import type { SuiteContext } from "../suites/index.ts";

/**
 * Why a run is to stand still. The first four let the calls under way come to their end, the others cut them. settled:
 * nobody needs the rest; it stands still as cancelled, with the reason that was given.
 */
export type StopReason = "paused" | "capped" | "halted" | "settled" | "cancelled" | "interrupted";

/** What has arrived of a reply that is on its way. */
export interface PartialReply {
  caseIndex: number;
  repeat: number;
  /** The end of it, where it is long. */
  text: string;
}

/** A test run that this process is making now. */
export interface LiveTest {
  readonly promptId: PromptId;
  /** Returns at once; `done` resolves when the run stands still and that is stored. */
  stop(reason: StopReason): void;
  /** Stops it for good, with what is to be told of it. */
  settle(why: ErrorData): void;
  readonly done: Promise<void>;
  /** Why it takes up no new calls any more; null: it goes on. */
  readonly stopping: StopReason | null;
  /** What is counted is in the store. */
  progress(): TestProgress;
  /** Of the calls under way, where its replies are streamed. */
  partials(): PartialReply[];
  /** Calls `look` after each change of the progress, until the answer is called. */
  watch(look: () => void): () => void;
  /**
   * How it stands, in place of the state in the store: results that could not be stored are held in memory, and tried
   * again until they are.
   */
  readonly unstored: { state: TestRunState; error: ErrorData } | null;
  /** Tries now to store what is held, and does not wait for the next try. Throws the store's own error. */
  storeNow(): void;
}

export interface TestContext {
  db: Database;
  ports: Ports;
  publish: (event: LatheEvent) => void;
  prompts: PromptContext;
  models: ModelCaller & ModelFacts;
  suites: SuiteContext;
  checks: CheckContext;
  appVersion: string;
  live: Map<TestRunId, LiveTest>;
}
