import type { experimentOperations } from "#shared/contract/experiments.ts";
import type { HandlersOf } from "../router.ts";
import type { ExperimentContext } from "./context.ts";
import { evidenceHandlers } from "./evidence-handlers.ts";
import { planHandlers } from "./plan-handlers.ts";
import { preferenceHandlers } from "./preference-handlers.ts";
import { reportHandlers } from "./report-handlers.ts";

export type { ExperimentContext } from "./context.ts";
export { createTestWatch, type TestWatch } from "./follow-events.ts";
export { stopAllJudging } from "./judge.ts";

export const experimentHandlers = (context: ExperimentContext): HandlersOf<typeof experimentOperations> => ({
  ...planHandlers(context),
  ...evidenceHandlers(context),
  ...preferenceHandlers(context),
  ...reportHandlers(context),
});
