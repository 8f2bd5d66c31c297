import type { Isolated } from "#shared/checks/subject.ts";
import type { ModelRef } from "#shared/model/content.ts";
import type { RunMode } from "#shared/model/run.ts";
import type { Ports } from "../ports.ts";
import type { Embedder, ModelCaller, ModelCallHooks } from "../providers/index.ts";
import type { Database } from "../store/database.ts";

export interface CheckContext {
  db: Database;
  ports: Ports;
  models: ModelCaller & Embedder;
  isolated: Isolated;
}

/** How a judge is asked. */
export interface JudgeCall {
  /** Of the run; a check's own `options.model` wins over it. null: the default of Settings. */
  judgeModel: ModelRef | null;
  mode: RunMode;
  signal: AbortSignal;
  /** Repeats of a case are judged apart. */
  repeatIndex: number;
  onRetry: ModelCallHooks["onRetry"];
}
