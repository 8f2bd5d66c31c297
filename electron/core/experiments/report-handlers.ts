import type { experimentOperations } from "#shared/contract/experiments.ts";
import type { HandlersOf } from "../router.ts";
import type { ExperimentContext } from "./context.ts";
import { writeReport } from "./report.ts";

type Own = Pick<typeof experimentOperations, "experiments.report">;

export const reportHandlers = (context: ExperimentContext): HandlersOf<Own> => ({
  "experiments.report": (input, { signal }) => writeReport(context, input, signal),
});
