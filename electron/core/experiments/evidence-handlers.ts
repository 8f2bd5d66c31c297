import type { experimentOperations } from "#shared/contract/experiments.ts";
import type { HandlersOf } from "../router.ts";
import { readExperimentCase } from "./case.ts";
import type { ExperimentContext } from "./context.ts";
import { readExperiment } from "./evidence-read.ts";
import { readRows } from "./rows.ts";

type Own = Pick<typeof experimentOperations, "experiments.read" | "experiments.rows" | "experiments.case">;

export const evidenceHandlers = (context: ExperimentContext): HandlersOf<Own> => ({
  "experiments.read": ({ experimentId }) => readExperiment(context, experimentId),
  "experiments.rows": (input) => readRows(context, input),
  "experiments.case": (input) => readExperimentCase(context, input),
});
