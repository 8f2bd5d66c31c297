import type { runOperations } from "#shared/contract/runs.ts";
import type { HandlersOf } from "../router.ts";
import { sumSpend } from "./run-store.ts";
import { cancelRun, followRun, listRunPage, type RunContext, readRun, startRun } from "./runs.ts";

export { closeInterruptedRuns, type RunContext, stopAllRuns } from "./runs.ts";

export function runHandlers(context: RunContext): HandlersOf<typeof runOperations> {
  return {
    "runs.start": (input) => startRun(context, input),
    "runs.follow": ({ runId }, { signal }) => followRun(context, runId, signal),
    "runs.cancel": ({ runId }) => {
      cancelRun(context, runId);
      return null;
    },
    "runs.read": ({ runId }) => readRun(context, runId),
    "runs.list": (input) => listRunPage(context, input),
    "runs.spend": ({ since }) => sumSpend(context.db, since),
  };
}
