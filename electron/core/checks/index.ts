import type { CheckSubject, Isolated } from "#shared/checks/subject.ts";
import type { checkOperations } from "#shared/contract/checks.ts";
import { LatheError } from "#shared/contract/errors.ts";
import type { Check, CheckResult } from "#shared/model/check.ts";
import type { ModelRef } from "#shared/model/content.ts";
import type { RunMode } from "#shared/model/run.ts";
import type { Ports } from "../ports.ts";
import type { ModelCaller, ModelCallHooks } from "../providers/index.ts";
import type { HandlersOf } from "../router.ts";
import type { Database } from "../store/database.ts";

export interface CheckContext {
  db: Database;
  ports: Ports;
  models: ModelCaller;
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

/** One result for each check, in their order. Never throws but when it is cancelled: what goes wrong is a result. */
export async function runChecks(
  _context: CheckContext,
  _checks: Check[],
  _subject: CheckSubject,
  _call: JudgeCall,
): Promise<CheckResult[]> {
  throw new LatheError({ code: "host.internal", message: "Not built yet." });
}

/** sha256 over the prompts and models of the judges that these checks ask; null: none asks a model. */
export function judgeHashOf(
  _context: CheckContext,
  _checks: Check[],
  _judgeModel: ModelRef | null,
): string | null {
  return null;
}

/** What the judges of these checks will take for one reply of about `outputTokens`. */
export function estimateJudges(
  _context: CheckContext,
  _checks: Check[],
  _of: { inputTokens: number; outputTokens: number; judgeModel: ModelRef | null },
): { model: ModelRef; calls: number; inputTokens: number; outputTokens: number }[] {
  return [];
}

const notBuilt = (): never => {
  throw new LatheError({ code: "host.internal", message: "Not built yet." });
};

export function checkHandlers(_context: CheckContext): HandlersOf<typeof checkOperations> {
  return { "checks.rubrics": notBuilt, "checks.try": notBuilt };
}

/** Runs apart from the program; started when it is first needed, and ended by `close`. */
export function createIsolated(_ports: Ports): Isolated & { close(): Promise<void> } {
  return { match: notBuilt, validate: notBuilt, script: notBuilt, close: async () => {} };
}
